// The software adapter of the tests starts the backend and computes.
import { expect, test } from 'vitest'
import { softwareAdapter } from '../adapters'
import { loadOps, startBackend } from '../backends'
import { provideSoftwareGpu } from './softwareGpu'

test('Node computes on a software adapter', async () => {
  const ops = loadOps()
  const started = await startBackend({ ops, provideGpu: provideSoftwareGpu }, 'webgpu')
  expect(started).toEqual({ ok: true, value: null })
  const product = ops.matMul(ops.fill([2, 3], 2), ops.fill([3, 2], 0.5))
  expect([...(await product.data())]).toEqual([3, 3, 3, 3])
  if (process.platform === 'linux') expect(await softwareAdapter('webgpu')).toMatch(/swiftshader/i)
})
