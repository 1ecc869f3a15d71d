// The pace says what matters in each state of the run.
import { expect, test } from 'vitest'
import type { RunState } from '../training/runStore'
import { paceText } from './pace'

const run = (facts: Partial<RunState>) =>
  ({
    status: 'paused',
    round: 0,
    until: 0,
    seconds: 0,
    roundsPerSecond: 0,
    blocked: null,
    memory: { bytes: 0 },
    ...facts,
  }) as RunState

test('running: speed, time left, memory', () => {
  const state = run({
    status: 'running',
    round: 100,
    until: 1000,
    roundsPerSecond: 18.2,
    memory: { tensors: 1, bytes: 4.2e6, taken: null },
  })
  expect(paceText(state, 5000)).toBe('18/s · 49 s left · 4.2 MB')
})

test('a run beyond the plan counts to where it stops', () => {
  const state = run({ status: 'running', round: 5100, until: 5600, roundsPerSecond: 2.5 })
  expect(paceText(state, 5000)).toBe('2.5/s · 3 min 20 s left')
})

test('what stands in the way comes before what is done', () => {
  expect(paceText(run({ round: 100, seconds: 71, blocked: 'conv_1 has no input.' }), 5000)).toBe(
    'cannot train yet',
  )
})

test('standing: what it took', () => {
  expect(paceText(run({ round: 100, seconds: 71 }), 5000)).toBe('trained 1 min 11 s')
  expect(paceText(run({ status: 'ready' }), 5000)).toBe('ready to train')
})
