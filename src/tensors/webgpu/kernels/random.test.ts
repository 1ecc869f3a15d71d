// Random tensors made on the GPU: the stream's own numbers, whatever the seed, the step, the place and the size.
import * as core from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import { provideSoftwareGpu } from '../../testing/softwareGpu'
import { loadOps, startBackend } from '../../backends'
import { randomOps } from '../../random'
import { compareWithCpu } from '../../testing/compare'

beforeAll(async () => {
  await startBackend({ ops: loadOps(), provideGpu: provideSoftwareGpu }, 'webgpu')
})

const places = [
  { seed: 1, step: 7, path: 'z', shape: [1] },
  { seed: 4_294_967_295, step: -2, path: 'fake/generator/drop_1', shape: [3, 9, 7, 5] },
  { seed: -5, step: 1_000_000, path: 'noise', shape: [200_000] },
  // More than one launch has threads for.
  { seed: 2, step: 0, path: 'large', shape: [2, 750_000] },
]

test.each(places)(
  'uniform numbers of $shape are the stream’s to the last bit',
  async ({ shape, ...place }) => {
    const { error, repeats } = await compareWithCpu(core, () => randomOps(core, place).uniform(shape))
    expect(error).toBe(0)
    expect(repeats).toBe(true)
  },
)

test.each(places)('normal numbers of $shape are the stream’s', async ({ shape, ...place }) => {
  const compute = () => {
    const random = randomOps(core, place)
    return [random.normal(shape), random.normal(shape)]
  }
  const { error, repeats } = await compareWithCpu(core, compute)
  // Of the largest, which is about 5.
  expect(error).toBeLessThan(2e-6)
  expect(repeats).toBe(true)
})
