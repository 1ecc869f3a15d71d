// add: the sum of its inputs, number by number.
import { z } from 'zod'
import { fail, succeed } from '../../lib/result'
import { inOrder, numbersOf, showShape } from '../inputs'
import { defineKind } from '../types'

const params = z.strictObject({})

export const add = defineKind<z.infer<typeof params>>({
  title: 'Add',
  group: 'Combine',
  doc: 'Adds its inputs number by number: with a shortcut around some layers it makes them a residual block.',
  formula: 'y = a + b + …',
  params,
  inputs: 'many',
  infer({ inputs }) {
    const checked = numbersOf(inputs)
    if (!checked.ok) return checked
    const [first, ...rest] = inOrder(inputs)
    if (!first || rest.length === 0) return fail('too little is connected: wire two or more inputs in')
    const odd = rest.find((type) => showShape(type.shape) !== showShape(first.shape))
    if (odd)
      return fail(`${showShape(first.shape)} and ${showShape(odd.shape)} differ, so they cannot be added`)
    return succeed({ out: { shape: first.shape, domain: 'features' } })
  },
  // Pairs rather than addN, whose gradient repeats one tensor per input but which wasm runs as pairs anyway.
  apply(ops, { inputs }) {
    const [first, ...rest] = inOrder(inputs)
    if (!first) throw new Error('add without inputs')
    return { outputs: { out: rest.reduce((sum, tensor) => ops.add(sum, tensor), ops.clone(first)) } }
  },
  tfjs: () => ({ kind: 'stock', layers: [{ name: 'add', config: {} }], weights: {} }),
  differentiable: 2,
})
