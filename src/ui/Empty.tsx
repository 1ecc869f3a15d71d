// An empty state: one sentence and one action.
import type { ReactNode } from 'react'
import styles from './Empty.module.css'

/** What stands where there is nothing yet. */
export function Empty({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <div>{children}</div>
      {action}
    </div>
  )
}
