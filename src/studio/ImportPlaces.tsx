// The data sections whose place files of one's own can take; using them stores them.
import { Button } from '@mantine/core'
import { useState } from 'react'
import type { PictureOptions } from '../data/types'
import type { ImportedData, InspectedData } from '../../workers/data.api'
import { adaptInputs } from '../document/adaptInputs'
import { setData } from '../document/edit'
import type { DataSection } from '../document/types'
import { pictureShapes } from '../lib/pictureShapes'
import { useDocument, useStores } from '../state/context'
import styles from './Data.module.css'
import { describeStored, misfits, titlesOf, usedFields } from './dataSections'
import { adaptLabel } from './ImportSize'

interface Outcome {
  data: string
  sentences: string[]
  /** What is now in place; null where nothing could be stored. */
  source: string | null
}

export function ImportPlaces(props: {
  inspected: InspectedData
  options: PictureOptions | null
  adapt: boolean
}) {
  const { inspected, options, adapt } = props
  const { document, run } = useStores()
  const current = useDocument((state) => state.document)
  const [busy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const domains = inspected.form === 'domains' ? (['a', 'b'] as const) : ([undefined] as const)
  const use = async (data: string, section: DataSection, domain: 'a' | 'b' | undefined) => {
    setBusy(true)
    const stored = await run.getState().storeData({ options: options ?? undefined, section, domain, adapt })
    setBusy(false)
    if (!stored.ok) return setOutcome({ data, sentences: [stored.error.message], source: null })
    const set = stored.value
    const state = document.getState()
    const title = titlesOf(state.document, data)
    const done = title === '' ? '' : `In use by ${title}: `
    const sentences = [done + set.summary, ...concerns(set, state.document.game.batch)]
    const misfit = misfits(section, set.section, usedFields(state.document, data))
    const changed = setData(state.document, { data, section: set.section })
    state.apply(adapt ? adaptInputs(changed, { data }) : changed)
    const { source } = set.section
    setOutcome({ data, sentences: [...sentences, ...(adapt ? [] : misfit)], source })
  }
  return (
    <>
      {Object.entries(current.data).map(([id, section]) => (
        <div key={id} className={styles.place}>
          {options && <Stored inspected={inspected} options={options} adapt={adapt} section={section} />}
          {domains.map((domain) => (
            <Button key={domain ?? ''} size="xs" loading={busy} onClick={() => void use(id, section, domain)}>
              {`Use ${domain ? `${domain.toUpperCase()} ` : ''}for “${titlesOf(current, id) || (section.title ?? id)}”`}
            </Button>
          ))}
          {/* Undo takes data out of use again. */}
          {outcome?.data === id &&
            (outcome.source === null || outcome.source === section.source) &&
            outcome.sentences.map((sentence, i) => (
              <p
                key={sentence}
                className={i === 0 && outcome.source !== null ? styles.quiet : styles.warning}
                role="status"
              >
                {sentence}
              </p>
            ))}
        </div>
      ))}
    </>
  )
}

/** Size and colour that the pictures will have in the place of a section. */
function Stored(props: {
  inspected: InspectedData
  options: PictureOptions
  adapt: boolean
  section: DataSection
}) {
  const { inspected, options, adapt, section } = props
  const { form, coloured } = inspected
  const fields = pictureShapes(section.fields, { paired: form === 'pairs', adapt, size: options })
  const shapes = fields.map(({ shape }) => shape)
  // A section without pictures has no size to keep.
  const chosen = adapt || fields.some(({ name }) => !Object.hasOwn(section.fields, name))
  const { sentence, lossy } = describeStored(shapes, { coloured, chosen })
  const grey = shapes.every(([, , channels]) => channels === 1)
  return (
    <p className={lossy ? styles.warning : styles.quiet} data-stored={grey ? 'grey' : 'colour'}>
      {sentence}
      {lossy && !adapt && ` To keep the colours, tick “${adaptLabel}”.`}
    </p>
  )
}

/** What will happen where there is too little, or too little difference. */
function concerns({ section, warnings, skippedCount }: ImportedData, batch: number): string[] {
  const few =
    section.count < batch
      ? [`There are fewer samples than the batch of ${batch}: every step sees all of them, some twice.`]
      : []
  const left =
    skippedCount > 0
      ? [
          skippedCount === 1
            ? 'One file could not be read, and is left out.'
            : `${skippedCount} files could not be read, and are left out.`,
        ]
      : []
  return [...few, ...warnings, ...left]
}
