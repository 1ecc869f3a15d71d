// A block trains exactly as the same layers written out do.
import { expect, test } from 'vitest'
import { compileProgram } from '../compiler/program/compile'
import type { GanvasDocument, Layer } from '../document/types'
import { writeSafetensors, type SafetensorsInput } from '../lib/safetensors'
import { loadOps, startBackend } from '../tensors/backends'
import { createEngine } from './engine'

const weighted = { bias: true, init: 'normal', sigma: 0.3 }
const norm = { epsilon: 0.00001, momentum: 0.9, at_test: 'running', init: 'normal', sigma: 0.02 }
const picture = { shape: [4, 4, 3], domain: 'any' as const }
const conv = (x: string): Layer => {
  const params = { filters: 3, kernel: 3, stride: 1, padding: 'same', ...weighted }
  return { kind: 'conv2d', in: { x }, params }
}

function residual(from: string, name: (layer: string) => string): Record<string, Layer> {
  return {
    [name('conv')]: conv(from),
    [name('norm')]: { kind: 'batch_norm', in: { x: name('conv') }, params: norm },
    [name('act')]: { kind: 'leaky_relu', in: { x: name('norm') }, params: { slope: 0.2 } },
    [name('sum')]: { kind: 'add', in: { a: from, b: name('act') }, params: {} },
  }
}

/** A network of residual layers: a block of two copies, or both written out. */
function game(written: boolean): GanvasDocument {
  const tail = (from: string): Record<string, Layer> => ({
    flat: { kind: 'flatten', in: { x: from }, params: {} },
    score: { kind: 'dense', in: { x: 'flat' }, params: { units: 1, ...weighted } },
  })
  const layers: Record<string, Layer> = written
    ? {
        ...residual('x', (layer) => `first_${layer}`),
        ...residual('first_sum', (layer) => `second_${layer}`),
        ...tail('second_sum'),
      }
    : { body: { kind: 'block', in: { x: 'x' }, params: { network: 'residual', repeat: 2 } }, ...tail('body') }
  const inner = { inputs: { x: picture }, layers: residual('x', (layer) => layer), outputs: { y: 'sum' } }
  return {
    format: 'ganvas',
    version: 1,
    title: 'Residual',
    about: '',
    knobs: [],
    data: {},
    networks: {
      judge: { inputs: { x: picture }, layers, outputs: { score: 'score' } },
      ...(written ? {} : { residual: inner }),
    },
    game: {
      batch: 4,
      seed: 2,
      rounds: 3,
      values: {
        real: { kind: 'normal', in: {}, params: { shape: picture.shape, mean: 0, sigma: 1 } },
        scored: { kind: 'call', network: 'judge', in: { x: 'real' }, params: {} },
        loss: { kind: 'least_squares', in: { x: 'scored' }, params: { role: 'real' } },
      },
      players: {
        judge: {
          trains: ['judge'],
          minimizes: { loss: 1 },
          optimizer: { kind: 'adam', params: { rate: 0.01, beta_1: 0.5, beta_2: 0.999, epsilon: 1e-8 } },
          average: 0,
        },
      },
      schedule: [{ until: 1, steps: [{ step: ['judge'], times: 1 }] }],
      views: {},
    },
    layout: {},
  }
}

/** What stands at `body/1/conv` in the block stands at `first_conv` where it is written out. */
function writtenOut(path: string): string {
  return path.replace('/body/1/', '/first_').replace('/body/2/', '/second_')
}

test('three rounds of a block are three rounds of its layers, to the bit', async () => {
  const ops = loadOps()
  expect(await startBackend({ ops }, 'wasm')).toEqual({ ok: true, value: null })
  const train = async (document: GanvasDocument, weights?: SafetensorsInput) => {
    const compiled = compileProgram(document)
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.error))
    const engine = createEngine({ ops, program: compiled.value, sources: {} })
    const before = await engine.weights('current')
    if (weights && !engine.loadWeights(writeSafetensors(weights)).ok) throw new Error('weights do not fit')
    const losses: Record<string, number>[] = []
    for (let round = 0; round < 3; round++) {
      engine.runRound()
      losses.push(await engine.readLosses())
    }
    const after = await engine.weights('current')
    engine.dispose()
    return { before, losses, after }
  }
  const renamed = ({ tensors }: SafetensorsInput): SafetensorsInput => ({
    tensors: Object.fromEntries(Object.entries(tensors).map(([path, array]) => [writtenOut(path), array])),
  })
  const block = await train(game(false))
  const plain = await train(game(true), renamed(block.before))
  expect(Object.keys(block.after.tensors)).toHaveLength(14)
  expect(plain.losses).toEqual(block.losses)
  expect(plain.after.tensors).toEqual(renamed(block.after).tensors)
  const [first, second] = ['judge/body/1/conv/kernel', 'judge/body/2/conv/kernel']
  expect(block.before.tensors[first]?.values).not.toEqual(block.before.tensors[second]?.values)
})
