// The data sections whose place files of one's own can take; using them stores them.
import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ImportedData, InspectedData, PictureOptions } from '../../workers/data.api'
import { adaptInputs } from '../document/adaptInputs'
import { setData } from '../document/edit'
import type { DataSection } from '../document/types'
import { useDocument, useStores } from '../state/context'
import styles from './Data.module.css'
import { misfits, usedFields, valuesOf } from './dataSections'

interface Outcome {
  data: string
  sentences: string[]
  failed: boolean
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
  const domains = inspected.form === 'domains' ? (['A', 'B'] as const) : ([null] as const)
  const use = async (data: string, section: DataSection, part: number) => {
    setBusy(true)
    const stored = await run.getState().storeData({ options: options ?? undefined, section, adapt })
    setBusy(false)
    if (!stored.ok) return setOutcome({ data, sentences: [stored.error.message], failed: true })
    const set = stored.value[part]
    if (!set) return
    const state = document.getState()
    const sentences = [set.summary, ...concerns(set, state.document.game.batch)]
    const misfit = misfits(section, set.section, usedFields(state.document, data))
    const changed = setData(state.document, { data, section: set.section })
    state.apply(adapt ? adaptInputs(changed, { data }) : changed)
    setOutcome({ data, sentences: [...sentences, ...(adapt ? [] : misfit)], failed: false })
  }
  return (
    <>
      {Object.entries(current.data).map(([id, section]) => (
        <div key={id} className={styles.place}>
          {domains.map((domain, part) => (
            <Button key={part} size="xs" loading={busy} onClick={() => void use(id, section, part)}>
              {`Use ${domain === null ? '' : `${domain} `}for ${valuesOf(current, id).join(', ') || id}`}
            </Button>
          ))}
          {outcome?.data === id &&
            outcome.sentences.map((sentence, i) => (
              <p
                key={sentence}
                className={i === 0 && !outcome.failed ? styles.quiet : styles.warning}
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
