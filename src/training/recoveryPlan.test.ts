// Which backend a run goes on with: how often a GPU is tried again, with and without a checkpoint between its failures.
import { expect, test } from 'vitest'
import type { BackendName, BackendReport } from '../tensors/types'
import { createRecoveryPlan } from './recoveryPlan'

/** Fails on a backend so many times, a checkpoint and so many seconds apart; the answers. */
function fail(backend: BackendName, { times, seconds }: { times: number; seconds: number }) {
  let clock = 0
  const recovery = createRecoveryPlan(() => clock)
  return Array.from({ length: times }, (_, savedRound) => {
    clock += 1000 * seconds
    return recovery.next({ backend: { backend } as BackendReport, savedRound })
  })
}

test('a GPU that fails again and again soon after it started gives way, though checkpoints were written', () => {
  expect(fail('webgpu', { times: 4, seconds: 8 })).toEqual([[], [], [], ['webgpu']])
})

test('a GPU that trains for a while between its failures is kept', () => {
  expect(fail('webgpu', { times: 50, seconds: 12 })).toEqual(Array(50).fill([]))
})

test('where the CPU computes, a worker that fails goes on as long as it gets further', () => {
  expect(fail('wasm', { times: 50, seconds: 1 })).toEqual(Array(50).fill([]))
})
