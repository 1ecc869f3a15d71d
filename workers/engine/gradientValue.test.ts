// Penalties on gradients, trained through: values and updates against finite differences of the objective, on cpu and wasm.
import { beforeAll, describe, expect, test } from 'vitest'
import { compileProgram } from '../../src/compiler/compile'
import type { Program } from '../../src/compiler/program'
import type { GanvasDocument } from '../../src/document/types'
import type { Ops } from '../../src/kinds/types'
import { randomStream } from '../../src/lib/random'
import { writeSafetensors, type SafetensorsInput } from '../../src/lib/safetensors'
import { loadOps, startBackend } from './backends'
import { createEngine, type Engine } from './engine'

const weighted = { bias: true, init: 'normal', sigma: 0.4 }
const picture = { shape: [4, 4, 2], domain: 'any' as const }
const noise = { kind: 'normal', in: {}, params: { shape: picture.shape, mean: 0, sigma: 1 } }
const rate = 0.01
/** How far weights are moved for a difference. */
const reach = 2e-4

/** A convolutional critic whose slope is pulled to 0 at real pictures (R1), or to 1 between real and fake (WGAN-GP). */
function game(at: 'real' | 'mixed', activation: string): GanvasDocument {
  const slope = activation === 'leaky_relu' ? { slope: 0.2 } : {}
  return {
    format: 'ganvas',
    version: 1,
    title: 'A penalty',
    about: '',
    knobs: [],
    data: {},
    networks: {
      critic: {
        inputs: { x: picture },
        layers: {
          conv_1: {
            kind: 'conv2d',
            in: { x: 'x' },
            params: { filters: 3, kernel: 3, stride: 1, padding: 'same', ...weighted },
          },
          act_1: { kind: activation, in: { x: 'conv_1' }, params: slope },
          conv_2: {
            kind: 'conv2d',
            in: { x: 'act_1' },
            params: { filters: 4, kernel: 4, stride: 2, padding: 1, ...weighted },
          },
          act_2: { kind: 'tanh', in: { x: 'conv_2' }, params: {} },
          flat: { kind: 'flatten', in: { x: 'act_2' }, params: {} },
          score: { kind: 'dense', in: { x: 'flat' }, params: { units: 1, ...weighted } },
        },
        outputs: { features: 'flat', score: 'score' },
      },
    },
    game: {
      batch: 2,
      seed: 3,
      rounds: 10,
      values: {
        real: noise,
        other: noise,
        on_real: { kind: 'call', network: 'critic', in: { x: 'real' }, params: {} },
        mixed: { kind: 'mix', in: { a: 'real', b: 'other' }, params: {} },
        on_mixed: { kind: 'call', network: 'critic', in: { x: 'mixed' }, params: {} },
        likes: { kind: 'mean', in: { x: 'on_real.score' }, params: {} },
        slope: { kind: 'gradient', in: { of: `on_${at}.score`, at }, params: {} },
        penalty: {
          kind: 'norm_distance',
          in: { x: 'slope' },
          params: { length: at === 'real' ? 0 : 1, one_sided: false },
        },
      },
      players: {
        critic: {
          trains: ['critic'],
          minimizes: { likes: 0.1, penalty: 10 },
          optimizer: { kind: 'sgd', params: { rate, momentum: 0, nesterov: false } },
          average: 0,
        },
      },
      schedule: [{ until: 1, steps: [{ step: ['critic'], times: 1 }] }],
      views: {},
    },
    layout: {},
  }
}

function compile(document: GanvasDocument): Program {
  const compiled = compileProgram(document)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error))
  return compiled.value
}

let ops: Ops
beforeAll(() => {
  ops = loadOps()
})

const start = (program: Program): Engine => createEngine({ ops, program, sources: {} })

/** The objective of the first step at the given weights, and the weights after it. */
async function stepFrom(program: Program, weights: SafetensorsInput) {
  const engine = start(program)
  const loaded = engine.loadWeights(writeSafetensors(weights))
  if (!loaded.ok) throw new Error(loaded.error)
  engine.runRound()
  const { critic = NaN } = await engine.readLosses()
  const after = await engine.weights('current')
  engine.dispose()
  return { critic, after }
}

function moved(
  weights: SafetensorsInput,
  path: string,
  direction: Float32Array,
  by: number,
): SafetensorsInput {
  const array = weights.tensors[path]!
  const values = Float32Array.from(array.values, (value, i) => value + by * direction[i]!)
  return { tensors: { ...weights.tensors, [path]: { ...array, values } } }
}

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  beforeAll(async () => {
    expect(await startBackend({ ops }, backend)).toEqual({ ok: true, value: null })
  })

  test.each([
    ['real', 'leaky_relu'],
    ['mixed', 'leaky_relu'],
    ['mixed', 'tanh'],
  ] as const)('a penalty at %s trains a critic with %s as finite differences say', async (at, activation) => {
    const program = compile(game(at, activation))
    const engine = start(program)
    const weights = await engine.weights('current')
    engine.dispose()
    const { after } = await stepFrom(program, weights)
    for (const [path, { values }] of Object.entries(weights.tensors)) {
      const updated = after.tensors[path]!.values
      const gradient = Float64Array.from(values, (value, i) => (value - updated[i]!) / rate)
      const errors: number[] = []
      for (const at of [0, 1, 2]) {
        const draws = randomStream(5, at, path)
        const direction = Float32Array.from(values, (_, i) => draws.normal(i))
        const claimed = gradient.reduce((sum, part, i) => sum + part * direction[i]!, 0)
        const ahead = await stepFrom(program, moved(weights, path, direction, reach))
        const behind = await stepFrom(program, moved(weights, path, direction, -reach))
        errors.push(Math.abs((ahead.critic - behind.critic) / (2 * reach) - claimed))
      }
      // Where a leaky ReLU turns within reach the slope jumps, and with it the penalty: the middle one of three counts.
      const [, middle = NaN] = errors.sort((a, b) => a - b)
      expect(middle).toBeLessThan(0.01 * Math.hypot(...gradient) + 1e-3)
    }
  })
})
