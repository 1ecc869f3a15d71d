// Schedules stay ordered in time, end with the plan, and every step keeps a player.
import { expect, test } from 'vitest'
import { addPhase, removePhase, setUntil, togglePlayer } from './schedule'

const steps = [{ step: ['critic'], times: 5 }]

test('phases are added and taken away without a hole', () => {
  const two = addPhase([{ until: 1, steps }])
  expect(two).toEqual([
    { until: 0.5, steps },
    { until: 1, steps },
  ])
  expect(addPhase(two).map(({ until }) => until)).toEqual([0.5, 0.75, 1])
  expect(removePhase(two, 1)).toEqual([{ until: 1, steps }])
  expect(removePhase([{ until: 1, steps }], 0)).toHaveLength(1)
})

test('a phase ends between its neighbours', () => {
  const two = addPhase([{ until: 1, steps }])
  expect(setUntil(two, 0, 2)[0]?.until).toBe(1)
  expect(setUntil(two, 1, 0.1)[1]?.until).toBeGreaterThan(0.5)
})

test('a step keeps at least one player', () => {
  const [step = { step: [], times: 1 }] = steps
  expect(togglePlayer(step, 'critic')).toEqual(step)
  const both = togglePlayer(step, 'generator')
  expect(both.step).toEqual(['critic', 'generator'])
  expect(togglePlayer(both, 'critic').step).toEqual(['generator'])
})
