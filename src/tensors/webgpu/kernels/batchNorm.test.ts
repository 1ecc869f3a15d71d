// Batch norm in training, with and without a rectifier, on a software adapter: the numbers of the cpu backend, and the same bits twice.
import * as core from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import type { Ops } from '../../../kinds/types'
import { randomStream } from '../../../lib/random'
import { provideSoftwareGpu } from '../../testing/softwareGpu'
import { loadOps, startBackend } from '../../backends'
import { compareWithCpu, randomTensor, randomWhole } from '../../testing/compare'

/** None, that of ReLU, and some of leaky ReLU. */
const slopes = [undefined, 0, 0.2, 0.75]

let ops: Ops
beforeAll(async () => {
  ops = loadOps()
  await startBackend({ ops, provideGpu: provideSoftwareGpu }, 'webgpu')
})

/** Moments, y and the three gradients of a sum over y² for each slope. */
function everything(shape: number[], scale: core.Tensor, offset: core.Tensor): core.Tensor[] {
  // Away from 0, where a careless variance cancels.
  const x = core.add(randomTensor(core, 'x', shape), 5)
  const run = (slope?: number) =>
    ops.batchNormTrain(x, scale as core.Tensor1D, offset as core.Tensor1D, 1e-3, slope)
  const weights = randomTensor(core, 'weights', shape)
  return slopes.flatMap((slope) => {
    const { y, mean, variance } = run(slope)
    const score = () => core.sum(core.mul(core.square(core.add(run(slope).y, 1)), weights))
    return [y, mean, variance, ...core.engine().gradients(score, [x, scale, offset]).grads]
  })
}

const draws = randomStream(5, 0, 'shapes of batch norm')
const below = (index: number, count: number) => 1 + randomWhole(draws, index, count)
const drawn = Array.from({ length: 3 }, (_, index) => {
  const [batch, height, width, channels] = [6, 9, 9, 80].map((most, side) => below(4 * index + side, most))
  return [batch!, height!, width!, channels!]
})

test.each([[64, 10], [1, 5, 3, 1], [3, 9, 7, 3], [9, 12, 12, 65], ...drawn].map((shape) => [shape]))(
  'batch norm of %s and its gradients, for every slope',
  async (shape) => {
    const { error, repeats } = await compareWithCpu(core, () => {
      const channels = shape.slice(-1)
      return everything(shape, randomTensor(core, 'scale', channels), randomTensor(core, 'offset', channels))
    })
    expect(error).toBeLessThan(2e-5)
    expect(repeats).toBe(true)
  },
)

test('a rectifier is shut at 0', async () => {
  const nothing = () => core.zeros([3])
  const { error } = await compareWithCpu(core, () => everything([8, 3], nothing(), nothing()))
  // Sums differ by their rounding, a rectifier by a quarter at least.
  expect(error).toBeLessThan(1e-6)
})
