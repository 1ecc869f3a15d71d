// Train, pause, single rounds and steps, start over.
import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core'
import {
  IconChevronDown,
  IconDice3,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipForward,
  IconPlayerTrackNext,
  IconRotate,
} from '@tabler/icons-react'
import { useDocument, useRun } from '../state/context'
import { IconButton } from '../ui/IconButton'
import { keyLabel } from '../ui/keys'
import { useAction, useActions, type Action } from './actions'
import styles from './RunControls.module.css'
import { isRunning } from './trainActions'

export function RunControls() {
  const oneRound = useAction('one_round')
  const reset = useAction('reset')
  const newSeed = useAction('new_seed')
  const readOnly = useDocument((state) => state.readOnly)
  const blocked = useRun((run) => run.blocked !== null || run.status === 'starting')
  const running = useRun(isRunning)
  return (
    <div className={styles.controls} role="group" aria-label="Training">
      <TrainButton />
      <IconButton
        label="One round"
        {...keysOf(oneRound)}
        disabled={blocked || running}
        onClick={oneRound.run}
      >
        <IconPlayerSkipForward size={17} />
      </IconButton>
      <MoreMenu disabled={blocked || running} />
      <IconButton label="Reset" {...keysOf(reset)} disabled={readOnly} onClick={reset.run}>
        <IconRotate size={17} />
      </IconButton>
      <IconButton label="New seed" {...keysOf(newSeed)} disabled={readOnly} onClick={newSeed.run}>
        <IconDice3 size={17} />
      </IconButton>
    </div>
  )
}

/** The keys of an action as a prop that may be absent. */
export function keysOf(action: Action): { keys?: string } {
  return action.keys === undefined ? {} : { keys: action.keys }
}

/** The one obvious button: Train, Pause, or Train on after the planned rounds. Where it cannot start, it says why. */
function TrainButton() {
  const train = useAction('train')
  const status = useRun((run) => run.status)
  const blocked = useRun((run) => run.blocked)
  const rounds = useDocument((state) => state.document.game.rounds)
  const done = useRun((run) => run.round >= rounds)
  const running = status === 'running' || status === 'pausing'
  const label = status === 'pausing' ? 'Pausing' : running ? 'Pause' : done ? 'Train on' : 'Train'
  const refused = !running && (blocked !== null || status === 'starting')
  const tooltip = blocked !== null && !running ? blocked : `${label}  ${keyLabel(train.keys ?? '')}`
  return (
    <Tooltip label={tooltip} multiline maw={320}>
      <Button
        className={styles.train ?? ''}
        size="xs"
        leftSection={running ? <IconPlayerPauseFilled size={14} /> : <IconPlayerPlayFilled size={14} />}
        variant={running ? 'default' : 'filled'}
        aria-disabled={refused || status === 'pausing' || undefined}
        {...(refused && { 'data-disabled': true })}
        onClick={train.run}
      >
        {label}
      </Button>
    </Tooltip>
  )
}

/** Steps of single players, and more rounds than planned. */
function MoreMenu({ disabled }: { disabled: boolean }) {
  const actions = useActions()
  const steps = actions.filter((action) => action.id.startsWith('one_step:'))
  const trainOn = useAction('train_on')
  return (
    <Menu position="bottom-start" shadow="md" withinPortal>
      <Menu.Target>
        <Tooltip label="Single steps, more rounds">
          <ActionIcon
            className={styles.caret ?? ''}
            variant="subtle"
            color="var(--text-2)"
            size={28}
            aria-label="More ways to train"
            aria-disabled={disabled || undefined}
            {...(disabled && { 'data-disabled': true })}
          >
            <IconChevronDown size={15} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {[...steps, trainOn].map((action) => (
          <Menu.Item
            key={action.id}
            disabled={disabled}
            leftSection={
              action === trainOn ? <IconPlayerTrackNext size={15} /> : <IconPlayerSkipForward size={15} />
            }
            rightSection={action.keys && <kbd>{keyLabel(action.keys)}</kbd>}
            onClick={action.run}
          >
            {action.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
