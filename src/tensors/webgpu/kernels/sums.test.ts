// Reductions and fused steps on a software adapter: the numbers of the cpu backend, and the same bits twice.
import * as core from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import type { Ops } from '../../../kinds/types'
import { provideSoftwareGpu } from '../../testing/softwareGpu'
import { loadOps, startBackend } from '../../backends'
import { rectify } from '../../fused'
import { compareWithCpu, randomTensor } from '../../testing/compare'

let ops: Ops
beforeAll(async () => {
  ops = loadOps()
  await startBackend({ ops, provideGpu: provideSoftwareGpu }, 'webgpu')
})

async function expectSame(compute: () => core.Tensor | core.Tensor[]): Promise<void> {
  const { error, repeats } = await compareWithCpu(core, compute)
  expect(error).toBeLessThan(2e-5)
  expect(repeats).toBe(true)
}

test.each([
  { shape: [64, 5], axes: [0] },
  { shape: [7, 1], axes: [0] },
  { shape: [3, 9, 7, 3], axes: [0, 1, 2] },
  { shape: [16, 28, 28, 1], axes: [0, 1, 2] },
  { shape: [2, 33, 31, 70], axes: [0, 1, 2] },
  { shape: [5, 3, 2, 4], axes: [0, 1] },
  { shape: [1, 6], axes: [0] },
])('$shape summed over $axes', async ({ shape, axes }) => {
  await expectSame(() => core.sum(randomTensor(core, 'x', shape), axes, shape.length === 2))
})

test.each([[[1]], [[130]], [[3, 3, 5, 7]]])('a step of Adam on a weight of %s', async (shape) => {
  await expectSame(() => {
    const betas = { beta_1: 0.5, beta_2: 0.999 }
    // A step takes over what nobody else holds, and copies what has a clone.
    const make = () => {
      const [weight, gradient, mean, root] = ['w', 'g', 'm', 'v'].map((name) => {
        return randomTensor(core, name, shape)
      })
      return { weight: weight!, gradient: gradient!, mean: mean!, square: core.square(root!) }
    }
    const next = ops.adamStep({ ...make(), ...betas, rate: 0.002, epsilon: 1e-6 })
    const call = make()
    const kept = [call.weight, call.mean, call.square].map((tensor) => core.clone(tensor))
    const [rate, epsilon] = [core.scalar(0.002), core.scalar(1e-6)]
    const again = ops.adamStep({ ...call, ...betas, rate, epsilon })
    return [...kept, next.weight, next.mean, next.square, again.weight, again.mean, again.square]
  })
})

test('running statistics follow those of a batch', async () => {
  await expectSame(() => {
    const [mean, variance, batchMean, batchVariance] = ['a', 'b', 'c', 'd'].map((name) =>
      randomTensor(core, name, [70]),
    ) as [core.Tensor, core.Tensor, core.Tensor, core.Tensor]
    const next = ops.followMoments({
      ...{ mean, variance, batchMean, batchVariance },
      momentum: 0.9,
      correction: 1.25,
    })
    return [next.mean, next.variance]
  })
})

test('a rectifier lets through what lies where another tensor is above 0', async () => {
  await expectSame(() =>
    rectify(core, randomTensor(core, 'x', [3, 50]), randomTensor(core, 'values', [3, 50]), 0.2),
  )
})

test('an average follows a value, in place or, where it has a clone, beside it', async () => {
  await expectSame(() => {
    const [average, value] = ['a', 'v'].map((name) => randomTensor(core, name, [3, 70])) as [
      core.Tensor,
      core.Tensor,
    ]
    const other = randomTensor(core, 'a', [3, 70])
    const kept = core.clone(other)
    const call = { value, share: 0.25 }
    return [ops.followAverage({ average, ...call }), ops.followAverage({ average: other, ...call }), kept]
  })
})
