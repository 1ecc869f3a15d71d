// Files of one's own: choose or drop them, read what was understood, put them in the place of a data section.
import { Button } from '@mantine/core'
import { IconFileUpload } from '@tabler/icons-react'
import { useRef } from 'react'
import type { ImportedData } from '../../workers/trainer.api'
import { setData } from '../document/edit'
import { useDocument, useRun, useStores } from '../state/context'
import styles from './Data.module.css'
import { DataSamples } from './DataSamples'
import { misfits, usedFields, valuesOf } from './dataSections'

export function ImportCard(props: { imported: ImportedData | null; importData: (files: File[]) => void }) {
  const { imported, importData } = props
  const input = useRef<HTMLInputElement>(null)
  const progress = useRun((run) => run.progress)
  const readOnly = useDocument((state) => state.readOnly)
  return (
    <article className={styles.card} data-import aria-label="Your own files">
      {imported && <DataSamples section={imported.section} title="the files" />}
      <div className={styles.text}>
        <h3>Your own files</h3>
        {imported ? (
          <p role="status">{imported.summary}</p>
        ) : (
          <p>
            Drop MNIST files anywhere on the page: pictures, with or without labels, gzipped or not. They stay
            on this machine.
          </p>
        )}
        {progress && (
          <p className={styles.quiet}>
            {progress.what}
            <progress aria-label={progress.what} max={1} value={progress.fraction} />
          </p>
        )}
        {imported && !readOnly && <Places imported={imported} />}
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label="Data files"
          onChange={(event) => {
            const files = [...(event.currentTarget.files ?? [])]
            // The same files may be chosen again.
            event.currentTarget.value = ''
            if (files.length > 0) importData(files)
          }}
        />
        <Button
          size="xs"
          variant="default"
          disabled={readOnly}
          leftSection={<IconFileUpload size={15} />}
          onClick={() => input.current?.click()}
        >
          Choose files
        </Button>
      </div>
    </article>
  )
}

/** The data sections whose place the files can take. */
function Places({ imported }: { imported: ImportedData }) {
  const { document } = useStores()
  const current = useDocument((state) => state.document)
  const use = (id: string) => {
    const state = document.getState()
    state.apply(setData(state.document, { data: id, section: imported.section }))
  }
  return Object.entries(current.data).map(([id, section]) => {
    const name = valuesOf(current, id).join(', ') || id
    const used = section.source === imported.section.source
    return (
      <div key={id} className={styles.place}>
        <Button size="xs" disabled={used} onClick={() => use(id)}>
          {used ? `Used for ${name}` : `Use for ${name}`}
        </Button>
        {!used &&
          misfits(section, imported.section, usedFields(current, id)).map((sentence) => (
            <p key={sentence} className={styles.warning}>
              {sentence}
            </p>
          ))}
      </div>
    )
  })
}
