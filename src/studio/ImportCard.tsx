// Files of one's own: choose or drop them, see what was understood, choose a size, put them in the place of a data section.
import { Button, Group } from '@mantine/core'
import { IconFileUpload, IconFolderUp } from '@tabler/icons-react'
import { useState } from 'react'
import type { InspectedData } from '../../workers/data.api'
import { isEnlarged } from '../compiler/enlarged'
import { useDocument, useRun } from '../state/context'
import { pickFiles } from '../ui/givenFiles'
import { BitmapCanvas } from './BitmapCanvas'
import styles from './Data.module.css'
import { ImportPlaces } from './ImportPlaces'
import { ImportSize } from './ImportSize'
import { ImportWeb } from './ImportWeb'

export function ImportCard(props: { inspected: InspectedData | null; importData: (files: File[]) => void }) {
  const { inspected, importData } = props
  const progress = useRun((run) => run.progress)
  const readOnly = useDocument((state) => state.readOnly)
  return (
    <article className={styles.card} data-import aria-label="Your own files">
      {inspected?.picture && (
        <figure className={styles.samples}>
          <BitmapCanvas picture={inspected.picture} label="Samples of the files" />
        </figure>
      )}
      <div className={styles.text}>
        <h3>Your own files</h3>
        {inspected ? (
          <p role="status">{inspected.summary}</p>
        ) : (
          <p>
            Drop pictures anywhere on the page: a folder or ZIP of them, sub-folders as classes, pairs side by
            side, captions beside them; or MNIST, CIFAR-10 and NumPy files. They stay on this machine.
          </p>
        )}
        {progress && (
          <p className={styles.quiet}>
            {progress.what}
            <progress aria-label={progress.what} max={1} value={progress.fraction} />
          </p>
        )}
        {/* A new inspection starts with its own suggestions. */}
        {inspected && (
          <Understood key={inspected.title + inspected.summary} inspected={inspected} readOnly={readOnly} />
        )}
        <Pickers importData={importData} disabled={readOnly} />
      </div>
    </article>
  )
}

function Understood({ inspected, readOnly }: { inspected: InspectedData; readOnly: boolean }) {
  // Enlarging is learned from a picture's own pixels.
  const enlarged = useDocument(({ document }) =>
    Object.keys(document.data).some((data) => isEnlarged(document, data)),
  )
  const suggested =
    enlarged && inspected.suggested !== null
      ? { ...inspected.suggested, fit: 'cut' as const }
      : inspected.suggested
  const [options, setOptions] = useState(suggested)
  const [adapt, setAdapt] = useState(false)
  const { classes, sizes, refused } = inspected
  return (
    <>
      {sizes !== null && <p className={styles.quiet}>The pictures are {sizes}.</p>}
      {classes.length > 0 && (
        <p className={styles.quiet}>
          {classes
            .slice(0, 12)
            .map(({ name, count }) => `${name} ${count}`)
            .join(' · ')}
          {classes.length > 12 && ` · and ${classes.length - 12} more`}
        </p>
      )}
      <LeftOut {...inspected} />
      {refused !== null && <p className={styles.warning}>{refused}</p>}
      {options && !readOnly && (
        <ImportSize
          options={options}
          onChange={setOptions}
          pairs={inspected.form === 'pairs'}
          adapt={adapt}
          setAdapt={setAdapt}
        />
      )}
      {refused === null && !readOnly && (
        <ImportPlaces inspected={inspected} options={options} adapt={adapt} />
      )}
    </>
  )
}

/** The files that cannot be used, by name. */
function LeftOut({ skipped, skippedCount }: Pick<InspectedData, 'skipped' | 'skippedCount'>) {
  if (skippedCount === 0) return null
  return (
    <details className={styles.quiet}>
      <summary>
        {skippedCount} {skippedCount === 1 ? 'file is' : 'files are'} left out
      </summary>
      <ul>
        {skipped.map(({ path, reason }) => (
          <li key={path}>
            {path} {reason}.
          </li>
        ))}
        {skippedCount > skipped.length && <li>and {skippedCount - skipped.length} more.</li>}
      </ul>
    </details>
  )
}

function Pickers({ importData, disabled }: { importData: (files: File[]) => void; disabled: boolean }) {
  return (
    <Group gap={8}>
      <Button
        size="xs"
        variant="default"
        disabled={disabled}
        leftSection={<IconFileUpload size={15} />}
        onClick={() => pickFiles({ multiple: true, take: importData })}
      >
        Choose files
      </Button>
      <Button
        size="xs"
        variant="default"
        disabled={disabled}
        leftSection={<IconFolderUp size={15} />}
        onClick={() => pickFiles({ folder: true, take: importData })}
      >
        Choose a folder
      </Button>
      <ImportWeb importData={importData} disabled={disabled} />
    </Group>
  )
}
