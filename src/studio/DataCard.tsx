// One data section: what it is, its first samples as they are trained on, and which other set could be made instead.
import { NativeSelect } from '@mantine/core'
import { madeSetOf, newSection } from '../data/made/registry'
import { setData } from '../document/edit'
import type { DataSection } from '../document/types'
import { useDocument, useStores } from '../state/context'
import styles from './Data.module.css'
import { DataBrowser } from './DataBrowser'
import { DataSamples } from './DataSamples'
import { describeSection, madeChoices, misfits, sourceTitle, titlesOf, usedFields } from './dataSections'
import { DensityPad } from './DensityPad'
import { usePreview } from './usePreview'

const own = 'own'
/** More are not taken over from the set before. */
const mostSamples = 1_000_000

export function DataCard({ id, section }: { id: string; section: DataSection }) {
  const { document } = useStores()
  const readOnly = useDocument((state) => state.readOnly)
  const users = useDocument((state) => titlesOf(state.document, id))
  const shown = usePreview(section)
  const made = madeSetOf(section)
  const choose = (source: string) => {
    const set = madeSetOf({ source })
    if (!set) return
    const { seed, count } = section
    const next = { ...newSection(set), seed, count: Math.min(count, mostSamples) }
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
          value={made ? section.source : own}
          onChange={(event) => choose(event.currentTarget.value)}
          data={[...(made ? [] : [{ value: own, label: sourceTitle(section.source) }]), ...madeChoices()]}
        />
        <Fit id={id} />
      </div>
      {made?.density && <DensityPad id={id} section={section} start={made.density} />}
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
