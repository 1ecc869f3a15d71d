// What augmenting does to a batch of pictures: DiffAugment's three changes and warping, of products and sums so that they can be differentiated.
import type * as tf from '@tensorflow/tfjs-core'
import type { Ops } from '../types'

/** One change. `draws` are columns [batch, 1] of uniform numbers; `source` is the same for exported files. */
interface Change {
  apply: (ops: Ops, x: tf.Tensor, draws: tf.Tensor[]) => tf.Tensor
  source: string
}

/** Brightness ±½, saturation × 0 … 2, contrast × ½ … 1½, in this order. */
export const colour: Change = {
  apply(ops, x, draws) {
    const [brightness, saturation, contrast] = draws.map((draw) => ops.reshape(draw, [-1, 1, 1, 1]))
    const bright = ops.add(x, ops.sub(brightness!, 0.5))
    const grey = ops.mean(bright, 3, true)
    const vivid = ops.add(grey, ops.mul(ops.sub(bright, grey), ops.mul(saturation!, 2)))
    const middle = ops.mean(vivid, [1, 2, 3], true)
    return ops.add(middle, ops.mul(ops.sub(vivid, middle), ops.add(contrast!, 0.5)))
  },
  source: `/** Changes brightness, saturation and contrast of every picture. */
function changeColours(x: tf.Tensor, draws: tf.Tensor[]): tf.Tensor {
  const columns = draws.map((draw) => tf.reshape(draw, [-1, 1, 1, 1]))
  const [brightness, saturation, contrast] = columns as [tf.Tensor, tf.Tensor, tf.Tensor]
  const bright = tf.add(x, tf.sub(brightness, 0.5))
  const grey = tf.mean(bright, 3, true)
  const vivid = tf.add(grey, tf.mul(tf.sub(bright, grey), tf.mul(saturation, 2)))
  const middle = tf.mean(vivid, [1, 2, 3], true)
  return tf.add(middle, tf.mul(tf.sub(vivid, middle), tf.add(contrast, 0.5)))
}`,
}

/** Moves by up to an eighth of each side; zeros come in. Rows and columns are picked by products: those exist everywhere. */
export const translation: Change = {
  apply(ops, x, [down, right]) {
    const [batch = 1, height = 1, width = 1, channels = 1] = x.shape
    const picks = (side: number, draw: tf.Tensor) => {
      const most = Math.round(side / 8)
      const by = ops.sub(ops.floor(ops.mul(ops.reshape(draw, [-1, 1, 1]), 2 * most + 1)), most)
      const at = ops.range(0, side)
      const apart = ops.sub(ops.reshape(at, [1, 1, side]), ops.reshape(at, [1, side, 1]))
      return ops.cast(ops.equal(apart, by), 'float32')
    }
    const rows = ops.matMul(picks(height, down!), ops.reshape(x, [batch, height, width * channels]))
    const turned = ops.transpose(ops.reshape(rows, [batch, height, width, channels]), [0, 2, 1, 3])
    const columns = ops.matMul(picks(width, right!), ops.reshape(turned, [batch, width, height * channels]))
    return ops.transpose(ops.reshape(columns, [batch, width, height, channels]), [0, 2, 1, 3])
  },
  source: `/** Moves every picture by up to an eighth of its sides; zeros come in. */
function translate(x: tf.Tensor, draws: tf.Tensor[]): tf.Tensor {
  const [down, right] = draws as [tf.Tensor, tf.Tensor]
  const [batch, height, width, channels] = x.shape as [number, number, number, number]
  const picks = (side: number, draw: tf.Tensor) => {
    const most = Math.round(side / 8)
    const by = tf.sub(tf.floor(tf.mul(tf.reshape(draw, [-1, 1, 1]), 2 * most + 1)), most)
    const at = tf.range(0, side)
    const apart = tf.sub(tf.reshape(at, [1, 1, side]), tf.reshape(at, [1, side, 1]))
    return tf.cast(tf.equal(apart, by), 'float32')
  }
  const rows = tf.matMul(picks(height, down), tf.reshape(x, [batch, height, width * channels]))
  const turned = tf.transpose(tf.reshape(rows, [batch, height, width, channels]), [0, 2, 1, 3])
  const columns = tf.matMul(picks(width, right), tf.reshape(turned, [batch, width, height * channels]))
  return tf.transpose(tf.reshape(columns, [batch, width, height, channels]), [0, 2, 1, 3])
}`,
}

/** Sets a rectangle of half the sides to zero; its middle is anywhere in the picture. */
export const cutout: Change = {
  apply(ops, x, [down, right]) {
    const [, height = 1, width = 1] = x.shape
    const covered = (side: number, draw: tf.Tensor, shape: number[]) => {
      const length = Math.floor(side / 2)
      const middle = ops.floor(ops.mul(draw, side + 1 - (length % 2)))
      const past = ops.sub(
        ops.reshape(ops.range(0, side), [1, side]),
        ops.sub(middle, Math.floor(length / 2)),
      )
      const inside = ops.logicalAnd(ops.greaterEqual(past, 0), ops.less(past, length))
      return ops.reshape(ops.cast(inside, 'float32'), shape)
    }
    const [rows, columns] = [
      covered(height, down!, [-1, height, 1, 1]),
      covered(width, right!, [-1, 1, width, 1]),
    ]
    return ops.mul(x, ops.sub(1, ops.mul(rows, columns)))
  },
  source: `/** Sets a rectangle of half the sides of every picture to zero. */
function cutOut(x: tf.Tensor, draws: tf.Tensor[]): tf.Tensor {
  const [down, right] = draws as [tf.Tensor, tf.Tensor]
  const [, height, width] = x.shape as [number, number, number, number]
  const covered = (side: number, draw: tf.Tensor, shape: number[]) => {
    const length = Math.floor(side / 2)
    const middle = tf.floor(tf.mul(draw, side + 1 - (length % 2)))
    const past = tf.sub(tf.reshape(tf.range(0, side), [1, side]), tf.sub(middle, Math.floor(length / 2)))
    const inside = tf.logicalAnd(tf.greaterEqual(past, 0), tf.less(past, length))
    return tf.reshape(tf.cast(inside, 'float32'), shape)
  }
  const rows = covered(height, down, [-1, height, 1, 1])
  const columns = covered(width, right, [-1, 1, width, 1])
  return tf.mul(x, tf.sub(1, tf.mul(rows, columns)))
}`,
}

/** Reads every row of pictures elsewhere: out[x] = in[x·stretch + y·slant], counted from the middle, bilinear, edges repeated. */
function readRows(ops: Ops, x: tf.Tensor, stretch: tf.Tensor, slant: tf.Tensor): tf.Tensor {
  const [, height = 1, width = 1] = x.shape
  const most = (width - 1) / 2
  const fromMiddle = (side: number, shape: number[]) =>
    ops.reshape(ops.sub(ops.range(0, side), (side - 1) / 2), shape)
  const places = ops.add(
    ops.mul(fromMiddle(width, [1, 1, width, 1]), stretch),
    ops.mul(fromMiddle(height, [1, height, 1, 1]), slant),
  )
  const apart = ops.sub(ops.clipByValue(places, -most, most), fromMiddle(width, [1, 1, 1, width]))
  return ops.matMul(ops.relu(ops.sub(1, ops.abs(apart))), x)
}

/** Stretches by e^±by both ways, slants by ±by, turns by about ±by radians (two slants against each other). `draws`: four columns. */
export function warpPictures(ops: Ops, x: tf.Tensor, draws: tf.Tensor, by: number): tf.Tensor {
  const changes = ops.split(ops.mul(ops.sub(ops.reshape(draws, [-1, 4, 1, 1]), 0.5), 2 * by), 4, 1)
  const [wide, high, slant, turn] = changes as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor]
  const across = readRows(ops, x, ops.exp(wide), ops.add(slant, turn))
  const along = readRows(ops, ops.transpose(across, [0, 2, 1, 3]), ops.exp(high), ops.neg(turn))
  return ops.transpose(along, [0, 2, 1, 3])
}

export const warpSource = `/** Stretches, slants and turns every picture by up to so much, bilinearly; edges are repeated. */
function warpPictures(x: tf.Tensor, draws: tf.Tensor, by: number): tf.Tensor {
  const readRows = (x: tf.Tensor, stretch: tf.Tensor, slant: tf.Tensor) => {
    const [, height, width] = x.shape as [number, number, number, number]
    const most = (width - 1) / 2
    const fromMiddle = (side: number, shape: number[]) =>
      tf.reshape(tf.sub(tf.range(0, side), (side - 1) / 2), shape)
    const places = tf.add(
      tf.mul(fromMiddle(width, [1, 1, width, 1]), stretch),
      tf.mul(fromMiddle(height, [1, height, 1, 1]), slant),
    )
    const apart = tf.sub(tf.clipByValue(places, -most, most), fromMiddle(width, [1, 1, 1, width]))
    return tf.matMul(tf.relu(tf.sub(1, tf.abs(apart))), x)
  }
  const changes = tf.split(tf.mul(tf.sub(tf.reshape(draws, [-1, 4, 1, 1]), 0.5), 2 * by), 4, 1)
  const [wide, high, slant, turn] = changes as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor]
  const across = readRows(x, tf.exp(wide), tf.add(slant, turn))
  const along = readRows(tf.transpose(across, [0, 2, 1, 3]), tf.exp(high), tf.neg(turn))
  return tf.transpose(along, [0, 2, 1, 3])
}`
