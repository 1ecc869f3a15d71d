// Our host under tfjs' kernels, on a software adapter: it trains as other backends do, gives memory back, and tells of its end.
import { beforeAll, expect, test } from 'vitest'
import type { Ops } from '../../kinds/types'
import { readSafetensors } from '../../lib/safetensors'
import { provideSoftwareGpu } from '../testing/softwareGpu'
import { loadOps, startBackend } from '../backends'
import { createEngine, type Engine } from '../../engine/engine'
import { circle, pointGame } from '../../engine/testing/programs'
import type { HostBackend } from './backend'

let ops: Ops
const sources = circle()
const start = () => startBackend({ ops, provideGpu: provideSoftwareGpu }, 'webgpu')

async function weightsOf(engine: Engine): Promise<Record<string, number[]>> {
  const file = readSafetensors(await engine.checkpoint())
  if (!file.ok) throw new Error(file.error)
  const entries = Object.entries(file.value.tensors)
  return Object.fromEntries(entries.map(([name, { values }]) => [name, [...values]]))
}

async function train(rounds: number): Promise<Record<string, number[]>> {
  // Not Adam: it makes full steps of gradients that are nothing but rounding.
  const engine = createEngine({ ops, program: pointGame({ optimizer: 'sgd' }), sources })
  for (let round = 0; round < rounds; round++) engine.runRound()
  const weights = await weightsOf(engine)
  engine.dispose()
  return weights
}

beforeAll(async () => {
  ops = loadOps()
  expect(await start()).toEqual({ ok: true, value: null })
})

test('three rounds leave the weights that wasm gets', async () => {
  const here = await train(3)
  await startBackend({ ops }, 'wasm')
  const there = await train(3)
  await start()
  expect(Object.keys(here)).toEqual(Object.keys(there))
  const pairs = Object.entries(here).flatMap(([name, values]) =>
    values.map((value, index) => [value, there[name]?.[index] ?? NaN] as const),
  )
  expect(pairs.length).toBeGreaterThan(500)
  for (const [value, expected] of pairs) expect(Math.abs(value - expected)).toBeLessThan(1e-4)
})

test('a buffer that is in line is not written to: each tensor keeps its own numbers', async () => {
  const sums = ops.tidy(() =>
    Array.from({ length: 50 }, (_, k) => ops.keep(ops.add(ops.tensor1d([k, k, k]), ops.scalar(k)))),
  )
  const numbers = await Promise.all(sums.map((sum) => sum.data()))
  expect(numbers.map((values) => values[1])).toEqual(sums.map((_, k) => 2 * k))
  for (const sum of sums) sum.dispose()
})

test('small tensors stay on the device, too', () => {
  const doubled = ops.mul(ops.scalar(2), 2)
  const backend = ops.backend() as HostBackend
  expect(backend.tensorMap.get(doubled.dataId).resource).toBeInstanceOf(GPUBuffer)
  doubled.dispose()
})

test('memory that no tensor uses goes back to the device', () => {
  const backend = ops.backend() as HostBackend
  ops.square(ops.fill([1000, 1000], 3)).dispose()
  const before = backend.bufferManager.numBytesAllocated
  backend.trim()
  expect(backend.bufferManager.numBytesAllocated).toBeLessThanOrEqual(before - 4e6)
  expect(backend.bufferManager.numBytesAllocated).toBeGreaterThanOrEqual(backend.bufferManager.numBytesUsed)
})

test('what is compiled ahead is not run, and runs afterwards', async () => {
  const backend = ops.backend() as HostBackend
  const x = ops.tensor2d([[1, 2, 3]])
  const known = Object.keys(backend.pipelineCache).length
  await backend.compile(() => ops.tidy(() => void ops.cumsum(ops.atan(ops.sinh(x)), 1)))
  expect(Object.keys(backend.pipelineCache).length).toBeGreaterThan(known)
  expect(backend.tensorMap.get(x.dataId).resource).toBeUndefined()
  const ready = Object.keys(backend.pipelineCache).length
  const sum = ops.cumsum(ops.atan(ops.sinh(x)), 1)
  expect(Object.keys(backend.pipelineCache).length).toBe(ready)
  const steps = [1, 2, 3].map((value) => Math.atan(Math.sinh(value)))
  const expected = [steps[0]!, steps[0]! + steps[1]!, steps[0]! + steps[1]! + steps[2]!]
  const numbers = await sum.data()
  expected.forEach((value, index) => expect(numbers[index]).toBeCloseTo(value, 5))
})

test('after a lost device the next start gets another', async () => {
  const lost = ops.backend() as HostBackend
  lost.device.destroy()
  await lost.device.lost
  expect(await start()).toEqual({ ok: true, value: null })
  expect((ops.backend() as HostBackend).device).not.toBe(lost.device)
  const five = ops.add(ops.scalar(2), ops.scalar(3))
  expect([...(await five.data())]).toEqual([5])
})
