// A player: what it trains, what it minimizes with which weights, and how it moves.
import { IconX } from '@tabler/icons-react'
import type { CSSProperties } from 'react'
import { connect, disconnect, setPlayer } from '../../document/edit'
import type { Curve, Json, Player } from '../../document/types'
import { formFields } from '../../kinds/form'
import { defaultParams, optimizers } from '../../kinds/registry'
import { useDocument, useInference } from '../../state/context'
import { playerColours, trainerOf } from '../../state/playerColours'
import { SelectField } from '../../ui/fields/ChoiceField'
import { NumberField } from '../../ui/fields/NumberField'
import { IconButton } from '../../ui/IconButton'
import type { Card } from '../cards/cards'
import { useEdit, useEndGesture } from '../useEdit'
import { CurveField } from './CurveField'
import { IdentityFields } from './IdentityFields'
import styles from './Inspector.module.css'
import { ParamField } from './ParamField'
import { Problems, Section, Teaching } from './parts'

/** What keeps a player's updates small; 0 switches each of them off. */
const limits = [
  {
    field: 'clipGradients',
    label: 'Clip gradients',
    hint: 'Shortens the gradient of all that it trains, taken together, to this length where it is longer: 0 is off.',
    max: 1e6,
  },
  {
    field: 'clipWeights',
    label: 'Clip weights',
    hint: 'Keeps every weight between ± this after each update, as the first Wasserstein GAN did with 0.01: 0 is off.',
    max: 1e6,
  },
  {
    field: 'weightDecay',
    label: 'Weight decay',
    hint: 'Adds this times the weight to its gradient, which pulls weights towards 0: 0 is off.',
    max: 1,
  },
] as const

/** The inspector of a player. */
export function PlayerInspector({ card, player: id }: { card: Card; player: string }) {
  const player = useDocument((state) => state.document.game.players[id])
  const edit = useEdit()
  const end = useEndGesture()
  if (!player) return null
  const optimizer = optimizers[player.optimizer.kind]
  return (
    <>
      <Problems problems={card.problems} />
      <Section title="Trains">
        <Trains id={id} player={player} />
      </Section>
      <Section title="Minimizes">
        <Minimizes id={id} player={player} />
      </Section>
      <Section title="Optimizer">
        <OptimizerFields id={id} player={player} />
        <NumberField
          label="Average"
          hint="Decay of the moving average of what it trains, which views and exports may use: 0 is off, 0.995 is usual."
          min={0}
          max={0.999999}
          value={player.average}
          onChange={(average) =>
            edit((before) => setPlayer(before, { player: id, patch: { average } }), `average ${id}`)
          }
          onDone={end}
        />
      </Section>
      <Section title="Limits">
        {limits.map(({ field, label, hint, max }) => (
          <NumberField
            key={field}
            label={label}
            hint={hint}
            min={0}
            max={max}
            value={player[field] ?? 0}
            onChange={(value) =>
              edit((before) => setPlayer(before, { player: id, patch: { [field]: value } }), `${field} ${id}`)
            }
            onDone={end}
          />
        ))}
      </Section>
      {optimizer && <Teaching kind={optimizer} />}
      <Section title="Name">
        <PlayerTitle id={id} title={player.title ?? ''} />
      </Section>
    </>
  )
}

function PlayerTitle({ id, title }: { id: string; title: string }) {
  return <IdentityFields graph="game" node={`player:${id}`} title={title} />
}

/** Networks as switches; parts of networks (`critic/q_head`) that the document already names beside them. */
function Trains({ id, player }: { id: string; player: Player }) {
  const document = useDocument((state) => state.document)
  const edit = useEdit()
  const parts = player.trains.filter((path) => path.includes('/'))
  const colour = playerColours(document)[id]
  const style =
    colour &&
    ({ '--chip': colour.line, '--chip-soft': colour.soft, '--chip-text': colour.text } as CSSProperties)
  return (
    <div className={styles.buttons} style={style}>
      {[...Object.keys(document.networks), ...parts].map((path) => {
        const pressed = player.trains.includes(path)
        const other = trainerOf(document, path)
        return (
          <button
            key={path}
            type="button"
            className={styles.chip}
            aria-pressed={pressed}
            title={other !== undefined && other !== id ? `Now trained by ${other}` : undefined}
            onClick={() => {
              const trains = pressed
                ? player.trains.filter((each) => each !== path)
                : [...player.trains, path]
              edit((before) => setPlayer(before, { player: id, patch: { trains } }))
            }}
          >
            {document.networks[path]?.title ?? path}
          </button>
        )
      })}
    </div>
  )
}

function Minimizes({ id, player }: { id: string; player: Player }) {
  const edit = useEdit()
  const end = useEndGesture()
  const values = useDocument((state) => state.document.game.values)
  const { types } = useInference()
  const node = `player:${id}`
  const taken = Object.keys(player.minimizes)
  const open = Object.keys(values).filter(
    (value) =>
      types[`${value}.out`]?.domain === 'scalar' && !taken.includes(value) && !taken.includes(`${value}.out`),
  )
  const setWeight = (reference: string, weight: Curve) => {
    const minimizes = { ...player.minimizes, [reference]: weight }
    edit((before) => setPlayer(before, { player: id, patch: { minimizes } }), `weight ${id} ${reference}`)
  }
  return (
    <>
      {Object.entries(player.minimizes).map(([reference, weight]) => (
        <div key={reference} className={styles.row} style={{ alignItems: 'flex-start' }}>
          <CurveField
            label={reference}
            hint={`What ${reference} counts in the sum that this player makes small.`}
            value={weight}
            onChange={(next) => setWeight(reference, next)}
            onDone={end}
          />
          <IconButton
            label={`Minimize ${reference} no more`}
            size={24}
            onClick={() =>
              edit((before) => disconnect(before, { graph: 'game', to: { node, port: reference } }))
            }
          >
            <IconX size={14} />
          </IconButton>
        </div>
      ))}
      {taken.length === 0 && (
        <p className={styles.doc}>Nothing yet: wire a loss to its card, or choose one.</p>
      )}
      {open.length > 0 && (
        <SelectField
          label="Add"
          value=""
          choices={open.map((value) => ({ value, label: values[value]?.title ?? value }))}
          onChange={(value) =>
            edit((before) => connect(before, { graph: 'game', from: value, to: { node, port: value } }))
          }
        />
      )}
    </>
  )
}

function OptimizerFields({ id, player }: { id: string; player: Player }) {
  const edit = useEdit()
  const end = useEndGesture()
  const { kind, params } = player.optimizer
  const found = optimizers[kind]
  const setOptimizer = (optimizer: Player['optimizer'], gesture?: string) =>
    edit((before) => setPlayer(before, { player: id, patch: { optimizer } }), gesture)
  const set = (name: string, value: Json | Curve) =>
    setOptimizer({ kind, params: { ...params, [name]: value } }, `optimizer ${id} ${name}`)
  return (
    <>
      <SelectField
        label="Kind"
        value={kind}
        choices={Object.entries(optimizers).map(([value, { title }]) => ({ value, label: title }))}
        onChange={(next) => {
          const other = optimizers[next]
          if (!other) return
          // The rate is the one number that all optimizers share: it stays.
          const fresh = defaultParams(other) as Player['optimizer']['params']
          setOptimizer({
            kind: next,
            params: { ...fresh, ...(params.rate !== undefined && { rate: params.rate }) },
          })
        }}
      />
      {found &&
        formFields(found.params).map((field) =>
          field.name === 'rate' && field.control.type === 'number' ? (
            <CurveField
              key={field.name}
              {...field.control}
              label={field.label}
              hint={field.hint}
              value={params.rate as Curve}
              onChange={(value) => set(field.name, value)}
              onDone={end}
            />
          ) : (
            <ParamField
              key={field.name}
              field={field}
              value={params[field.name] as Json}
              onChange={(value) => set(field.name, value)}
              onDone={end}
            />
          ),
        )}
    </>
  )
}
