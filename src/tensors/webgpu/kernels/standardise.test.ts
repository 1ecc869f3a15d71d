// Layer, group and instance norm before their scale, on a software adapter: the numbers of the cpu backend, and the same bits twice.
import * as core from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import type { Ops } from '../../../kinds/types'
import { randomStream } from '../../../lib/random'
import { provideSoftwareGpu } from '../../testing/softwareGpu'
import { loadOps, startBackend } from '../../backends'
import { compareWithCpu, randomTensor, randomWhole } from '../../testing/compare'

let ops: Ops
beforeAll(async () => {
  ops = loadOps()
  await startBackend({ ops, provideGpu: provideSoftwareGpu }, 'webgpu')
})

const draws = randomStream(6, 0, 'shapes of norms')
const below = (index: number, count: number) => 1 + randomWhole(draws, index, count)
const drawn = Array.from({ length: 6 }, (_, index) => {
  const [batch, height, width, groups, members] = [6, 12, 12, 6, 12].map((most, side) =>
    below(5 * index + side, most),
  )
  const shape = [batch!, height!, width!, groups! * members!]
  return { shape, groups: [1, groups!, groups! * members!][index % 3]! }
})

test.each([
  { shape: [1, 1], groups: 1 },
  { shape: [64, 10], groups: 1 },
  { shape: [2, 40, 40, 3], groups: 3 },
  { shape: [3, 17, 5, 66], groups: 66 },
  ...drawn,
])('$shape in $groups groups, and the gradient', async ({ shape, groups }) => {
  const { error, repeats } = await compareWithCpu(core, () => {
    // Away from 0, where a careless variance cancels.
    const x = core.add(randomTensor(core, 'x', shape), 5)
    const run = (x: core.Tensor) => ops.standardise(x, groups, 1e-3)
    return [run(x), core.grad(run)(x, randomTensor(core, 'dy', shape))]
  })
  expect(error).toBeLessThan(2e-5)
  expect(repeats).toBe(true)
})
