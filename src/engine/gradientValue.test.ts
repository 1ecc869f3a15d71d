// Penalties on gradients, trained through: updates against finite differences of the objective in 64 bits, on every backend.
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, test } from 'vitest'
import { compileProgram } from '../compiler/program/compile'
import type { Program } from '../compiler/program/program'
import type { GanvasDocument } from '../document/types'
import type { Ops } from '../kinds/types'
import { randomStream } from '../lib/random'
import { writeSafetensors, type SafetensorsInput } from '../lib/safetensors'
import { provideSoftwareGpu } from '../tensors/testing/softwareGpu'
import { inDoubles } from '../checks/contract/doubles'
import { loadOps, startBackend } from '../tensors/backends'
import { createEngine, type Engine } from './engine'

const weighted = { bias: true, init: 'normal', sigma: 0.4 }
const normed = { epsilon: 1e-5, init: 'normal', sigma: 0.3 }
const picture = { shape: [6, 6, 2], domain: 'any' as const }
const noise = { kind: 'normal', in: {}, params: { shape: picture.shape, mean: 0, sigma: 1 } }
/** So large that the step taken off a weight loses nothing to the weight's own rounding. */
const rate = 10
/** How far weights are moved for a difference. */
const reach = 1e-5

type Layers = GanvasDocument['networks'][string]['layers']

/** Convolutions with the norms and activations of the field's critics, in whose slopes every one of them has a part. */
const layers: Layers = {
  conv_1: {
    kind: 'conv2d',
    in: { x: 'x' },
    params: { filters: 3, kernel: 3, stride: 1, padding: 'same', ...weighted },
  },
  norm_1: {
    kind: 'batch_norm',
    in: { x: 'conv_1' },
    params: { ...normed, momentum: 0.9, at_test: 'running' },
  },
  act_1: { kind: 'leaky_relu', in: { x: 'norm_1' }, params: { slope: 0.2 } },
  conv_2: {
    kind: 'conv2d',
    in: { x: 'act_1' },
    params: { filters: 4, kernel: 4, stride: 2, padding: 1, ...weighted },
  },
  norm_2: { kind: 'instance_norm', in: { x: 'conv_2' }, params: { ...normed, affine: true } },
  act_2: { kind: 'tanh', in: { x: 'norm_2' }, params: {} },
  flat: { kind: 'flatten', in: { x: 'act_2' }, params: {} },
  score: { kind: 'dense', in: { x: 'flat' }, params: { units: 1, ...weighted } },
}

/** A critic whose slope is pulled to 0 at real pictures (R1), or to 1 between real and fake (WGAN-GP); with `shown` among its outputs. */
function game(at: 'real' | 'mixed', shown: Record<string, string> = {}): GanvasDocument {
  return {
    format: 'ganvas',
    version: 1,
    title: 'A penalty',
    about: '',
    knobs: [],
    data: {},
    networks: {
      critic: { inputs: { x: picture }, layers, outputs: { features: 'flat', score: 'score', ...shown } },
    },
    game: {
      batch: 3,
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
          minimizes: { likes: 1, penalty: at === 'real' ? 0.5 : 10 },
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

const startedFrom = (program: Program, weights: SafetensorsInput): Engine => {
  const engine = createEngine({ ops, program, sources: {} })
  const loaded = engine.loadWeights(writeSafetensors(weights))
  if (!loaded.ok) throw new Error(loaded.error)
  return engine
}

/** The gradient that the backend's first step takes off each weight. */
async function gradientsAt(program: Program, weights: SafetensorsInput): Promise<Record<string, number[]>> {
  const engine = startedFrom(program, weights)
  engine.runRound()
  const { tensors } = await engine.weights('current')
  engine.dispose()
  const gradients = Object.entries(weights.tensors).map(([path, { values }]) => {
    const after = tensors[path]!.values
    return [path, [...values].map((value, at) => (value - after[at]!) / rate)] as const
  })
  return Object.fromEntries(gradients)
}

/** The objective of the first step, run by the same engine in 64 bits. */
async function objectiveAt(program: Program, weights: SafetensorsInput): Promise<number> {
  const backend = ops.getBackend()
  await ops.setBackend('cpu')
  // Files are of 32 bits, so they are read before.
  const engine = startedFrom(program, weights)
  const losses = inDoubles(ops, () => {
    engine.runRound()
    // The number is taken from the backend before this returns.
    return engine.readLosses()
  })
  engine.dispose()
  await ops.setBackend(backend)
  return (await losses).critic ?? NaN
}

const freshWeights = async (program: Program): Promise<SafetensorsInput> => {
  const engine = createEngine({ ops, program, sources: {} })
  const weights = await engine.weights('current')
  engine.dispose()
  return weights
}

/** The weights with one tensor moved along a direction; 32-bit numbers move by a little more or less. */
function moved(weights: SafetensorsInput, path: string, direction: number[], by: number): SafetensorsInput {
  const array = weights.tensors[path]!
  const values = Float32Array.from(array.values, (value, at) => value + by * direction[at]!)
  return { tensors: { ...weights.tensors, [path]: { ...array, values } } }
}

describe.each(['cpu', 'wasm', 'webgpu'] as const)('on %s', (backend) => {
  beforeAll(async () => {
    expect(await startBackend({ ops }, 'cpu')).toEqual({ ok: true, value: null })
    const started = await startBackend({ ops, provideGpu: provideSoftwareGpu }, backend)
    expect(started).toEqual({ ok: true, value: null })
  })

  test.each([
    ['R1', 'real'],
    ['WGAN-GP', 'mixed'],
  ] as const)('%s trains a critic with norms as finite differences say', async (_name, at) => {
    const program = compile(game(at))
    const weights = await freshWeights(program)
    const gradients = await gradientsAt(program, weights)
    // Its batch norm is an output, and so not one with its activation: the differences are those of each by itself.
    const apart = compile(game(at, { between: 'norm_1' }))
    for (const path of Object.keys(program.weights)) {
      const gradient = gradients[path]!
      const draws = randomStream(5, 0, path)
      const direction = gradient.map((_, i) => draws.normal(i))
      const [ahead, behind] = [
        moved(weights, path, direction, reach),
        moved(weights, path, direction, -reach),
      ]
      const ends = [ahead, behind].map(({ tensors }) => tensors[path]!.values)
      const claimed = gradient.reduce((sum, part, i) => sum + part * (ends[0]![i]! - ends[1]![i]!), 0)
      const risen = (await objectiveAt(apart, ahead)) - (await objectiveAt(apart, behind))
      const error = Math.abs(risen - claimed) / (2 * reach) / (Math.hypot(...gradient) + 0.1)
      expect(error, path).toBeLessThan(1e-3)
    }
  })
})
