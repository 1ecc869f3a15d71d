// Clipping and weight decay against arithmetic, and in a run: what plain gradient descent must have moved by.
import { beforeAll, expect, test } from 'vitest'
import type { Program, ProgramPlayer } from '../compiler/program/program'
import type { Ops } from '../kinds/types'
import { loadOps, startBackend } from '../tensors/backends'
import { createEngine } from './engine'
import { circle, pointGame } from './testing/programs'
import { limitGradients } from './limits'

let ops: Ops

beforeAll(async () => {
  ops = loadOps()
  expect(await startBackend({ ops }, 'wasm')).toEqual({ ok: true, value: null })
})

function limited(options: Partial<ProgramPlayer>): number[][] {
  const player = { weights: ['a', 'b'], optimizer: { kind: '', params: {} }, average: 0, ...options }
  return ops.tidy(() => {
    const weights = new Map([
      ['a', ops.tensor1d([10, -20])],
      ['b', ops.tensor1d([30])],
    ])
    const gradients = [ops.tensor1d([3, 0]), ops.tensor1d([-4])]
    return limitGradients({ ops, weights }, player, gradients).map((one) => [...one!.dataSync()])
  })
}

test('gradients are shortened by their common length, only where they are longer', () => {
  const [a, b] = limited({ clipGradients: 1 }) // the length is 5
  expect(a![0]).toBeCloseTo(0.6, 5)
  expect(b![0]).toBeCloseTo(-0.8, 5)
  expect(limited({ clipGradients: 5.1 })).toEqual([[3, 0], [-4]])
  expect(limited({})).toEqual([[3, 0], [-4]])
})

test('weight decay adds a share of the weight, after clipping', () => {
  expect(limited({ weightDecay: 0.5 })).toEqual([[8, -10], [11]])
  const [a, b] = limited({ clipGradients: 1, weightDecay: 0.5 })
  expect(a![0]).toBeCloseTo(5.6, 5)
  expect(b![0]).toBeCloseTo(14.2, 5)
})

/** The critic's weights before and after one of its steps. */
async function moveCritic(options: Partial<ProgramPlayer>): Promise<[before: number[], after: number[]]> {
  const program: Program = pointGame({ optimizer: 'sgd' })
  const [id = ''] = Object.keys(program.players)
  const player = { ...program.players[id]!, ...options }
  player.optimizer = {
    kind: 'sgd',
    params: { ...player.optimizer.params, rate: 0.5, momentum: 0, nesterov: false },
  }
  const engine = createEngine({
    ops,
    program: { ...program, players: { ...program.players, [id]: player } },
    sources: circle(),
  })
  const read = async () => {
    const { tensors } = await engine.weights('current')
    return player.weights.flatMap((path) => [...tensors[path]!.values])
  }
  const before = await read()
  engine.runStep([id])
  const after = await read()
  engine.dispose()
  return [before, after]
}

test('in a run, a clipped step is as long as the rate allows, and points the same way', async () => {
  const [before, free] = await moveCritic({})
  const [, clipped] = await moveCritic({ clipGradients: 0.01 })
  const steps = [free, clipped].map((after) => after.map((value, at) => value - before[at]!))
  const [long, short] = steps.map((step) => Math.hypot(...step))
  expect(long).toBeGreaterThan(0.006)
  expect(short).toBeCloseTo(0.5 * 0.01, 4)
  const along = steps[0]!.reduce((sum, value, at) => sum + value * steps[1]![at]!, 0)
  expect(along / (long! * short!)).toBeGreaterThan(0.999)
})

test('in a run, decay takes rate × decay of each weight, and clipped weights stay within their bound', async () => {
  const [before, free] = await moveCritic({})
  const [, decayed] = await moveCritic({ weightDecay: 0.1 })
  decayed.forEach((value, at) => expect(value).toBeCloseTo(free[at]! - 0.5 * 0.1 * before[at]!, 5))
  const [, bounded] = await moveCritic({ clipWeights: 0.02 })
  expect(free.some((value) => Math.abs(value) > 0.02)).toBe(true)
  bounded.forEach((value, at) => expect(value).toBeCloseTo(Math.max(-0.02, Math.min(0.02, free[at]!)), 5))
})
