// A definition knows the names that it declares: what is misspelt does not compile, which `tsc` holds here.
import { expect, test } from 'vitest'
import { z } from 'zod'
import { succeed } from '../lib/result'
import { defineKind, defineOptimizer } from './define'

test('parameters, ports, weights, state, noise and outputs are known by name', () => {
  const kind = defineKind({
    title: 'Typed',
    group: 'Basic',
    doc: 'Stands in for any kind.',
    params: z.strictObject({ units: z.int().min(1).max(8).default(1), bias: z.boolean().default(true) }),
    inputs: { x: {} },
    infer: ({ inputs: { x }, params: { units } }) => succeed({ out: { ...x, shape: [units] } }),
    weights: ({ inputs, params: { units, bias } }) => ({
      kernel: { shape: [inputs.x.shape.length, units], init: { kind: 'zeros' } },
      ...(bias && { bias: { shape: [units], init: { kind: 'zeros' } } }),
    }),
    state: () => ({ mean: { shape: [1], start: 0 } }),
    noise: () => ({ u: { shape: [1], distribution: 'uniform' } }),
    apply(ops, { inputs, params, weights, state, noise }) {
      const product = ops.matMul(inputs.x, weights.kernel)
      // @ts-expect-error the bias is there only where it is declared
      ops.add(product, weights.bias)
      // @ts-expect-error there is no such port
      ops.neg(inputs.y)
      // @ts-expect-error there is no such parameter
      void params.filters
      // @ts-expect-error there is no such weight
      void weights.scale
      // @ts-expect-error there is no such state
      void state.variance
      // @ts-expect-error there is no such draw
      void noise.epsilon
      return { outputs: { out: product } }
    },
    differentiable: 2,
  })
  expect(Object.keys(kind.inputs)).toEqual(['x'])
})

test('so are the outputs that it infers', () => {
  const kind = defineKind({
    title: 'Typed',
    group: 'Basic',
    doc: 'Stands in for any kind.',
    params: z.strictObject({}),
    inputs: { x: {} },
    infer: ({ inputs: { x } }) => succeed({ out: x }),
    // @ts-expect-error the output is called `out`
    apply: (ops, { inputs }) => ({ outputs: { y: ops.clone(inputs.x) } }),
    differentiable: 2,
  })
  expect(kind.params.parse({})).toEqual({})
})

test('so are the slots of an optimizer', () => {
  const kind = defineOptimizer({
    title: 'Typed',
    doc: 'Stands in for any optimizer.',
    params: z.strictObject({ rate: z.number().min(0).max(1).default(0.1) }),
    slots: ['velocity'],
    update(ops, { weight, gradient, slots, params }) {
      // @ts-expect-error there is no such slot
      void slots.square
      const velocity = ops.add(slots.velocity, ops.mul(gradient, params.rate))
      return { weight: ops.sub(weight, velocity), slots: { velocity } }
    },
    tfjs: ({ rate }) => ({ kind: 'stock', call: `tf.train.sgd(${rate})` }),
  })
  expect(kind.slots).toEqual(['velocity'])
})
