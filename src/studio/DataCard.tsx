// One data section: what it is, its first samples as they are trained on, and which other set could be made instead.
import { NativeSelect } from '@mantine/core'
import { setData } from '../document/edit'
import type { DataSection } from '../document/types'
import { useDocument, useStores } from '../state/context'
import styles from './Data.module.css'
import { DataBrowser } from './DataBrowser'
import { DataSamples } from './DataSamples'
import { describeSection, misfits, sourceTitle, titlesOf, usedFields } from './dataSections'
import { DensityPad } from './DensityPad'
import { drawnSource, madeSets } from './madeSets'
import { usePreview } from './usePreview'

const own = 'own'

export function DataCard({ id, section }: { id: string; section: DataSection }) {
  const { document } = useStores()
  const readOnly = useDocument((state) => state.readOnly)
  const users = useDocument((state) => titlesOf(state.document, id))
  const shown = usePreview(section)
  const made = madeSets.find((set) => set.source === section.source)
  const choose = (source: string) => {
    const set = madeSets.find((one) => one.source === source)
    if (!set) return
    const { seed, count } = section
    const next = { title: set.title, source, seed, count: Math.min(count, 1_000_000), fields: set.fields }
    const state = document.getState()
    state.apply(setData(state.document, { data: id, section: next }))
  }
  return (
    <article className={styles.card} aria-label={`Data: ${id}`}>
      <DataSamples shown={shown} title={section.title ?? id} />
      <div className={styles.text}>
        <h3>{section.title ?? id}</h3>
        <p>{describeSection(section)}</p>
        <p className={styles.quiet}>
          {made?.doc ?? `${sourceTitle(section.source)}, stored in this browser.`}
          {users !== '' && ` Used by ${users}.`}
        </p>
        <NativeSelect
          label="Make another set"
          size="xs"
          disabled={readOnly}
          value={made?.source ?? own}
          onChange={(event) => choose(event.currentTarget.value)}
          data={[
            ...(made ? [] : [{ value: own, label: sourceTitle(section.source) }]),
            ...madeSets.map((set) => ({ value: set.source, label: set.title })),
          ]}
        />
        <Fit id={id} />
      </div>
      {section.source === drawnSource && <DensityPad id={id} section={section} />}
      {shown?.ok && <DataBrowser section={section} preview={shown.value} />}
    </article>
  )
}

/** After another set was chosen: what of the game no longer fits it. */
function Fit({ id }: { id: string }) {
  const before = useDocument((state) => state.past.at(-1))
  const document = useDocument((state) => state.document)
  const current = before?.data[id]
  const next = document.data[id]
  if (!before || !current || !next || current === next) return null
  const sentences = misfits(current, next, usedFields(before, id))
  return sentences.map((sentence) => (
    <p key={sentence} className={styles.warning} role="status">
      {sentence} Undo brings the old data back.
    </p>
  ))
}
