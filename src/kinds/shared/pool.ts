// How a batch passes a pool of earlier samples: one after the other, as in CycleGAN's code, yet without a loop over samples.
import type * as tf from '@tensorflow/tfjs-core'
import type { Ops } from '../types'

/** What a pool is and what comes to it. `pick` is [batch, 2]: whether to exchange, and with which place. */
interface Pool {
  x: tf.Tensor
  /** [size, ...shape] */
  pool: tf.Tensor
  /** How many places are taken, as a number without axes. */
  filled: tf.Tensor
  pick: tf.Tensor
  share: number
}

/**
 * Each sample in turn: while the pool has room it goes in and on; then, with probability `share`, it takes the place of a random
 * one, which goes on instead; else it goes on itself. A sample may meet one of its own batch. Places are rows of 0 and 1, so
 * that everything is a product.
 */
export function drawFromPool(ops: Ops, { x, pool, filled, pick, share }: Pool) {
  const [batch = 1, ...shape] = x.shape
  const size = pool.shape[0] ?? 1
  const [flatX, flatPool] = [ops.reshape(x, [batch, -1]), ops.reshape(pool, [size, -1])]
  const places = ops.reshape(ops.range(0, size), [1, size])
  const turn = ops.reshape(ops.add(ops.range(0, batch), ops.floor(filled)), [batch, 1])
  const room = ops.cast(ops.less(turn, size), 'float32')
  const [chance, where] = ops.split(pick, 2, 1) as [tf.Tensor, tf.Tensor]
  const swaps = ops.mul(ops.sub(1, room), ops.cast(ops.less(chance, share), 'float32'))
  const place = ops.minimum(ops.floor(ops.mul(where, size)), size - 1)
  const at = (row: tf.Tensor) => ops.cast(ops.equal(row, places), 'float32')
  const reads = ops.mul(swaps, at(place))
  const writes = ops.add(ops.mul(room, at(turn)), reads)
  // Row i, column j: sample i takes what sample j, the last before it, left in that place.
  const meets = latest(ops, ops.mul(ops.matMul(reads, writes, false, true), earlier(ops, batch)), 1)
  const met = ops.sum(meets, 1, true)
  const old = ops.add(ops.matMul(ops.mul(reads, ops.sub(1, met)), flatPool), ops.matMul(meets, flatX))
  const out = ops.add(ops.mul(flatX, ops.sub(1, swaps)), old)
  const last = latest(ops, writes, 0)
  const kept = ops.reshape(ops.sub(1, ops.sum(last, 0)), [size, 1])
  const next = ops.add(ops.mul(flatPool, kept), ops.matMul(last, flatX, true, false))
  return {
    out: ops.reshape(out, [batch, ...shape]),
    pool: ops.reshape(next, pool.shape),
    filled: ops.minimum(ops.add(ops.floor(filled), batch), size),
  }
}

/** Of the ones along an axis only the last. */
function latest(ops: Ops, ones: tf.Tensor, axis: number): tf.Tensor {
  const after = ops.cumsum(ones, axis, true, true)
  return ops.mul(ones, ops.cast(ops.equal(after, 0), 'float32'))
}

/** 1 where the column's number is below the row's. */
function earlier(ops: Ops, count: number): tf.Tensor {
  const numbers = ops.range(0, count)
  return ops.cast(ops.less(ops.reshape(numbers, [1, count]), ops.reshape(numbers, [count, 1])), 'float32')
}

/** The same for exported files, as the loop that it is. */
export const fromPoolSource = `/** Hands out samples, and often an older one from the pool in place of a new one, which then takes its place. */
function fromPool(
  x: tf.Tensor,
  pool: tf.Variable,
  filled: tf.Variable,
  pick: tf.Tensor,
  share: number,
): tf.Tensor {
  const kept = tf.unstack(pool)
  const picks = pick.arraySync() as number[][]
  let count = Math.floor(filled.dataSync()[0] ?? 0)
  const handed = tf.unstack(x).map((sample, i) => {
    const [chance = 1, where = 0] = picks[i] ?? []
    const room = count < kept.length
    const place = room ? count++ : chance < share ? Math.floor(where * kept.length) : -1
    const old = kept[place]
    if (old === undefined) return sample
    kept[place] = sample
    return room ? sample : old
  })
  pool.assign(tf.stack(kept))
  filled.assign(tf.scalar(count))
  return tf.stack(handed)
}`
