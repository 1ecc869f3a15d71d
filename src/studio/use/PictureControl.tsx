// Gives a picture: a file that is dropped or chosen, another sample of the data, or one that is drawn.
import { Button } from '@mantine/core'
import { IconPhotoUp } from '@tabler/icons-react'
import { useEffect, useState, type DragEvent } from 'react'
import type { Palette } from '../../../workers/data.api'
import type { Numbers } from '../../lib/numbers'
import type { UsedSource } from '../../compiler/using'
import { formatSizes } from '../../lib/format'
import { useDocument, useStores } from '../../state/context'
import { pickFiles } from '../../ui/givenFiles'
import { Painter } from './Painter'
import styles from './Use.module.css'

const none: Palette = { kind: 'none' }

/** What one may draw with on this source's pictures, once that is known. */
function usePalette(source: UsedSource): Palette {
  const { run } = useStores()
  const { from } = source
  const section = useDocument((state) => (from === null ? undefined : state.document.data[from.data]))
  const [palette, setPalette] = useState<Palette>(none)
  const field = from?.field ?? ''
  useEffect(() => {
    let gone = false
    if (!section) return
    void run
      .getState()
      .paletteOf(section, field)
      .then((found) => !gone && found.ok && setPalette(found.value))
    return () => {
      gone = true
    }
  }, [run, section, field])
  return palette
}

export function PictureControl(props: {
  source: UsedSource
  title: string
  numbers: Numbers
  onChange: (numbers: Numbers) => void
  onDraw: () => void
}) {
  const { source, title, numbers, onChange, onDraw } = props
  const { run } = useStores()
  const [problem, setProblem] = useState<string | null>(null)
  const palette = usePalette(source)
  const take = async (file: File | undefined) => {
    if (!file) return
    const read = await run.getState().readPicture(file, { shape: source.type.shape, palette })
    setProblem(read.ok ? null : [read.error.message, read.error.remedy].filter(Boolean).join(' '))
    if (read.ok) onChange(read.value)
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    void take(event.dataTransfer.files[0])
  }
  return (
    <fieldset className={styles.control} onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
      <legend>{title}</legend>
      <Painter numbers={numbers} palette={palette} title={title} onChange={onChange} />
      <div className={styles.buttons}>
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconPhotoUp size={14} />}
          onClick={() => pickFiles({ accept: 'image/*', take: ([file]) => void take(file) })}
        >
          Choose a picture
        </Button>
        {source.from && (
          <Button size="compact-xs" variant="default" onClick={onDraw}>
            Another sample
          </Button>
        )}
      </div>
      <p className={styles.quiet}>
        Or drop one here. It is cropped and brought to {formatSizes(source.type.shape)}.
      </p>
      {problem !== null && (
        <p className={styles.note} role="alert">
          {problem}
        </p>
      )}
    </fieldset>
  )
}
