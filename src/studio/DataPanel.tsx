// The Data tab: what each data section holds, sets that can be made instead, and files of one's own.
import type { InspectedData } from '../../workers/data.api'
import { useDocument } from '../state/context'
import { Empty } from '../ui/Empty'
import styles from './Data.module.css'
import { DataCard } from './DataCard'
import { ImportCard } from './ImportCard'

/** `inspected`: what was understood of the files that were given last. `importData` reads files. */
export function DataPanel(props: { inspected: InspectedData | null; importData: (files: File[]) => void }) {
  const data = useDocument((state) => state.document.data)
  return (
    <section className={styles.data} aria-label="Data">
      {Object.entries(data).map(([id, section]) => (
        <DataCard key={id} id={id} section={section} />
      ))}
      {Object.keys(data).length === 0 && (
        <Empty>This document uses no data yet. Drag Data set to the canvas.</Empty>
      )}
      <ImportCard inspected={props.inspected} importData={props.importData} />
    </section>
  )
}
