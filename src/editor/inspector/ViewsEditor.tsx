// What the page shows while it trains: views of values, as pictures or as points.
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { setView } from '../../document/edit'
import type { View } from '../../document/types'
import { useDocument, useInference } from '../../state/context'
import { SelectField } from '../../ui/fields/ChoiceField'
import { NumberField } from '../../ui/fields/NumberField'
import { TextField } from '../../ui/fields/TextField'
import { IconButton } from '../../ui/IconButton'
import { useEdit, useEndGesture } from '../useEdit'
import styles from './Inspector.module.css'
import { Section } from './parts'

const none = { value: '', label: 'none' }

/** The views of the game. */
export function ViewsEditor() {
  const views = useDocument((state) => state.document.game.views)
  const { types } = useInference()
  const edit = useEdit()
  const shown = Object.entries(types).filter(([, { shape, domain }]) => isShowable(shape, domain))
  const [first] = shown
  const add = () => {
    if (!first) return
    let number = 1
    while (Object.hasOwn(views, `view_${number}`)) number++
    const [value, { shape }] = first
    const as = shape.length === 3 ? 'images' : 'scatter'
    edit((document) =>
      setView(document, { view: `view_${number}`, patch: { value, as, count: 36, weights: 'average' } }),
    )
  }
  return (
    <Section
      title="Views"
      action={
        <IconButton label="Add a view" size={22} disabled={!first} onClick={add}>
          <IconPlus size={14} />
        </IconButton>
      }
    >
      {Object.entries(views).map(([id, view]) => (
        <ViewFields key={id} id={id} view={view} />
      ))}
      {Object.keys(views).length === 0 && (
        <p className={styles.doc}>None: nothing is drawn while it trains.</p>
      )}
    </Section>
  )
}

function isShowable(shape: readonly number[], domain: string): boolean {
  return shape.length === 3 || (shape.length === 1 && shape[0] === 2 && domain !== 'latent')
}

function ViewFields({ id, view }: { id: string; view: View }) {
  const edit = useEdit()
  const end = useEndGesture()
  const { types } = useInference()
  const set = (patch: { [Key in keyof View]?: View[Key] | undefined }, gesture?: string) =>
    edit((document) => setView(document, { view: id, patch: patch as Partial<View> }), gesture)
  const references = (wanted: (shape: readonly number[], domain: string) => boolean) =>
    Object.entries(types)
      .filter(([, { shape, domain }]) => wanted(shape, domain))
      .map(([value]) => ({ value, label: value }))
  const byFull = (reference: string | undefined) =>
    reference === undefined
      ? ''
      : (Object.keys(types).find(
          (register) =>
            register === reference || (!reference.includes('.') && register.startsWith(`${reference}.`)),
        ) ?? reference)
  return (
    <div className={styles.card} role="group" aria-label={`View ${view.title ?? id}`}>
      <div className={styles.stack}>
        <div className={styles.row}>
          <TextField
            label="Title"
            value={view.title ?? ''}
            placeholder={id}
            onChange={(title) => set({ title: title === '' ? undefined : title }, `view ${id} title`)}
            onDone={end}
          />
          <IconButton
            label={`Remove view ${view.title ?? id}`}
            size={24}
            onClick={() => edit((document) => setView(document, { view: id, patch: null }))}
          >
            <IconTrash size={14} />
          </IconButton>
        </div>
        <SelectField
          label="Shows"
          value={byFull(view.value)}
          choices={references(isShowable)}
          onChange={(value) => set({ value })}
        />
        <SelectField
          label="As"
          value={view.as}
          choices={[
            { value: 'images', label: 'pictures' },
            { value: 'scatter', label: 'points' },
          ]}
          onChange={(as) => set({ as: as as View['as'] })}
        />
        <NumberField
          label="Count"
          integer
          min={1}
          max={5000}
          value={view.count}
          onChange={(count) => set({ count }, `view ${id} count`)}
          onDone={end}
        />
        <SelectField
          label="Weights"
          hint="The moving average where the player keeps one, or the weights as they are."
          value={view.weights}
          choices={[
            { value: 'average', label: 'average' },
            { value: 'current', label: 'current' },
          ]}
          onChange={(weights) => set({ weights: weights as View['weights'] })}
        />
        {view.as === 'scatter' && (
          <>
            <SelectField
              label="Real"
              value={byFull(view.real)}
              choices={[none, ...references(isShowable)]}
              onChange={(real) => set({ real: real === '' ? undefined : real })}
            />
            <SelectField
              label="Score"
              hint="Whose value colours the background where its input is replaced by the points of a grid."
              value={byFull(view.score)}
              choices={[none, ...references((shape) => shape.length === 1 && shape[0] === 1)]}
              onChange={(score) => set({ score: score === '' ? undefined : score })}
            />
          </>
        )}
      </div>
    </div>
  )
}
