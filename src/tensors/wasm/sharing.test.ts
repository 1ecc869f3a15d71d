// Shared clones on wasm: the same numbers, no second copy, and each outlives the other.
import { beforeAll, expect, test } from 'vitest'
import type { Ops } from '../../kinds/types'
import { loadOps, startBackend } from '../backends'

let ops: Ops
beforeAll(async () => {
  ops = loadOps()
  await startBackend({ ops }, 'wasm')
})

test.each(['original', 'clone'])('the numbers stay when the %s is freed', async (first) => {
  const before = ops.memory()
  const original = ops.tensor1d([1, 2, 3])
  const clone = ops.clone(original)
  expect(ops.memory().numDataBuffers).toBe(before.numDataBuffers + 1)
  const [freed, left] = first === 'original' ? [original, clone] : [clone, original]
  freed.dispose()
  // Memory that was freed by mistake would be taken by this one.
  const other = ops.tensor1d([7, 8, 9])
  expect([...(await left.data())]).toEqual([1, 2, 3])
  left.dispose()
  other.dispose()
  expect(ops.memory().numDataBuffers).toBe(before.numDataBuffers)
})
