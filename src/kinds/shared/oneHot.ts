// Names (labels, tokens) as vectors of 0 and 1: a product with them looks a row up, and its gradient exists on every backend.
import type * as tf from '@tensorflow/tfjs-core'
import { fail, succeed, type Result } from '../../lib/result'
import type { Ops, TensorType } from '../types'

/** How many names a type can carry: padding, the token 0, is none. A sentence where it carries no names. */
export function namesIn(type: TensorType): Result<number> {
  const count = type.domain === 'label' ? type.classes : (type.vocabulary ?? 0) - 1
  if (type.domain !== 'label' && type.domain !== 'tokens') {
    return fail('x carries quantities; this layer takes names: class labels or tokens')
  }
  if (count === undefined || count < 1) return fail('x does not say how many different names it can carry')
  return succeed(count)
}

/** The count of names of a type that `infer` accepted. */
export function countNames(type: TensorType): number {
  const count = namesIn(type)
  if (!count.ok) throw new Error(count.error)
  return count.value
}

/** Adds an axis with a 1 at each name's own place. Tokens: `padded`, where 0 gives zeros only and 1 is the first name. */
export function oneHotOf(
  ops: Ops,
  x: tf.Tensor,
  { names, padded }: { names: number; padded: boolean },
): tf.Tensor {
  // As whole numbers first: for float32 the wasm kernel of tfjs 4.22 writes the bits of the integer 1.
  const all = ops.cast(ops.oneHot(x, padded ? names + 1 : names), 'float32')
  if (!padded) return all
  const from = all.shape.map((_, axis) => (axis === all.rank - 1 ? 1 : 0))
  return ops.slice(all, from)
}
