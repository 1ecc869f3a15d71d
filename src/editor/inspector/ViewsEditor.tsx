// What the page shows while it trains: views of values, each by the form that its kind asks for.
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { setView } from '../../document/edit'
import { viewReferences } from '../../document/references'
import type { View } from '../../document/types'
import { viewKindOf } from '../../kinds/views/registry'
import { useDocument, useInference } from '../../state/context'
import { SelectField } from '../../ui/fields/ChoiceField'
import { NumberField } from '../../ui/fields/NumberField'
import { TextField } from '../../ui/fields/TextField'
import { IconButton } from '../../ui/IconButton'
import { useEdit, useEndGesture } from '../useEdit'
import styles from './Inspector.module.css'
import { Section } from './parts'
import { choicesFor, firstView, fullReference, showable, wayPatch, ways, type ViewPatch } from './viewForm'

const none = { value: '', label: 'none' }

/** The views of the game. */
export function ViewsEditor() {
  const views = useDocument((state) => state.document.game.views)
  const { types } = useInference()
  const edit = useEdit()
  const first = firstView(types)
  const add = () => {
    if (!first) return
    let number = 1
    while (Object.hasOwn(views, `view_${number}`)) number++
    edit((document) => setView(document, { view: `view_${number}`, patch: first }))
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

type Set = (patch: ViewPatch, gesture?: string) => void

const choices = (registers: readonly string[]) => registers.map((value) => ({ value, label: value }))

/** What the view shows beside its value. */
function BesideFields({ view, set }: { view: View; set: Set }) {
  const { types } = useInference()
  const given = viewReferences(view)
  const fields = Object.entries(viewKindOf(view.as)?.fields ?? {}).filter(([, { idle }]) => !idle)
  return fields.map(([field, { title, doc, rule, needed }]) => (
    <SelectField
      key={field}
      label={title}
      hint={doc}
      value={fullReference(types, given[field])}
      choices={[...(needed ? [] : [none]), ...choices(choicesFor(types, rule))]}
      onChange={(reference) => set({ [field]: reference === '' ? undefined : reference })}
    />
  ))
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
          choices={choices(showable(types))}
          onChange={(value) => set({ value })}
        />
        <SelectField
          label="As"
          value={view.as}
          choices={ways()}
          onChange={(as) => set(wayPatch(view, as, types))}
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
        <BesideFields view={view} set={set} />
      </div>
    </div>
  )
}
