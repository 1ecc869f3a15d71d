// Values that draw, remember or compare, against closed forms and plain loops in 64 bits, on cpu and wasm.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import '@tensorflow/tfjs-backend-wasm'
import { beforeAll, describe, expect, test } from 'vitest'
import { take } from './take'
import { defaultParams, kindOf } from '../../kinds/registry'
import type { Ops } from '../../kinds/types'
import { installOps } from '../../tensors/ops'
import { randomOps } from '../../tensors/random'
import { drawer } from './randomCase'

type Tensors = Record<string, tf.Tensor>
interface Given {
  params?: Record<string, unknown>
  state?: Tensors
  noise?: Tensors
  train?: boolean
  batch?: number
}

let ops: Ops

beforeAll(() => {
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  ops = installOps(tf)
})

function run(id: string, inputs: Tensors, given: Given = {}) {
  const { params = {}, state = {}, noise = {}, train = true, batch = 4 } = given
  const kind = kindOf('value', id)!
  const random = randomOps(ops, { seed: 1, step: 1, path: id })
  const all = { ...defaultParams(kind), ...params }
  return kind.apply(ops, {
    inputs,
    types: {},
    params: all,
    weights: {},
    state,
    noise,
    train,
    batch,
    random,
    draw: () => ({}),
  })
}

const out = (id: string, inputs: Tensors, given?: Given) => take(run(id, inputs, given).outputs, 'out')
const numberOf = (tensor: tf.Tensor) => tensor.dataSync()[0]!
const listOf = (tensor: tf.Tensor) => [...tensor.dataSync()]

describe.each(['cpu', 'wasm'])('on %s', (backend) => {
  beforeAll(async () => {
    await tf.setBackend(backend)
  })

  test('a random class is as likely as another, and label and one-hot agree', () => {
    const { label, one_hot } = run('categorical', {}, { params: { classes: 5 }, batch: 5000 }).outputs
    const labels = listOf(label!)
    const counts = [0, 1, 2, 3, 4].map((name) => labels.filter((other) => other === name).length)
    counts.forEach((count) => expect(Math.abs(count - 1000)).toBeLessThan(150))
    expect(counts.reduce((sum, count) => sum + count)).toBe(5000)
    expect(listOf(tf.argMax(one_hot!, 1))).toEqual(labels)
    expect(numberOf(tf.sum(one_hot!))).toBe(5000)
  })

  test('a uniform code fills −1 … 1', () => {
    const code = listOf(out('uniform_code', {}, { params: { size: 2 }, batch: 4000 }))
    expect(Math.min(...code)).toBeGreaterThanOrEqual(-1)
    expect(Math.max(...code)).toBeLessThan(1)
    const mean = (power: number) => code.reduce((sum, value) => sum + value ** power, 0) / code.length
    expect(mean(1)).toBeCloseTo(0, 1)
    expect(mean(2)).toBeCloseTo(1 / 3, 1)
  })

  test('softmax cross-entropy of labels and of one-hot, without overflow', () => {
    const rows = [
      [0, 1, -2],
      [300, -300, 5],
      [2, 2, 2],
    ]
    const right = [1, 0, 2]
    const closed = rows.map((row, at) => {
      const top = Math.max(...row)
      return top + Math.log(row.reduce((sum, x) => sum + Math.exp(x - top), 0)) - row[right[at]!]!
    })
    const mean = closed.reduce((sum, value) => sum + value) / 3
    const labels = tf.tensor1d(right, 'int32')
    expect(numberOf(out('softmax_cross_entropy', { logits: tf.tensor2d(rows), target: labels }))).toBeCloseTo(
      mean,
      5,
    )
    const target = tf.cast(tf.oneHot(labels, 3), 'float32')
    expect(numberOf(out('softmax_cross_entropy', { logits: tf.tensor2d(rows), target }))).toBeCloseTo(mean, 5)
  })

  test('Gaussian surprise, divergence and distances', () => {
    const mean = tf.tensor2d([
      [1, 2],
      [0, -1],
    ])
    const target = tf.tensor2d([
      [0, 2],
      [0, 2],
    ])
    const nll = (sigma: number) => numberOf(out('gaussian_nll', { mean, target }, { params: { sigma } }))
    expect(nll(1)).toBeCloseTo((0.5 + 4.5) / 2, 5)
    expect(nll(2)).toBeCloseTo((0.5 + 4.5) / 2 / 4 + 2 * Math.log(2), 5)
    const log_variance = tf.tensor2d([
      [0, 1],
      [-1, 0],
    ])
    const terms = [1 + 1 - 1 - 0, 4 + Math.E - 1 - 1, 0 + 1 / Math.E - 1 + 1, 1 + 1 - 1 - 0]
    const kl = terms.reduce((sum, term) => sum + term / 2, 0) / 2
    expect(numberOf(out('kl_normal', { mean, log_variance }))).toBeCloseTo(kl, 5)
    expect(numberOf(out('l1', { a: mean, b: target }))).toBeCloseTo(1, 5)
    expect(numberOf(out('l2', { a: mean, b: target }))).toBeCloseTo(2.5, 5)
    expect(numberOf(out('feature_matching', { real: mean, fake: target }))).toBeCloseTo((0.25 + 2.25) / 2, 5)
  })

  test('the penalties of WGAN-GP, R1 and DRAGAN from lengths', () => {
    const x = tf.tensor2d([
      [3, 4],
      [0, 0.5],
    ])
    const of = (params: Record<string, unknown>) => numberOf(out('norm_distance', { x }, { params }))
    expect(of({})).toBeCloseTo((16 + 0.25) / 2, 5)
    expect(of({ one_sided: true })).toBeCloseTo(16 / 2, 5)
    expect(of({ length: 0 })).toBeCloseTo((25 + 0.25) / 2, 5)
    expect(of({ length: 0, one_sided: true })).toBeCloseTo((25 + 0.25) / 2, 5)
    const slope = tf.grad((at: tf.Tensor) => out('norm_distance', { x: at }))(tf.zeros([2, 3]))
    expect(listOf(slope).every(Number.isFinite)).toBe(true)
  })

  test('a mix lies on the line, and a push within its reach', () => {
    const [a, b] = [
      tf.tensor2d([
        [0, 0],
        [1, 1],
      ]),
      tf.tensor2d([
        [4, 8],
        [3, -1],
      ]),
    ]
    expect(listOf(out('mix', { a, b }, { noise: { u: tf.tensor2d([[0.75], [0]]) } }))).toEqual([1, 2, 3, -1])
    const x = tf.tensor2d([
      [1, -1],
      [1, -1],
    ])
    const u = tf.tensor2d([
      [0, 0.5],
      [1, 0.25],
    ])
    listOf(out('perturb', { x }, { params: { scale: 2 }, noise: { u } })).forEach((value, at) =>
      expect(value).toBeCloseTo([1, 0, 3, -0.5][at]!, 5),
    )
  })

  test('partners are those some places on, also of labels and beyond the batch', () => {
    const x = tf.tensor1d([5, 6, 7], 'int32')
    const by = (count: number) => out('shift', { x }, { params: { by: count } })
    expect(by(1).dtype).toBe('int32')
    expect(listOf(by(1))).toEqual([6, 7, 5])
    expect(listOf(by(5))).toEqual([7, 5, 6])
    expect(listOf(by(3))).toEqual([5, 6, 7])
  })

  test('smaller pictures are means of areas', () => {
    const x = tf.reshape(tf.range(0, 32), [1, 4, 4, 2])
    const small = out('downsample', { x }, { params: { factor: 2 } })
    expect(small.shape).toEqual([1, 2, 2, 2])
    // Channel 0 of the first area holds 0, 2, 8 and 10.
    expect(listOf(small)).toEqual([5, 6, 9, 10, 21, 22, 25, 26])
  })

  test('augmenting moves, colours and covers as DiffAugment does, and views skip it', () => {
    const x = tf.reshape(tf.range(1, 65), [1, 8, 8, 1])
    const off = { translation: false, colour: false, cutout: false }
    const draws = (...values: number[]) => ({ draws: tf.tensor2d([values]) })
    const at = (tensor: tf.Tensor, row: number, column: number) => listOf(tensor)[row * 8 + column]
    const still = { noise: draws(0.5, 0.5, 0.5, 0.4, 0.4, 0, 0) }
    expect(listOf(out('augment', { x }, { ...still, params: { cutout: false } }))).toEqual(listOf(x))
    const moved = out(
      'augment',
      { x },
      { noise: draws(0, 0, 0, 0.99, 0, 0, 0), params: { ...off, translation: true } },
    )
    expect([at(moved, 0, 1), at(moved, 0, 0), at(moved, 7, 3)]).toEqual([at(x, 1, 0), 0, 0])
    const covered = out(
      'augment',
      { x },
      { noise: draws(0, 0, 0, 0, 0, 0.5, 0), params: { ...off, cutout: true } },
    )
    // Middles: row floor(0.5 · 9) = 4, column 0; so rows 2 … 5 and columns 0 … 1.
    expect(listOf(covered).filter((value) => value === 0).length).toBe(8)
    expect([at(covered, 2, 0), at(covered, 5, 1), at(covered, 1, 0), at(covered, 2, 2)]).toEqual([
      0, 0, 9, 19,
    ])
    const bright = out(
      'augment',
      { x },
      { noise: draws(1, 0.5, 0.5, 0, 0, 0, 0), params: { ...off, colour: true } },
    )
    listOf(bright).forEach((value, index) => expect(value).toBeCloseTo(index + 1.5, 4))
    expect(listOf(out('augment', { x }, { ...still, train: false }))).toEqual(listOf(x))
  })

  test('warping turns a slope into the slope that its slants and stretches give, and views skip it', () => {
    // A picture whose value is its column counted from the middle: out = x·e^w + (slant + turn)·(y·e^h − x·turn).
    const side = 17
    const x = tf.tile(tf.reshape(tf.range(-8, 9), [1, 1, side, 1]), [1, side, 1, 1])
    const by = 0.3
    const draws = [0.7, 0.2, 0.9, 0.35]
    const noise = { draws: tf.tensor2d([draws]) }
    const warped = listOf(out('warp', { x }, { noise, params: { by } }))
    const [wide, high, slant, turn] = draws.map((draw) => by * (2 * draw - 1)) as [
      number,
      number,
      number,
      number,
    ]
    for (let row = -3; row <= 3; row++) {
      for (let column = -3; column <= 3; column++) {
        const right = column * Math.exp(wide) + (slant + turn) * (row * Math.exp(high) - column * turn)
        expect(warped[(row + 8) * side + column + 8]).toBeCloseTo(right, 4)
      }
    }
    expect(listOf(out('warp', { x }, { noise, params: { by }, train: false }))).toEqual(listOf(x))
  })

  test('the pool does what a loop over samples does', () => {
    const draw = drawer(3, 'pool')
    for (const [size, batch] of [
      [5, 3],
      [2, 7],
      [1, 1],
      [50, 4],
    ] as const) {
      let state: Tensors = { pool: tf.zeros([size, 2]), filled: tf.scalar(0) }
      const kept: number[][] = []
      for (let step = 0; step < 8; step++) {
        const rows = Array.from({ length: batch }, () => [draw.normal(), draw.normal()].map(Math.fround))
        const pick = Array.from({ length: batch }, () => [draw.uniform(), draw.uniform()])
        const handed = rows.map((row, i) => {
          if (kept.length < size) return kept[kept.push(row) - 1]!
          if (pick[i]![0]! >= 0.5) return row
          const place = Math.floor(pick[i]![1]! * size)
          const [old] = kept.splice(place, 1, row)
          return old!
        })
        const { outputs, state: next } = run(
          'history_pool',
          { x: tf.tensor2d(rows) },
          { params: { size }, state, noise: { pick: tf.tensor2d(pick) } },
        )
        expect(outputs.out!.arraySync()).toEqual(handed)
        state = next!
        expect(numberOf(state.filled!)).toBe(kept.length)
        expect((state.pool!.arraySync() as number[][]).slice(0, kept.length)).toEqual(kept)
      }
      const x = tf.tensor2d([[1, 2]])
      expect(listOf(out('history_pool', { x }, { state, train: false }))).toEqual([1, 2])
    }
  })

  test('weighted sums take differences, also with one number for the batch', () => {
    const a = tf.tensor2d([[1], [3]])
    expect(listOf(out('weighted_sum', { a, b: tf.scalar(2) }, { params: { b: -1 } }))).toEqual([-1, 1])
    expect(listOf(out('sum', { x: tf.ones([2, 3, 3]) }))).toEqual([9, 9])
    expect(listOf(out('square', { x: a }))).toEqual([1, 9])
    expect(listOf(out('constant', {}, { params: { shape: [1], value: 7 }, batch: 2 }))).toEqual([7, 7])
  })

  test('total variation of a ramp, and a draw from a Gaussian', () => {
    const x = tf.reshape(tf.mul(tf.range(0, 9), 1), [1, 3, 3, 1])
    expect(numberOf(out('total_variation', { x }))).toBeCloseTo(Math.sqrt(1 + 9), 4)
    const [mean, log_variance] = [tf.tensor2d([[1, 2]]), tf.tensor2d([[0, Math.log(9)]])]
    const epsilon = tf.tensor2d([[2, -1]])
    const drawn = listOf(out('reparameterize', { mean, log_variance }, { noise: { epsilon } }))
    expect(drawn[0]).toBeCloseTo(3, 5)
    expect(drawn[1]).toBeCloseTo(-1, 5)
  })
})

test('what does not fit is refused in words', () => {
  const refusal = (id: string, inputs: Record<string, unknown>, params = {}) => {
    const kind = kindOf('value', id)!
    const result = kind.infer({
      inputs: inputs as never,
      params: { ...defaultParams(kind), ...params },
      data: {},
    })
    return result.ok ? null : result.error
  }
  const picture = { shape: [30, 32, 3], domain: 'image' }
  const label = { shape: [], domain: 'label', classes: 10 }
  expect(refusal('downsample', { x: picture })).toBe('x is 30×32, which cannot be divided by 4')
  expect(refusal('l1', { a: picture, b: { ...picture, shape: [32, 32, 3] } })).toContain('both must be alike')
  expect(refusal('l1', { a: picture, b: label })).toContain('names, not numbers')
  const logits = { shape: [8], domain: 'logit' }
  expect(refusal('softmax_cross_entropy', { logits, target: label })).toBe(
    'target has 10 classes, but logits only 8',
  )
  expect(refusal('softmax_cross_entropy', { logits: { ...logits, shape: [12] }, target: label })).toBeNull()
  expect(refusal('norm_distance', { x: { shape: [], domain: 'scalar' } })).toContain(
    'one number for the whole batch',
  )
  expect(refusal('history_pool', { x: label })).toContain('names')
  expect(refusal('weighted_sum', { a: label, b: { shape: [], domain: 'scalar' } })).toContain('names')
  expect(refusal('total_variation', { x: { ...picture, shape: [1, 5, 3] } })).toContain('no neighbours')
})
