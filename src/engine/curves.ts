// Time inside a program: which phase a round belongs to, and what a rate or a weight is in it.
import type { PlayerStep, Program, ProgramPhase } from '../compiler/program/program'

type Curve = PlayerStep['terms'][number]['weight']

/** How much of the planned rounds is done before `round` (counted from 0) runs; 1 from the planned end on. */
export function fractionDone(program: Program, round: number): number {
  return Math.min(1, round / program.rounds)
}

/**
 * The value of a curve at `fraction` (0…1) of the planned rounds. `step` holds each point's value until the next point,
 * `linear` draws lines between them; before the first point and after the last one their values hold.
 */
export function curveAt(curve: Curve, fraction: number): number {
  if (typeof curve === 'number') return curve
  const points = [...curve.points].sort((a, b) => a[0] - b[0])
  let before = points[0]
  if (before === undefined) throw new Error('a curve has at least one point')
  for (const point of points) {
    if (point[0] > fraction) {
      const span = point[0] - before[0]
      if (curve.kind === 'step' || span <= 0) return before[1]
      return before[1] + ((point[1] - before[1]) * (fraction - before[0])) / span
    }
    before = point
  }
  return before[1]
}

/** The phase that `round` (counted from 0) runs in: the first whose `until` is not yet reached; the last one holds. */
export function phaseOf(program: Program, round: number): ProgramPhase {
  const fraction = fractionDone(program, round)
  const phase = program.phases.find((candidate) => fraction < candidate.until) ?? program.phases.at(-1)
  if (phase === undefined) throw new Error('a program has at least one phase')
  return phase
}

/** The steps of one round in order, `times` written out. */
export function stepsOf(phase: ProgramPhase): PlayerStep[][] {
  return phase.steps.flatMap((step) => Array.from({ length: step.times }, () => step.players))
}
