// What a round of DCGAN-64 (64 filters, batch 64) asks of a GPU, counted without one.
import { expect, test } from 'vitest'
import { compileGame, readGames } from './games'
import { sourceFromArrays } from '../../data/source'
import { loadOps } from '../../tensors/backends'
import { createEngine } from '../../engine/engine'
import { createCountingDevice } from '../../tensors/webgpu/testing/countingDevice'
import { countRounds } from './countRounds'
import { registerDevice } from '../../tensors/webgpu/start'

const batchBytes = 4 * 64 * 64 * 64 * 3

test('a warm round keeps to its budget', async () => {
  const ops = loadOps()
  const counting = createCountingDevice()
  registerDevice(counting.device, {} as GPUAdapterInfo)
  expect(await ops.setBackend('webgpu')).toBe(true)
  const program = compileGame(readGames()['dcgan-64']!, 64)
  const sources = Object.fromEntries(
    Object.entries(program.data).map(([name, { fields }]) => {
      const stored = Object.entries(fields).map(([field, { shape }]) => {
        const size = 100 * shape.reduce((product, side) => product * side, 1)
        return [
          field,
          { shape: [...shape], values: shape.length === 0 ? new Int32Array(size) : new Uint8Array(size) },
        ]
      })
      return [name, sourceFromArrays({ count: 100, fields: Object.fromEntries(stored) as never })]
    }),
  )
  const engine = createEngine({ ops, program, sources })
  await engine.prepare()
  expect(counting.counts().dispatches).toBeLessThan(50)
  const launches = await countRounds(counting, async () => {
    engine.runRound()
    await engine.settle()
  })
  expect(launches.dispatches).toBeLessThanOrEqual(275)
  expect(launches.submits).toBeLessThanOrEqual(10)
  expect(launches.passes).toBeLessThanOrEqual(10)
  expect(launches.buffersCreated).toBe(0)
  expect(launches.bindGroupsCreated).toBe(0)
  expect(launches.bytesUploaded - batchBytes).toBeLessThanOrEqual(1e6)
  expect(launches.poolBytes).toBeLessThanOrEqual(340e6)
  engine.dispose()
})
