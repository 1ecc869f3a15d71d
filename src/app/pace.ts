// How far training is and how fast it goes, in words.
import type { RunState } from '../training/runStore'
import { formatBytes, formatDuration } from './duration'

/** Where the present run stops: what the trainer says once it runs, the document's plan before. */
export function targetRound(run: RunState, rounds: number): number {
  return run.status === 'running' || run.status === 'pausing' || run.round > rounds
    ? Math.max(run.until, run.round)
    : rounds
}

function rate(run: RunState): string {
  const perSecond = run.roundsPerSecond
  return perSecond >= 10 ? `${Math.round(perSecond)}/s` : `${perSecond.toFixed(1)}/s`
}

/** Speed, time left and memory while it runs; time spent and memory while it stands. */
export function paceText(run: RunState, rounds: number): string {
  const memory = run.memory.bytes > 0 ? formatBytes(run.memory.bytes) : null
  if (run.status === 'running' && run.roundsPerSecond > 0) {
    const left = (targetRound(run, rounds) - run.round) / run.roundsPerSecond
    return [rate(run), `${formatDuration(left)} left`, memory].filter(Boolean).join(' · ')
  }
  if (run.status === 'starting') return 'getting ready'
  if (run.status === 'pausing') return 'ends the step'
  if (run.blocked !== null && run.status !== 'running') return 'cannot train yet'
  if (run.round === 0) return 'ready to train'
  return [`trained ${formatDuration(run.seconds)}`, memory].filter(Boolean).join(' · ')
}
