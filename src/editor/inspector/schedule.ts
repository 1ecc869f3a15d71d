// Edits of a schedule: phases of the plan, each with steps that players take in turn.
import type { Phase } from '../../document/types'

export type Schedule = Phase[]

/** Adds a phase after the last: the last one's time is halved, its steps are copied. */
export function addPhase(schedule: Schedule): Schedule {
  const last = schedule.at(-1)
  if (!last) return schedule
  const start = schedule.at(-2)?.until ?? 0
  const middle = Number(((start + last.until) / 2).toFixed(4))
  return [...schedule.slice(0, -1), { ...last, until: middle }, { ...last }]
}

/** Takes a phase away; the last phase that is left ends the plan. */
export function removePhase(schedule: Schedule, index: number): Schedule {
  if (schedule.length < 2) return schedule
  const left = schedule.filter((_, each) => each !== index)
  return left.map((phase, each) => (each === left.length - 1 ? { ...phase, until: 1 } : phase))
}

/** Sets where a phase ends, between its neighbours' ends. */
export function setUntil(schedule: Schedule, index: number, until: number): Schedule {
  const least = schedule[index - 1]?.until ?? 0
  const most = schedule[index + 1]?.until ?? 1
  const kept = Math.min(most, Math.max(least + 0.0001, until))
  return schedule.map((phase, each) => (each === index ? { ...phase, until: kept } : phase))
}

/** Replaces the steps of a phase. */
export function setSteps(schedule: Schedule, index: number, steps: Phase['steps']): Schedule {
  return schedule.map((phase, each) => (each === index ? { ...phase, steps } : phase))
}

/** Lets a player move in a step or not; a step always keeps one. */
export function togglePlayer(step: Phase['steps'][number], player: string): Phase['steps'][number] {
  const without = step.step.filter((each) => each !== player)
  if (without.length === step.step.length) return { ...step, step: [...step.step, player] }
  return without.length === 0 ? step : { ...step, step: without }
}
