// A piece of furniture along the walls: a named region with a title row and a body that scrolls.
import type { CSSProperties, ReactNode } from 'react'
import styles from './Panel.module.css'

/** A labelled region. `title` may be left out where the content titles itself; `label` is its accessible name. */
export function Panel(props: {
  label: string
  title?: ReactNode
  actions?: ReactNode
  children: ReactNode
  style?: CSSProperties
}) {
  const { label, title, actions, children, style } = props
  return (
    <section className={styles.panel} aria-label={label} style={style}>
      {(title !== undefined || actions !== undefined) && (
        <header className={styles.header}>
          <h2 className={styles.title}>{title}</h2>
          {actions}
        </header>
      )}
      <div className={styles.body} tabIndex={-1}>
        {children}
      </div>
    </section>
  )
}
