// What the page shows while it trains: views of values, as pictures or as points.
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { Inference } from '../../compiler/infer/infer'
import { setView } from '../../document/edit'
import { viewParts } from '../../document/references'
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

type Types = Inference['types']
type Set = (patch: { [Key in keyof View]?: View[Key] | undefined }, gesture?: string) => void

function references(types: Types, wanted: (shape: readonly number[], domain: string) => boolean) {
  return Object.entries(types)
    .filter(([, { shape, domain }]) => wanted(shape, domain))
    .map(([value]) => ({ value, label: value }))
}

/** The register that a reference means: `fake` is `fake.image` where that is its one output. */
function fullReference(types: Types, reference: string | undefined): string {
  if (reference === undefined) return ''
  if (Object.hasOwn(types, reference) || reference.includes('.')) return reference
  return Object.keys(types).find((register) => register.startsWith(`${reference}.`)) ?? reference
}

function ScatterFields({ view, set }: { view: View; set: Set }) {
  const { types } = useInference()
  const isScore = (shape: readonly number[]) => shape.length === 1 && shape[0] === 1
  return (
    <>
      <SelectField
        label="Real"
        value={fullReference(types, view.real)}
        choices={[none, ...references(types, isShowable)]}
        onChange={(real) => set({ real: real === '' ? undefined : real })}
      />
      <SelectField
        label="Score"
        hint="Whose value colours the background where its input is replaced by the points of a grid."
        value={fullReference(types, view.score)}
        choices={[none, ...references(types, isScore)]}
        onChange={(score) => set({ score: score === '' ? undefined : score })}
      />
    </>
  )
}

const isPicture = (shape: readonly number[]) => shape.length === 3
const isLabel = (_shape: readonly number[], domain: string) => ['label', 'tokens', 'one_hot'].includes(domain)

/** The pictures beside the value, and what stands under them. */
function PictureFields({ view, set }: { view: View; set: Set }) {
  const { types } = useInference()
  return (
    <>
      {viewParts[view.as].map((role) => (
        <SelectField
          key={role}
          label={role === 'input' ? 'Input' : 'Target'}
          hint={role === 'input' ? 'What the value was made from.' : 'What the value should be.'}
          value={fullReference(types, view[role])}
          choices={references(types, isPicture)}
          onChange={(reference) => set({ [role]: reference })}
        />
      ))}
      <SelectField
        label="Label"
        hint="Labels or a sentence that the value was made from; it stands under each picture."
        value={fullReference(types, view.label)}
        choices={[none, ...references(types, isLabel)]}
        onChange={(label) => set({ label: label === '' ? undefined : label })}
      />
    </>
  )
}

const ways: { value: View['as']; label: string }[] = [
  { value: 'images', label: 'pictures' },
  { value: 'pairs', label: 'input and picture' },
  { value: 'triptych', label: 'input, picture, target' },
  { value: 'enlarged', label: 'enlargement and target' },
  { value: 'scatter', label: 'points' },
]

/** The patch that shows a view another way: what that way has no use for goes, what it needs and lacks is guessed. */
function waySet(view: View, as: View['as'], types: Types): Parameters<Set>[0] {
  if (as === 'scatter') return { as, input: undefined, target: undefined, label: undefined }
  const pictures = references(types, isPicture).map(({ value }) => value)
  const others = pictures.filter((register) => register !== fullReference(types, view.value))
  const [input, target = input] = others
  const guess = { input: view.input ?? input, target: view.target ?? target }
  const parts = viewParts[as].map((role) => [role, guess[role]] as const)
  return { as, real: undefined, score: undefined, ...Object.fromEntries(parts) }
}

function ViewFields({ id, view }: { id: string; view: View }) {
  const edit = useEdit()
  const end = useEndGesture()
  const { types } = useInference()
  const set: Set = (patch, gesture) =>
    edit((document) => setView(document, { view: id, patch: patch as Partial<View> }), gesture)
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
          value={fullReference(types, view.value)}
          choices={references(types, isShowable)}
          onChange={(value) => set({ value })}
        />
        <SelectField
          label="As"
          value={view.as}
          choices={ways}
          onChange={(as) => set(waySet(view, as as View['as'], types))}
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
        {view.as === 'scatter' ? (
          <ScatterFields view={view} set={set} />
        ) : (
          <PictureFields view={view} set={set} />
        )}
      </div>
    </div>
  )
}
