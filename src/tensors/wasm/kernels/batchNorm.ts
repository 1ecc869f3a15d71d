// Batch normalisation with the batch's own statistics, forward and backward: three passes over x, and two over x and dy.
import { elementCount } from '../../../lib/format'
import type * as tf from '@tensorflow/tfjs-core'
import { addressOf, functionsOf, type WasmBackend } from './module'

interface Channels {
  rows: number
  columns: number
}

const channelsOf = ({ shape }: tf.TensorInfo): Channels => {
  const columns = shape.at(-1)!
  return { rows: elementCount(shape.slice(0, -1)), columns }
}

/** y, mean, variance (biased) and 1 / √(variance + epsilon), the latter three by channel. */
export function normalise(
  backend: WasmBackend,
  { x, scale, offset, epsilon }: Record<'x' | 'scale' | 'offset', tf.TensorInfo> & { epsilon: number },
): [tf.TensorInfo, tf.TensorInfo, tf.TensorInfo, tf.TensorInfo] {
  const { rows, columns } = channelsOf(x)
  const functions = functionsOf(backend)
  const y = backend.makeOutput(x.shape, 'float32')
  const make = () => backend.makeOutput([columns], 'float32')
  const [mean, variance, inverse, factor] = [make(), make(), make(), make()] as const
  const at = (tensor: tf.TensorInfo) => addressOf(backend, tensor)
  functions.sumChannels!(at(x), at(mean), rows, columns)
  const means = numbersOf(backend, mean)
  for (let c = 0; c < columns; c++) means[c] = means[c]! / rows
  functions.sumSquares!(at(x), at(mean), at(variance), rows, columns)
  const [variances, inverses] = [numbersOf(backend, variance), numbersOf(backend, inverse)]
  const [factors, scales] = [numbersOf(backend, factor), numbersOf(backend, scale)]
  for (let c = 0; c < columns; c++) {
    variances[c] = variances[c]! / rows
    inverses[c] = 1 / Math.sqrt(variances[c]! + epsilon)
    factors[c] = scales[c]! * inverses[c]!
  }
  functions.scaleChannels!(at(x), at(mean), at(factor), at(offset), at(y), rows, columns)
  backend.disposeData(factor.dataId)
  return [y, mean, variance, inverse]
}

/** The gradients by x, scale and offset. */
export function normaliseGradient(
  backend: WasmBackend,
  call: Record<'dy' | 'x' | 'scale' | 'centre' | 'inverse', tf.TensorInfo>,
): [tf.TensorInfo, tf.TensorInfo, tf.TensorInfo] {
  const { dy, x, scale, centre, inverse } = call
  const { rows, columns } = channelsOf(x)
  const functions = functionsOf(backend)
  const dx = backend.makeOutput(x.shape, 'float32')
  const make = () => backend.makeOutput([columns], 'float32')
  const [dScale, dOffset, factor, along, level] = [make(), make(), make(), make(), make()] as const
  const at = (tensor: tf.TensorInfo) => addressOf(backend, tensor)
  functions.sumProducts!(at(dy), at(x), at(centre), at(dOffset), at(dScale), rows, columns)
  const [products, sums] = [numbersOf(backend, dScale), numbersOf(backend, dOffset)]
  const [scales, inverses] = [numbersOf(backend, scale), numbersOf(backend, inverse)]
  const [factors, alongs, levels] = [factor, along, level].map((part) => numbersOf(backend, part))
  for (let c = 0; c < columns; c++) {
    // dx = factor · (dy − mean(dy) − centred · mean(dy · centred) / variance)
    const slope = scales[c]! * inverses[c]!
    factors![c] = slope
    alongs![c] = (-slope * inverses[c]! ** 2 * products[c]!) / rows
    levels![c] = (-slope * sums[c]!) / rows
    products[c] = products[c]! * inverses[c]!
  }
  const known = [centre, factor, along, level].map(at)
  functions.mixChannels!(at(dy), at(x), ...known, at(dx), rows, columns)
  for (const { dataId } of [factor, along, level]) backend.disposeData(dataId)
  return [dx, dScale, dOffset]
}

/** A view on a tensor's numbers, good until memory grows: take it after everything is allocated. */
export function numbersOf(backend: WasmBackend, tensor: tf.TensorInfo): Float32Array {
  const start = addressOf(backend, tensor) / 4
  return backend.wasm.HEAPF32.subarray(start, start + elementCount(tensor.shape))
}
