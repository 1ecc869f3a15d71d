// The contract of DESIGN §3, over the whole registry, on the cpu and wasm backends.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import '@tensorflow/tfjs-backend-wasm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { layers } from '../../kinds/registry'
import { defineKind } from '../../kinds/define'
import type { Kind, Ops } from '../../kinds/types'
import { applyKind, batch, checkGradients, fill, tensorsOf } from './gradientCheck'
import { checkKind, filledFor, kinds, tolerance, worstOf } from './kindCheck'
import { randomCases } from './randomCase'
import { installOps } from '../../tensors/ops'

const sets = 24
const smooth = kinds.filter(([, kind]) => kind.differentiable > 0)
const flat = kinds.filter(([, kind]) => kind.differentiable === 0)
const report: Record<string, Record<string, number | string>> = {}
const firstNumbers = new Map<string, Float32Array[]>()
let ops: Ops

beforeAll(() => {
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  ops = installOps(tf)
})

afterAll(() => {
  if (process.env.CONTRACT !== 'whole') return
  console.log(
    `${kinds.length} kinds (instructions apart), ${sets} random parameter sets each; worst relative gradient errors:`,
  )
  console.table(report)
})

describe.each(['cpu', 'wasm'])('on %s', (backend) => {
  beforeAll(async () => {
    await tf.setBackend(backend)
  })

  test.each(kinds)('%s: what infer says is what apply returns', (id, kind) => {
    for (const one of randomCases(id, kind, sets)) {
      const before = tf.memory().numTensors
      for (const train of [true, false]) {
        const shapes = tf.tidy(() => {
          const { outputs } = applyKind(ops, kind, one, tensorsOf(ops, fill(id, kind, one)), train)
          return Object.fromEntries(
            Object.entries(outputs).map(([name, { shape, dtype }]) => [name, { shape, dtype }]),
          )
        })
        const said = Object.entries(one.outputs).map(([name, { shape, domain }]) => {
          const dtype = domain === 'label' || domain === 'tokens' ? 'int32' : 'float32'
          return [name, { shape: domain === 'scalar' ? [] : [batch, ...shape], dtype }]
        })
        expect(shapes, JSON.stringify(one)).toEqual(Object.fromEntries(said))
      }
      expect(tf.memory().numTensors, 'tensors that survive').toBe(before)
    }
  })

  test.each(kinds)('%s: the numbers of the first backend', (id, kind) => {
    for (const [index, one] of randomCases(id, kind, sets).entries()) {
      const made = tf.tidy(() => {
        const { outputs } = applyKind(ops, kind, one, tensorsOf(ops, fill(id, kind, one)), true)
        return Object.values(outputs).map((output) => Float32Array.from(output.dataSync()))
      })
      const name = `${id} ${index}`
      const first = firstNumbers.get(name) ?? made
      firstNumbers.set(name, first)
      for (const [output, numbers] of made.entries()) {
        const right = first[output]!
        const size = right.reduce((most, number) => Math.max(most, Math.abs(number)), 1)
        const worst = numbers.reduce((most, number, at) => Math.max(most, Math.abs(number - right[at]!)), 0)
        expect(worst / size, JSON.stringify(one)).toBeLessThan(1e-4)
      }
    }
  })

  test.each(flat)('%s: no gradient passes', (id, kind) => {
    for (const one of randomCases(id, kind, sets)) {
      const filled = filledFor(ops, id, kind, one)
      if (Object.values(filled.inputs).every(({ dtype }) => dtype === 'int32')) continue
      expect(inputGradients(kind, one, filled).every((slope) => slope === 0)).toBe(true)
    }
  })

  test.each(smooth)('%s: gradients agree with finite differences', async (id, kind) => {
    const errors = await checkKind(ops, id, kind, sets)
    for (const { one, first, second } of errors.checked) {
      expect(first, `first, ${JSON.stringify(one)}`).toBeLessThan(tolerance)
      expect(second, `second, ${JSON.stringify(one)}`).toBeLessThan(tolerance)
    }
    // In all cases together: a window may see nothing but padding.
    expect(errors.used).toEqual(errors.named)
    const [first, second] = worstOf(errors)
    report[id] = {
      ...report[id],
      [`${backend} 1st`]: first,
      [`${backend} 2nd`]: second,
    }
  })

  // Of layers: values pass their input on in views (DESIGN, Time, rule 7), and have tests of their own.
  const remembering = Object.entries(layers).filter(([, kind]) => 'state' in kind)
  test.each(remembering)('%s: its state is read and written', (id, kind) => {
    const told = new Set<string>()
    const named = new Set<string>()
    for (const one of randomCases(id, kind, sets)) {
      const filled = fill(id, kind, one)
      const names = Object.keys(filled.state)
      const written = tf.tidy(() => applyKind(ops, kind, one, tensorsOf(ops, filled), true).state)
      expect(Object.keys(written ?? {})).toEqual(names)
      for (const name of names) {
        expect(written![name]!.dataSync()).not.toEqual(filled.state[name]!.values)
        const moved = { ...filled.state[name]!, values: filled.state[name]!.values.map((value) => value + 1) }
        const changed = { ...filled, state: { ...filled.state, [name]: moved } }
        const [before, after] = [viewOf(kind, one, filled), viewOf(kind, one, changed)]
        named.add(name)
        if (before.some((value, at) => value !== after[at])) told.add(name)
      }
      tf.dispose(written ?? {})
    }
    // In all cases together: of one number, a power iteration takes the sign alone.
    expect(told).toEqual(named)
  })

  test('wrong gradients are caught, of the first order and of the second', async () => {
    const errorsOf = (kind: Kind) => {
      const [one] = randomCases('wrong', kind, 1)
      return checkGradients(ops, kind, one!, fill('wrong', kind, one!), true)
    }
    const wrongFirst = testKind((x) => squareWith(x, (y) => ops.mul(y, 2.02)))
    expect((await errorsOf(wrongFirst)).first).toBeGreaterThan(tolerance)
    // Right to the first order, but its slope is a constant to whoever differentiates it again: tfjs's own mistake with tanh.
    const wrongSecond = testKind((x) => squareWith(x, (y) => ops.tensor(y.dataSync().map((value) => 2 * value), y.shape))) // prettier-ignore
    const errors = await errorsOf(wrongSecond)
    expect(errors.first).toBeLessThan(tolerance)
    expect(errors.second).toBeGreaterThan(tolerance)
  })

  function viewOf(kind: Kind, one: Parameters<typeof applyKind>[2], filled: Parameters<typeof tensorsOf>[1]) {
    return tf.tidy(() => applyKind(ops, kind, one, tensorsOf(ops, filled), false).outputs.out!.dataSync())
  }

  function inputGradients(
    kind: Kind,
    one: Parameters<typeof applyKind>[2],
    filled: Parameters<typeof tensorsOf>[1],
  ) {
    return tf.tidy(() => {
      const tensors = tensorsOf(ops, filled)
      const output = (x: tf.Tensor) =>
        ops.sum(applyKind(ops, kind, one, { ...tensors, inputs: { x } }, true).outputs.out!)
      return [...ops.grad(output)(tensors.inputs.x!).dataSync()]
    })
  }
})

/** x² with a gradient of one's own making. */
function squareWith(x: tf.Tensor, slope: (x: tf.Tensor) => tf.Tensor): tf.Tensor {
  return tf.customGrad((y, save) => {
    ;(save as tf.GradSaveFunc)([y as tf.Tensor])
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => tf.mul(dy, slope(saved[0]!))
    return { value: tf.square(y as tf.Tensor), gradFunc }
  })(x)
}

/** A kind that maps x to something of its shape. */
function testKind(compute: (x: tf.Tensor) => tf.Tensor): Kind {
  return defineKind({
    title: 'Test',
    group: 'Basic',
    doc: 'Stands in for a kind with a mistake.',
    params: z.strictObject({}),
    inputs: { x: {} },
    infer: ({ inputs }) => ({ ok: true, value: { out: inputs.x } }),
    apply: (_ops, { inputs }) => ({ outputs: { out: compute(inputs.x) } }),
    differentiable: 2,
  })
}
