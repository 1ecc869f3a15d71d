// The actions of training.
import type { Stores } from '../state/context'
import type { RunState } from '../training/runStore'
import { formatCount } from '../lib/format'
import type { Action, ActionGroup } from './actions'

/** How many rounds “Train on” adds: as many as a tenth of the plan, at least 100. */
function moreRounds(rounds: number): number {
  return Math.max(100, Math.round(rounds / 10))
}

/** Whether the run is under way, or just about to stop. */
export function isRunning(run: RunState): boolean {
  return run.status === 'running' || run.status === 'pausing'
}

/** Starts or pauses; after the planned rounds, trains on. Where it cannot start, opens the list of problems. */
function trainOrPause({ run, document, session }: Stores): void {
  const state = run.getState()
  if (isRunning(state)) return void state.pause()
  if (state.blocked !== null) {
    if (!document.getState().readOnly) session.getState().setDrawer({ open: true, tab: 'problems' })
    return
  }
  const { rounds } = document.getState().document.game
  if (state.round >= rounds) return void state.trainOn(moreRounds(rounds))
  void state.train()
}

/** `players` are the document's players, `rounds` its planned rounds. */
export function trainActions(
  stores: Stores,
  players: { id: string; title: string }[],
  rounds: number,
): Action[] {
  const run = () => stores.run.getState()
  const more = moreRounds(rounds)
  const group: ActionGroup = 'Train'
  return [
    {
      id: 'train',
      label: 'Train or pause',
      group,
      keys: 'mod+enter',
      whileTyping: true,
      run: () => trainOrPause(stores),
    },
    {
      id: 'one_round',
      label: 'One round',
      group,
      keys: 'mod+shift+enter',
      whileTyping: true,
      run: () => void run().oneRound(),
    },
    ...players.map(({ id, title }, index): Action => ({
      id: `one_step:${id}`,
      label: `One step of ${title}`,
      group,
      ...(index < 9 ? { keys: `alt+shift+${index + 1}` } : {}),
      whileTyping: true,
      run: () => void run().oneStep(id),
    })),
    {
      id: 'train_on',
      label: `Train on for ${formatCount(more)} rounds`,
      group,
      keys: 'mod+alt+enter',
      whileTyping: true,
      run: () => void run().trainOn(more),
    },
    {
      id: 'reset',
      label: 'Reset',
      group,
      keys: 'mod+alt+backspace',
      run: () => void run().reset(),
    },
    { id: 'new_seed', label: 'New seed', group, keys: 'mod+shift+g', run: () => void run().newSeed() },
  ]
}
