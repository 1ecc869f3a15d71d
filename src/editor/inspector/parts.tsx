// The pieces that inspectors are made of: sections, problems, what a kind teaches.
import { IconAlertCircle, IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Problem } from '../../document/types'
import { paperAddress } from '../../lib/paper'
import styles from './Inspector.module.css'

/** A titled part of the inspector. */
export function Section({
  title,
  action,
  children,
}: {
  title?: string
  action?: ReactNode
  children: ReactNode
}) {
  return (
    <section className={styles.section} aria-label={title}>
      {title !== undefined && (
        <h3>
          {title}
          {action}
        </h3>
      )}
      <div className={styles.stack}>{children}</div>
    </section>
  )
}

/** Problems with their remedies. */
export function Problems({ problems }: { problems: readonly Problem[] }) {
  if (problems.length === 0) return null
  return (
    <Section title="Problems">
      {problems.map(({ severity, code, where, message, remedy }) => (
        <p key={`${code} ${where} ${message}`} className={styles.problem} data-severity={severity}>
          {severity === 'error' ? (
            <IconAlertCircle size={15} aria-label="Error" />
          ) : (
            <IconAlertTriangle size={15} aria-label="Warning" />
          )}
          <span>
            {message} {remedy}
          </span>
        </p>
      ))}
    </Section>
  )
}

/** What a kind does, its formula and its paper. */
export function Teaching({ kind }: { kind: { doc: string; formula?: string; paper?: string } }) {
  return (
    <div className={styles.section}>
      <p className={styles.doc}>{kind.doc}</p>
      {kind.formula !== undefined && <p className={styles.formula}>{kind.formula}</p>}
      {kind.paper !== undefined && <PaperLink paper={kind.paper} />}
    </div>
  )
}

/** A link to a paper on arXiv or at an address; plain text for any other source. */
export function PaperLink({ paper }: { paper: string }) {
  const address = paperAddress(paper)
  if (address === null) return <p className={styles.doc}>{paper}</p>
  return (
    <a className={styles.link} href={address} target="_blank" rel="noreferrer">
      {paper}
    </a>
  )
}
