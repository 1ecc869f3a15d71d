// Hearing of a device that fails, as browsers tell of it: a promise, an event of WebGPU, an event of WebGL's canvas.
import { expect, test } from 'vitest'
import type { Ops } from '../../src/kinds/types'
import type { Trouble } from '../trainer.api'
import { watchDevice } from './watchDevice'

class GPUOutOfMemoryError extends Error {}
class GPUValidationError extends Error {}

const errorEvent = (error: Error) => Object.assign(new Event('uncapturederror'), { error })

function watched(backend: object) {
  const told: Trouble[] = []
  const ops = { backend: () => backend } as unknown as Ops
  return { told, watch: watchDevice(ops, (trouble) => told.push(trouble)) }
}

test('a WebGPU device that is lost, for whatever reason', async () => {
  let lose: (info: object) => void = () => undefined
  const lost = new Promise((resolve) => (lose = resolve))
  const { told, watch } = watched({ device: Object.assign(new EventTarget(), { lost }) })
  expect(await watch.within(1)).toBeNull()
  lose({ reason: 'destroyed' })
  expect(await watch.within(1000)).toEqual({ code: 'device_lost', what: 'The GPU was lost' })
  expect(told).toEqual([{ code: 'device_lost', what: 'The GPU was lost' }])
})

test('errors that no call is answered with: the first one counts', async () => {
  const device = Object.assign(new EventTarget(), { lost: new Promise(() => undefined) })
  const { told, watch } = watched({ device })
  device.dispatchEvent(errorEvent(new GPUOutOfMemoryError('')))
  device.dispatchEvent(errorEvent(new GPUValidationError('The bind group is invalid.\n - While encoding')))
  expect(await watch.within(1000)).toEqual({ code: 'out_of_memory', what: 'The GPU ran out of memory' })
  expect(told.length).toBe(1)
  const { told: refused, watch: other } = watched({ device })
  device.dispatchEvent(errorEvent(new GPUValidationError('The bind group is invalid.\n - While encoding')))
  await other.within(1000)
  expect(refused).toEqual([
    { code: 'device_error', what: 'The GPU refused its work (The bind group is invalid)' },
  ])
})

test('a WebGL context that is lost', async () => {
  const canvas = new EventTarget()
  const { told, watch } = watched({ canvas })
  canvas.dispatchEvent(new Event('webglcontextlost'))
  expect(await watch.within(1000)).toEqual({ code: 'device_lost', what: 'The GPU was lost' })
  expect(told.length).toBe(1)
})

test('what has no device is never told of', async () => {
  const { told, watch } = watched({})
  expect(await watch.within(1)).toBeNull()
  expect(told).toEqual([])
})
