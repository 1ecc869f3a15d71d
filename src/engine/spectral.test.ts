// Spectral norm in a game: its vector starts from the seed, moves with its owner's steps, and goes through a checkpoint.
import { beforeAll, expect, test } from 'vitest'
import type { Ops } from '../kinds/types'
import { readSafetensors } from '../lib/safetensors'
import { loadOps, startBackend } from '../tensors/backends'
import { createEngine, type Engine } from './engine'
import { circle, pointGame } from './testing/programs'

let ops: Ops
const sources = circle()

beforeAll(async () => {
  ops = loadOps()
  await startBackend({ ops }, 'wasm')
})

/** Two normalised layers. */
const game = (seed = 1) =>
  pointGame({
    seed,
    critic: [
      ['lin_1', 'dense', { units: 6, init: 'fan_in_uniform', spectral_norm: true }],
      ['act_1', 'leaky_relu'],
      ['lin_2', 'dense', { units: 1, init: 'fan_in_uniform', spectral_norm: true }],
    ],
  })

/** All numbers of the checkpoint under a path that ends so. */
async function numbersOf(engine: Engine, path: string): Promise<number[]> {
  const file = readSafetensors(await engine.checkpoint())
  if (!file.ok) throw new Error(file.error)
  const found = Object.entries(file.value.tensors).filter(([name]) => name.endsWith(path))
  expect(found).toHaveLength(1)
  return [...found[0]![1].values]
}

const lengthOf = (numbers: number[]) => Math.hypot(...numbers)

test('the vector is drawn from the seed and its path, then kept at length 1', async () => {
  const vectors: number[][] = []
  for (const seed of [1, 1, 2]) {
    const engine = createEngine({ ops, program: game(seed), sources })
    vectors.push(await numbersOf(engine, 'critic/lin_1/u'))
    engine.runRound()
    expect(lengthOf(await numbersOf(engine, 'critic/lin_1/u'))).toBeCloseTo(1, 5)
    engine.dispose()
  }
  const [first, again, other] = vectors
  expect(lengthOf(first!)).toBeGreaterThan(0.1)
  expect(again).toEqual(first)
  expect(other).not.toEqual(first)
})

test('training goes on from a checkpoint to the bit', async () => {
  const whole = createEngine({ ops, program: game(), sources })
  const first = createEngine({ ops, program: game(), sources })
  for (let round = 0; round < 6; round++) whole.runRound()
  for (let round = 0; round < 3; round++) first.runRound()
  const second = createEngine({ ops, program: game(), sources })
  expect(second.restore(await first.checkpoint())).toMatchObject({ ok: true })
  for (let round = 0; round < 3; round++) second.runRound()
  for (const path of ['critic/lin_1/u', 'critic/lin_2/u']) {
    expect(await numbersOf(second, path)).toEqual(await numbersOf(whole, path))
  }
  for (const engine of [whole, first, second]) engine.dispose()
})
