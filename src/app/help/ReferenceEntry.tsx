// One entry of the reference: what it teaches, its parameters, what goes in and comes out, what else is known.
import { paperAddress } from '../../lib/paper'
import type { Entry, Parameter, PortEntry } from '../../reference/types'
import styles from './Reference.module.css'

export function ReferenceEntry({ chapter, group, entry }: { chapter: string; group: string; entry: Entry }) {
  const { id, title, doc, formula, paper, parameters, inputs, outputs, facts } = entry
  return (
    <>
      <p className={styles.place}>{group === chapter ? chapter : `${chapter} · ${group}`}</p>
      <h2>
        {title} <code>{id}</code>
      </h2>
      <p className={styles.doc}>{doc}</p>
      {formula !== undefined && <p className={styles.formula}>{formula}</p>}
      {paper !== undefined && <Paper paper={paper} />}
      {parameters.length > 0 && <Parameters parameters={parameters} />}
      <Ports title="Takes" ports={inputs} />
      <Ports title="Gives" ports={outputs} />
      {facts.map(({ name, text, code }) => (
        <section key={name} aria-label={name}>
          <h3>{name}</h3>
          {text !== undefined && <p>{text}</p>}
          {code !== undefined && <pre>{code}</pre>}
        </section>
      ))}
    </>
  )
}

function Paper({ paper }: { paper: string }) {
  const address = paperAddress(paper)
  if (address === null) return <p className={styles.doc}>{paper}</p>
  return (
    <p>
      <a href={address} target="_blank" rel="noreferrer">
        {paper}
      </a>
    </p>
  )
}

function Parameters({ parameters }: { parameters: readonly Parameter[] }) {
  return (
    <section aria-label="Parameters">
      <h3>Parameters</h3>
      <dl className={styles.parameters}>
        {parameters.map(({ name, label, type, standard, doc }) => (
          <div key={name}>
            <dt>
              {label} <code>{name}</code>
            </dt>
            <dd>
              <p>{doc}</p>
              <p className={styles.type}>
                {type} <span>default {standard}</span>
              </p>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Ports({ title, ports }: { title: string; ports: readonly PortEntry[] }) {
  if (ports.length === 0) return null
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <dl className={styles.ports}>
        {ports.map(({ name, means, example, doc }) => (
          <div key={name}>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>
              {means}
              {example !== null && <span className={styles.shape}>{example}</span>}
              {doc !== '' && <p>{doc}</p>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
