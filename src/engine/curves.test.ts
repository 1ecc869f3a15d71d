// Curves, phases and the steps of a round.
import { expect, test } from 'vitest'
import { curveAt, phaseOf, stepsOf } from './curves'
import { pointGame } from './testing/programs'

test('a step curve holds, a linear one goes straight, both hold beyond their ends', () => {
  const points: [number, number][] = [
    [0.2, 1],
    [0.6, 3],
  ]
  const at = (kind: 'step' | 'linear') =>
    [0, 0.2, 0.4, 0.6, 1].map((fraction) => curveAt({ kind, points }, fraction))
  expect(at('step')).toEqual([1, 1, 1, 3, 3])
  const linear = at('linear')
  expect([linear[0], linear[1], linear[3], linear[4]]).toEqual([1, 1, 3, 3])
  expect(linear[2]).toBeCloseTo(2, 12)
  expect(curveAt(0.5, 0.9)).toBe(0.5)
})

test('a linear curve jumps where two points share a place', () => {
  const points: [number, number][] = [
    [0, 0],
    [0.5, 1],
    [0.5, 5],
    [1, 5],
  ]
  expect(curveAt({ kind: 'linear', points }, 0.25)).toBeCloseTo(0.5, 12)
  expect(curveAt({ kind: 'linear', points }, 0.5)).toBe(5)
})

test('a phase runs until its fraction is reached, the last one holds after the planned end', () => {
  const program = pointGame({ rounds: 10 })
  const [phase] = program.phases
  const steps = phase?.steps ?? []
  program.phases = [
    { until: 0.3, steps: steps.slice(0, 1) },
    { until: 0.8, steps },
  ]
  const lengths = [0, 2, 3, 7, 8, 500].map((round) => stepsOf(phaseOf(program, round)).length)
  expect(lengths).toEqual([1, 1, 2, 2, 2, 2])
})

test('times are written out in order', () => {
  const [phase] = pointGame().phases
  const [critic, generator] = phase?.steps ?? []
  if (!critic || !generator) throw new Error('two steps')
  const players = stepsOf({ until: 1, steps: [{ ...critic, times: 3 }, generator] }).map(
    ([step]) => step?.player,
  )
  expect(players).toEqual(['critic', 'critic', 'critic', 'generator'])
})
