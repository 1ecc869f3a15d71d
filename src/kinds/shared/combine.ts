// What layers share that combine inputs of one shape number by number.
import type * as tf from '@tensorflow/tfjs-core'
import { fail, succeed, type Result } from '../../lib/result'
import { inOrder, numbersOf, showShape } from './inputs'
import type { TensorType } from '../types'

/** The output of a layer whose inputs must all be of one shape; `verb` ends the refusal: `cannot be added`. */
export function combined(inputs: Record<string, TensorType>, verb: string): Result<{ out: TensorType }> {
  const checked = numbersOf(inputs)
  if (!checked.ok) return checked
  const [first, ...rest] = inOrder(inputs)
  if (!first || rest.length === 0) return fail('too little is connected: wire two or more inputs in')
  const odd = rest.find((type) => showShape(type.shape) !== showShape(first.shape))
  if (odd)
    return fail(`${showShape(first.shape)} and ${showShape(odd.shape)} differ, so they cannot be ${verb}`)
  return succeed({ out: { shape: first.shape, domain: 'features' } })
}

/** All inputs folded into one tensor, in the order of their names; always a new tensor. */
export function fold(
  inputs: Record<string, tf.Tensor>,
  start: (first: tf.Tensor) => tf.Tensor,
  step: (sum: tf.Tensor, next: tf.Tensor) => tf.Tensor,
): tf.Tensor {
  const [first, ...rest] = inOrder(inputs)
  if (!first) throw new Error('a combination without inputs')
  return rest.reduce(step, start(first))
}

/** The output of a concatenation along the last axis. */
export function inferSideBySide(inputs: Record<string, TensorType>): Result<{ out: TensorType }> {
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
}
