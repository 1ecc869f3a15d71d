// What kinds say of rectifiers, over the whole registry: an activation is the rectifier that it says, a layer applies the one that it is given.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import { layers } from '../../kinds/registry'
import type { ApplyArgs, Kind, Ops } from '../../kinds/types'
import { installOps } from '../../tensors/ops'
import { applyKind, fill, tensorsOf } from './gradientCheck'
import { randomCases } from './randomCase'

let ops: Ops

beforeAll(async () => {
  ops = installOps(tf)
  await tf.setBackend('cpu')
})

const all = Object.entries(layers)
const rectifiers = all.filter(([, kind]) => 'rectifier' in kind)
const takers = all.filter(([, kind]) => 'fusesRectifier' in kind)
const rectified = (value: number, slope: number) => (value > 0 ? value : Math.fround(slope * value))

/** A kind's one output for numbers drawn for the case, where `given` is among its arguments. */
function outputOf(
  id: string,
  kind: Kind,
  { one, given = {} }: { one: ReturnType<typeof randomCases>[number]; given?: Partial<ApplyArgs<never>> },
): number[] {
  const apply: Kind['apply'] = (ops, args) => kind.apply(ops, { ...args, ...given })
  return tf.tidy(() => {
    const tensors = tensorsOf(ops, fill(id, kind, one))
    return [...applyKind(ops, { ...kind, apply }, one, tensors, true).outputs.out!.dataSync()]
  })
}

test('there are both', () => {
  expect(rectifiers).not.toEqual([])
  expect(takers).not.toEqual([])
})

test.each(rectifiers)('%s is the rectifier that it says', (id, kind) => {
  for (const one of randomCases(id, kind, 8)) {
    const slope = kind.rectifier!(one.params)
    const right = [...fill(id, kind, one).inputs.x!.values].map((value) => rectified(value, slope))
    outputOf(id, kind, { one }).forEach((value, at) => expect(value).toBeCloseTo(right[at]!, 6))
  }
})

test.each(takers)('%s applies the rectifier that it is given', (id, kind) => {
  expect(Object.keys(kind.inputs)).toHaveLength(1)
  for (const one of randomCases(id, kind, 8)) {
    expect(Object.keys(one.outputs)).toEqual(['out'])
    const plain = outputOf(id, kind, { one })
    for (const rectifier of [0, 0.3]) {
      const made = outputOf(id, kind, { one, given: { rectifier } })
      plain.forEach((value, at) => expect(made[at]).toBeCloseTo(rectified(value, rectifier), 6))
    }
  }
})
