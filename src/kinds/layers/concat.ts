// concat: puts channels side by side.
import { z } from 'zod'
import { fail, succeed } from '../../lib/result'
import { inOrder, numbersOf, showShape } from '../inputs'
import { defineKind } from '../types'

const params = z.strictObject({})

export const concat = defineKind<z.infer<typeof params>>({
  title: 'Concatenate',
  group: 'Combine',
  doc: 'Puts its inputs side by side along the last axis, in the order of their names: noise beside a condition, or a U-Net’s skip.',
  params,
  inputs: 'many',
  infer({ inputs }) {
    const checked = numbersOf(inputs)
    if (!checked.ok) return checked
    const [first, ...rest] = inOrder(inputs)
    if (!first || rest.length === 0) return fail('too little is connected: wire two or more inputs in')
    const front = showShape(first.shape.slice(0, -1))
    const odd = rest.find(
      ({ shape }) => shape.length !== first.shape.length || showShape(shape.slice(0, -1)) !== front,
    )
    if (odd) {
      return fail(`${showShape(first.shape)} and ${showShape(odd.shape)} may differ in the last axis only`)
    }
    const last = [first, ...rest].reduce((sum, { shape }) => sum + (shape.at(-1) ?? 0), 0)
    const domain = rest.every((type) => type.domain === first.domain) ? first.domain : 'features'
    return succeed({ out: { shape: [...first.shape.slice(0, -1), last], domain } })
  },
  apply: (ops, { inputs }) => ({ outputs: { out: ops.concat(inOrder(inputs), -1) } }),
  tfjs: () => ({ kind: 'stock', layers: [{ name: 'concatenate', config: { axis: -1 } }], weights: {} }),
  differentiable: 2,
})
