// The trainer on a device that only counts: when shaders are compiled, and whether one by one or at the same time.
import { afterEach, expect, test, vi } from 'vitest'
import { HostBackend } from '../../src/tensors/webgpu/backend'
import { createCountingDevice } from '../../src/tensors/webgpu/testing/countingDevice'
import { registerDevice } from '../../src/tensors/webgpu/start'
import { game, memoryStores, pull, request } from './testing/opened'
import { createTrainer } from './trainer'

afterEach(() => vi.restoreAllMocks())

test('a run that goes on compiles its shaders ahead and at the same time, like one that starts', async () => {
  const stores = memoryStores()
  const whole = game({ rounds: 40 })
  const phases = [1 / 40, 1].map((until) => ({ ...whole.phases[0]!, until }))
  const program = { ...whole, phases, views: {} }
  const compile = vi.spyOn(HostBackend.prototype, 'compile')
  for (const until of [2, 4]) {
    const { device } = createCountingDevice()
    const [inTurn, atOnce] = [
      vi.spyOn(device, 'createComputePipeline'),
      vi.spyOn(device, 'createComputePipelineAsync'),
    ]
    registerDevice(device, {} as GPUAdapterInfo)
    const trainer = createTrainer(stores)
    expect(await trainer.open({ ...request(program), backend: 'webgpu' })).toMatchObject({ ok: true })
    await trainer.run({ rounds: 2 })
    await pull(trainer, ({ savedRound }) => savedRound === until)
    // In turn come only those that look for numbers that are none.
    expect(inTurn.mock.calls.length).toBeLessThan(10)
    expect(atOnce.mock.calls.length).toBeGreaterThan(30)
  }
  expect(compile, 'once for each phase of the first run, and once for the second').toHaveBeenCalledTimes(3)
})

test('a program that is edited while it trains is compiled ahead, and a phase that is not reached is not', async () => {
  const compile = vi.spyOn(HostBackend.prototype, 'compile')
  const { device } = createCountingDevice()
  const inTurn = vi.spyOn(device, 'createComputePipeline')
  const atOnce = vi.spyOn(device, 'createComputePipelineAsync')
  registerDevice(device, {} as GPUAdapterInfo)
  const whole = game({ rounds: 100_000 })
  const phases = [1e-5, 1].map((until) => ({ ...whole.phases[0]!, until }))
  const trainer = createTrainer(memoryStores())
  const opened = await trainer.open({ ...request({ ...whole, phases, views: {} }), backend: 'webgpu' })
  expect(opened).toMatchObject({ ok: true })
  await trainer.run({ rounds: 1 })
  await pull(trainer, ({ savedRound }) => savedRound === 1)
  expect(compile).toHaveBeenCalledTimes(1)
  await trainer.run({})
  await pull(trainer, ({ round }) => round > 3)
  const [before, earlier] = [inTurn.mock.calls.length, atOnce.mock.calls.length]
  await trainer.update({ ...game({ rounds: 100_000, optimizer: 'rms_prop' }), views: {} }, {})
  const news = await pull(trainer, ({ round }) => round > 3)
  await pull(trainer, ({ round }) => round > news.at(-1)!.round + 3)
  await trainer.pause()
  expect(inTurn.mock.calls.length).toBe(before)
  expect(atOnce.mock.calls.length).toBeGreaterThan(earlier)
})
