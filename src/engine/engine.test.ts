// Training on wasm: exact resume, updates against plain arithmetic, averages, simultaneous moves, edits, and no leak.
import { beforeAll, describe, expect, test } from 'vitest'
import type { Program } from '../compiler/program/program'
import type { Ops } from '../kinds/types'
import { readSafetensors, writeSafetensors } from '../lib/safetensors'
import { loadOps, startBackend } from '../tensors/backends'
import { createEngine, type Engine } from './engine'
import { circle, pointGame } from './testing/programs'

let ops: Ops
const sources = circle()
const start = (program: Program) => createEngine({ ops, program, sources })
const train = (engine: Engine, rounds: number) => {
  for (let i = 0; i < rounds; i++) engine.runRound()
}

/** All numbers that a checkpoint holds, by name. */
async function contents(engine: Engine): Promise<Record<string, number[]>> {
  const file = readSafetensors(await engine.checkpoint())
  if (!file.ok) throw new Error(file.error)
  return Object.fromEntries(
    Object.entries(file.value.tensors).map(([name, { values }]) => [name, [...values]]),
  )
}

beforeAll(async () => {
  ops = loadOps()
  expect(await startBackend({ ops }, 'wasm')).toEqual({ ok: true, value: null })
})

describe('resume', () => {
  test.each(['adam', 'rms_prop', 'sgd'])(
    '40 rounds are 20 rounds, a checkpoint and 20 rounds, to the bit: %s',
    async (optimizer) => {
      const program = pointGame({ optimizer })
      const whole = start(program)
      train(whole, 40)
      const first = start(program)
      train(first, 20)
      first.seconds = 12.5
      const checkpoint = await first.checkpoint()
      const second = start(program)
      expect(second.restore(checkpoint)).toMatchObject({ ok: true, value: { reinitialised: [] } })
      expect([second.round, second.step, second.seconds]).toEqual([20, 40, 12.5])
      train(second, 20)
      expect(await contents(second)).toEqual(await contents(whole))
      expect(await second.view('points')).toEqual(await whole.view('points'))
      for (const engine of [whole, first, second]) engine.dispose()
    },
  )

  test('also from the middle of a round', async () => {
    const program = pointGame()
    const whole = start(program)
    train(whole, 6)
    const first = start(program)
    train(first, 3)
    expect(first.advance()).toBe(false)
    const second = start(program)
    second.restore(await first.checkpoint())
    train(second, 3)
    expect(await contents(second)).toEqual(await contents(whole))
    for (const engine of [whole, first, second]) engine.dispose()
  })

  test('looking, reading losses and checkpoints change nothing', async () => {
    const quiet = start(pointGame())
    train(quiet, 8)
    const watched = start(pointGame())
    for (let i = 0; i < 8; i++) {
      watched.runRound()
      await watched.readLosses()
      await watched.view('points')
      await watched.sample('fake.x', { count: 10, seed: 3 })
      await watched.checkpoint()
    }
    expect(await contents(watched)).toEqual(await contents(quiet))
    for (const engine of [quiet, watched]) engine.dispose()
  })

  test('other bytes are refused with a sentence and change nothing', async () => {
    const engine = start(pointGame())
    train(engine, 2)
    const before = await contents(engine)
    expect(engine.restore(new ArrayBuffer(4))).toMatchObject({ ok: false })
    const { tensors } = await engine.weights('current')
    expect(Object.keys(tensors)).toContain('generator/bn_1/mean')
    expect(engine.restore(writeSafetensors({ tensors }))).toEqual({
      ok: false,
      error: 'The file is not a checkpoint of a training run.',
    })
    expect(await contents(engine)).toEqual(before)
    engine.dispose()
  })
})

describe('a step', () => {
  test('learns: the critic’s loss falls while the generator stands still', async () => {
    const critic = [
      ['lin_1', 'dense', { units: 16, init: 'fan_in_uniform' }],
      ['act_1', 'leaky_relu'],
      ['lin_2', 'dense', { units: 1, init: 'fan_in_uniform' }],
    ] as never
    const engine = start(pointGame({ critic, batch: 64 }))
    engine.runStep(['critic'])
    const { critic: first = NaN } = await engine.readLosses()
    for (let i = 0; i < 60; i++) engine.runStep(['critic'])
    await engine.readLosses()
    engine.runStep(['critic'])
    const { critic: last = NaN, generator } = await engine.readLosses()
    expect(last).toBeLessThan(0.8 * first)
    expect(generator).toBeUndefined()
    engine.dispose()
  })

  test('moves only what its player owns, and its state', async () => {
    const engine = start(pointGame())
    const before = await contents(engine)
    engine.runStep(['generator'])
    const after = await contents(engine)
    const changed = Object.keys(after).filter((name) => String(after[name]) !== String(before[name]))
    expect(changed.every((name) => name.split('/')[1] === 'generator')).toBe(true)
    expect(changed).toContain('state/generator/bn_1/mean')
    expect(changed).toContain('average/generator/lin_1/kernel')
    // The critic ran in training mode too, but its running statistics are its own player's to update.
    expect(changed).not.toContain('state/critic/bn_1/mean')
    engine.dispose()
  })

  test('follows gradient descent: w − rate · gradient, with the gradient from finite differences', async () => {
    const rate = 0.5
    const plain = { critic: [['lin', 'dense', { units: 1, init: 'fan_in_uniform' }]] as never, average: 0 }
    const program = pointGame({ ...plain, optimizer: 'sgd', rate, batch: 8 })
    const engine = start(program)
    const weights = (await engine.weights('current')).tensors
    const kernel = [...(weights['critic/lin/kernel']?.values ?? [])]
    /** The critic's loss in its first step, with one number of the kernel moved. */
    const lossAt = async (index: number, by: number) => {
      const moved = start(program)
      const values = Float32Array.from(kernel, (number, at) => number + (at === index ? by : 0))
      moved.loadWeights(writeSafetensors({ tensors: { 'critic/lin/kernel': { shape: [2, 1], values } } }))
      moved.runStep(['critic'])
      const { critic = NaN } = await moved.readLosses()
      moved.dispose()
      return critic
    }
    engine.runStep(['critic'])
    const after = (await engine.weights('current')).tensors['critic/lin/kernel']?.values ?? []
    for (const [index, number] of kernel.entries()) {
      const slope = ((await lossAt(index, 0.01)) - (await lossAt(index, -0.01))) / 0.02
      expect(after[index]).toBeCloseTo(number - rate * slope, 3)
    }
    engine.dispose()
  })

  test('keeps averages that start equal and decay', async () => {
    const engine = start(pointGame({ average: 0.9 }))
    const path = 'generator/lin_2/kernel'
    const before = await contents(engine)
    expect(before[`average/${path}`]).toEqual(before[`weight/${path}`])
    engine.runStep(['generator'])
    const after = await contents(engine)
    const expected = before[`weight/${path}`]?.map(
      (old, i) => 0.9 * old + 0.1 * (after[`weight/${path}`]?.[i] ?? NaN),
    )
    expected?.forEach((number, i) => expect(after[`average/${path}`]?.[i]).toBeCloseTo(number, 6))
    engine.dispose()
  })

  test('takes rates from curves over the planned rounds', async () => {
    const rate = {
      kind: 'step' as const,
      points: [
        [0, 0],
        [0.5, 0.01],
      ] as [number, number][],
    }
    const engine = start(pointGame({ rounds: 4, optimizer: 'sgd', rate, average: 0 }))
    const weights = async () => (await contents(engine))['weight/critic/lin_1/kernel']
    const before = await weights()
    train(engine, 2)
    expect(await weights()).toEqual(before)
    train(engine, 1)
    expect(await weights()).not.toEqual(before)
    engine.dispose()
  })

  test('of two players at once uses the same draws and the old weights of both', async () => {
    const without: [string, string, never?][] = [
      ['lin', 'dense', { units: 1, init: 'fan_in_uniform' } as never],
    ]
    const options = { critic: without, optimizer: 'sgd', rate: 0.1 }
    const both = start(pointGame({ ...options, simultaneous: true }))
    both.runRound()
    // Step 0 by each player alone, from the same start: the draws are those of step 0 in all three.
    const critic = start(pointGame(options))
    critic.runStep(['critic'])
    const generator = start(pointGame(options))
    generator.runStep(['generator'])
    const [together, c, g] = await Promise.all([both, critic, generator].map(contents))
    for (const name of Object.keys(together ?? {})) {
      expect(together?.[name]).toEqual((name.includes('/critic/') ? c : g)?.[name])
    }
    expect(both.step).toBe(1)
    for (const engine of [both, critic, generator]) engine.dispose()
  })

  test('that diverges gives a loss that is not finite', async () => {
    const engine = start(pointGame({ optimizer: 'sgd', rate: 1e38 }))
    train(engine, 3)
    const { critic = 0 } = await engine.readLosses()
    expect(Number.isFinite(critic)).toBe(false)
    engine.dispose()
  })
})

describe('a changed program', () => {
  const wider = [
    ['lin_1', 'dense', { units: 16, init: 'fan_in_uniform' }],
    ['bn_1', 'batch_norm'],
    ['act_1', 'relu'],
    ['extra', 'dense', { units: 16, init: 'fan_in_uniform' }],
    ['lin_2', 'dense', { units: 2, init: 'fan_in_uniform' }],
  ] as never

  test('keeps every weight of unchanged path and shape, with all that belongs to it', async () => {
    const engine = start(pointGame())
    train(engine, 5)
    const before = await contents(engine)
    const updated = engine.replaceProgram(pointGame({ generator: wider }), {}, sources)
    expect(updated.reinitialised).toEqual(['generator/extra/kernel', 'generator/extra/bias'])
    const after = await contents(engine)
    for (const name of Object.keys(before)) expect(after[name]).toEqual(before[name])
    expect(after['slot/generator/extra/kernel/mean']?.every((number) => number === 0)).toBe(true)
    expect(after['average/generator/extra/kernel']).toEqual(after['weight/generator/extra/kernel'])
    train(engine, 2)
    expect(engine.round).toBe(7)
    engine.dispose()
  })

  test('gives back what an edit took the place of, when it is undone', async () => {
    const engine = start(pointGame())
    train(engine, 5)
    const before = await contents(engine)
    const narrow = pointGame({ critic: [['lin_1', 'dense', { units: 1 }]] as never })
    expect(engine.replaceProgram(narrow, {}, sources).reinitialised).toEqual([
      'critic/lin_1/kernel',
      'critic/lin_1/bias',
    ])
    train(engine, 1)
    const kept = engine.replaceProgram(pointGame(), {}, sources)
    expect(kept.reinitialised).toEqual([])
    const after = await contents(engine)
    const ofCritic = Object.keys(before).filter((name) => name.includes('/critic/'))
    expect(ofCritic.length).toBeGreaterThan(4)
    for (const name of ofCritic) expect(after[name], name).toEqual(before[name])

    engine.replaceProgram(narrow, {}, sources)
    engine.replaceProgram(pointGame({ optimizer: 'sgd', average: 0 }), {}, sources)
    const plain = await contents(engine)
    expect(plain['weight/critic/lin_1/kernel']).toEqual(before['weight/critic/lin_1/kernel'])
    const foreign = /^average\/|^slot\/.*\/(mean|square)$/
    expect(Object.keys(before).filter((name) => foreign.test(name))).not.toEqual([])
    expect(Object.keys(plain).filter((name) => foreign.test(name))).toEqual([])
    engine.dispose()
  })

  test('follows renamed paths', async () => {
    const engine = start(pointGame())
    train(engine, 3)
    const before = await contents(engine)
    const renamedRows = [
      ['first', 'dense', { units: 16, init: 'fan_in_uniform' }],
      ['bn_1', 'batch_norm'],
      ['act_1', 'relu'],
      ['lin_2', 'dense', { units: 2, init: 'fan_in_uniform' }],
    ] as never
    const renamed = { 'generator/lin_1': 'generator/first' }
    const updated = engine.replaceProgram(pointGame({ generator: renamedRows }), renamed, sources)
    expect(updated.reinitialised).toEqual([])
    const after = await contents(engine)
    for (const section of ['weight', 'average'])
      expect(after[`${section}/generator/first/kernel`]).toEqual(before[`${section}/generator/lin_1/kernel`])
    expect(after['slot/generator/first/kernel/mean']).toEqual(before['slot/generator/lin_1/kernel/mean'])
    engine.dispose()
  })

  test('with another optimizer keeps weights and drops slots', async () => {
    const engine = start(pointGame({ optimizer: 'adam' }))
    train(engine, 3)
    const before = await contents(engine)
    expect(engine.replaceProgram(pointGame({ optimizer: 'sgd' }), {}, sources).reinitialised).toEqual([])
    const after = await contents(engine)
    expect(after['weight/critic/lin_1/kernel']).toEqual(before['weight/critic/lin_1/kernel'])
    expect(Object.keys(after).filter((name) => name.startsWith('slot/') && name.endsWith('/mean'))).toEqual(
      [],
    )
    train(engine, 1)
    engine.dispose()
  })
})

test('a layer that is added changes no other weight’s start', async () => {
  const [plain, wider] = [
    start(pointGame()),
    start(
      pointGame({
        critic: [
          ['lin_1', 'dense', { units: 16, init: 'fan_in_uniform' }],
          ['lin_2', 'dense', { units: 1 }],
        ] as never,
      }),
    ),
  ]
  const [a, b] = await Promise.all([plain, wider].map(contents))
  expect(a?.['weight/critic/lin_1/kernel']).toEqual(b?.['weight/critic/lin_1/kernel'])
  expect(a?.['weight/generator/lin_2/kernel']).toEqual(b?.['weight/generator/lin_2/kernel'])
  for (const engine of [plain, wider]) engine.dispose()
})

test('loaded weights are the saved ones', async () => {
  const trained = start(pointGame())
  train(trained, 5)
  const file = writeSafetensors(await trained.weights('average'))
  const fresh = start(pointGame({ seed: 99 }))
  expect(fresh.loadWeights(file)).toMatchObject({ ok: true, value: { reinitialised: [] } })
  expect((await fresh.weights('current')).tensors).toEqual((await trained.weights('average')).tensors)
  expect(fresh.loadWeights(writeSafetensors({ tensors: {} })).ok).toBe(false)
  for (const engine of [trained, fresh]) engine.dispose()
})

test('samples are a function of their seed, in any number', async () => {
  const engine = start(pointGame())
  train(engine, 2)
  const [a, b, other] = [
    await engine.sample('fake.x', { count: 300, seed: 5 }),
    await engine.sample('fake.x', { count: 300, seed: 5 }),
    await engine.sample('fake.x', { count: 300, seed: 6 }),
  ]
  expect(a.shape).toEqual([300, 2])
  expect(a).toEqual(b)
  expect(a.values).not.toEqual(other.values)
  engine.dispose()
})

test('no tensor stays behind: as many after 100 rounds as after 10, none after dispose', async () => {
  const before = ops.memory().numTensors
  const engine = start(pointGame())
  train(engine, 10)
  const early = engine.memory().tensors
  for (let i = 0; i < 90; i++) {
    engine.runRound()
    if (i % 10 === 0) {
      await engine.view('points')
      await engine.checkpoint()
      await engine.sample('fake.x', { count: 20, seed: 1 })
    }
  }
  expect(engine.memory().tensors).toBe(early)
  engine.replaceProgram(pointGame({ critic: [['lin_1', 'dense', { units: 1 }]] as never }), {}, sources)
  train(engine, 2)
  engine.dispose()
  expect(ops.memory().numTensors).toBe(before)
})
