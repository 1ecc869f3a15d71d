// Deep matrix products on a software adapter: right, equal bits twice, and never by the program that adds up with atomics.
import * as core from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import { provideSoftwareGpu } from '../../testing/softwareGpu'
import { loadOps, startBackend } from '../../backends'
import type { HostBackend } from '../backend'
import { compareWithCpu, randomTensor } from '../../testing/compare'

beforeAll(async () => {
  await startBackend({ ops: loadOps(), provideGpu: provideSoftwareGpu }, 'webgpu')
})

async function expectSame(compute: () => core.Tensor): Promise<void> {
  const { error, repeats } = await compareWithCpu(core, compute)
  expect(error).toBeLessThan(2e-5)
  expect(repeats).toBe(true)
  const programs = Object.keys((core.backend() as HostBackend).pipelineCache)
  expect(programs.filter((name) => /matMul/i.test(name)).length).toBeGreaterThan(0)
  expect(programs.filter((name) => /splitK/i.test(name))).toEqual([])
}

test.each([
  [false, false],
  [true, false],
  [false, true],
])('a product of depth 2,100, transposed: %s, %s', async (transposeA, transposeB) => {
  const side = (swapped: boolean, shape: number[]) => (swapped ? shape.reverse() : shape)
  await expectSame(() =>
    core.matMul(
      randomTensor(core, 'a', side(transposeA, [13, 2100])),
      randomTensor(core, 'b', side(transposeB, [2100, 11])),
      transposeA,
      transposeB,
    ),
  )
})

test('a window over the whole picture', async () => {
  await expectSame(() => {
    const [x, filter] = [
      [9, 4, 4, 130],
      [4, 4, 130, 16],
    ].map((shape) => randomTensor(core, 'x', shape) as core.Tensor4D)
    return core.conv2d(x!, filter!, 1, 'valid')
  })
})
