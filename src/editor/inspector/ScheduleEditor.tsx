// Who moves when: phases of the plan, their steps, how often each is taken.
import { IconPlus, IconX } from '@tabler/icons-react'
import type { CSSProperties } from 'react'
import { setSchedule } from '../../document/edit'
import type { Phase } from '../../document/types'
import { useDocument } from '../../state/context'
import { playerColours } from '../../state/playerColours'
import { NumberField } from '../../ui/fields/NumberField'
import { IconButton } from '../../ui/IconButton'
import { useEdit, useEndGesture } from '../useEdit'
import styles from './Inspector.module.css'
import { Section } from './parts'
import { addPhase, removePhase, setSteps, setUntil, togglePlayer, type Schedule } from './schedule'

/** The schedule of the game. */
export function ScheduleEditor() {
  const schedule = useDocument((state) => state.document.game.schedule)
  const edit = useEdit()
  const end = useEndGesture()
  const change = (next: Schedule, gesture?: string) =>
    edit((document) => setSchedule(document, { schedule: next }), gesture)
  return (
    <Section
      title="Schedule of a round"
      action={
        <IconButton
          label="Add a phase"
          size={22}
          disabled={schedule.length >= 32}
          onClick={() => change(addPhase(schedule))}
        >
          <IconPlus size={14} />
        </IconButton>
      }
    >
      {schedule.map((phase, index) => (
        <div
          key={index}
          className={schedule.length > 1 ? styles.card : undefined}
          role="group"
          aria-label={`Phase ${index + 1}`}
        >
          {schedule.length > 1 && (
            <div className={styles.row}>
              <NumberField
                label="Until"
                hint="Where this phase ends, as a share of the planned rounds."
                suffix="%"
                min={0.01}
                max={100}
                value={Number((phase.until * 100).toPrecision(6))}
                onChange={(percent) => change(setUntil(schedule, index, percent / 100), `until ${index}`)}
                onDone={end}
              />
              <IconButton
                label={`Remove phase ${index + 1}`}
                size={24}
                onClick={() => change(removePhase(schedule, index))}
              >
                <IconX size={14} />
              </IconButton>
            </div>
          )}
          <Steps
            phase={phase}
            onChange={(steps, gesture) => change(setSteps(schedule, index, steps), gesture)}
          />
        </div>
      ))}
    </Section>
  )
}

type Step = Phase['steps'][number]

function Steps({
  phase: { steps },
  onChange,
}: {
  phase: Phase
  onChange: (steps: Step[], gesture?: string) => void
}) {
  const players = Object.keys(useDocument((state) => state.document.game.players))
  const [first] = players
  return (
    <div className={styles.stack}>
      {steps.map((step, index) => (
        <StepRow
          key={index}
          step={step}
          number={index + 1}
          players={players}
          onChange={(next, gesture) =>
            onChange(
              steps.map((each, at) => (at === index ? next : each)),
              gesture,
            )
          }
          onRemove={() => onChange(steps.filter((_, at) => at !== index))}
        />
      ))}
      {first !== undefined && (
        <div>
          <IconButton
            label="Add a step"
            size={24}
            onClick={() => onChange([...steps, { step: [first], times: 1 }])}
          >
            <IconPlus size={14} />
          </IconButton>
        </div>
      )}
    </div>
  )
}

function StepRow(props: {
  step: Step
  number: number
  players: readonly string[]
  onChange: (step: Step, gesture?: string) => void
  onRemove: () => void
}) {
  const { step, number, players, onChange, onRemove } = props
  const end = useEndGesture()
  return (
    <div className={styles.row} role="group" aria-label={`Step ${number}`}>
      <div className={styles.step}>
        {players.map((player) => (
          <PlayerChip
            key={player}
            player={player}
            pressed={step.step.includes(player)}
            onPress={() => onChange(togglePlayer(step, player))}
          />
        ))}
      </div>
      <div className={styles.small}>
        <NumberField
          label={`Times of step ${number}`}
          labelled="hidden"
          suffix="×"
          integer
          min={1}
          max={1000}
          value={step.times}
          onChange={(times) => onChange({ ...step, times }, `times ${number}`)}
          onDone={end}
        />
      </div>
      <IconButton label={`Remove step ${number}`} size={24} onClick={onRemove}>
        <IconX size={14} />
      </IconButton>
    </div>
  )
}

function PlayerChip({ player, pressed, onPress }: { player: string; pressed: boolean; onPress: () => void }) {
  const document = useDocument((state) => state.document)
  const colour = playerColours(document)[player]
  const style =
    colour &&
    ({ '--chip': colour.line, '--chip-soft': colour.soft, '--chip-text': colour.text } as CSSProperties)
  return (
    <button type="button" className={styles.chip} aria-pressed={pressed} style={style} onClick={onPress}>
      {document.game.players[player]?.title ?? player}
    </button>
  )
}
