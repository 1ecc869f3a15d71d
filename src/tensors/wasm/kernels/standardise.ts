// Layer, group and instance norm before their scale, forward and backward: the passes of batch norm, sample by sample.
import type * as tf from '@tensorflow/tfjs-core'
import { sidesOf } from '../../standardise'
import { numbersOf } from './batchNorm'
import { addressOf, functionsOf, type WasmBackend } from './module'

/** y, and 1 / √(variance + epsilon) of each group, as [batch, groups]. */
export function standardise(
  backend: WasmBackend,
  x: tf.TensorInfo,
  { groups, epsilon }: { groups: number; epsilon: number },
): [tf.TensorInfo, tf.TensorInfo] {
  const { batch, places, channels } = sidesOf(x)
  const functions = functionsOf(backend)
  const y = backend.makeOutput(x.shape, 'float32')
  const inverse = backend.makeOutput([batch, groups], 'float32')
  const known = [0, 1, 2, 3].map(() => backend.makeOutput([channels], 'float32'))
  const [means, squares, factors, shifts] = known.map((tensor) => numbersOf(backend, tensor))
  const inverses = numbersOf(backend, inverse)
  const [mean, square, factor, shift] = known.map((tensor) => addressOf(backend, tensor))
  const [from, to] = [addressOf(backend, x), addressOf(backend, y)]
  const average = averager(channels, groups, places)
  shifts!.fill(0)
  for (let sample = 0; sample < batch; sample++) {
    const skipped = 4 * sample * places * channels
    functions.sumChannels!(from + skipped, mean!, places, channels)
    average(means!)
    functions.sumSquares!(from + skipped, mean!, square!, places, channels)
    average(squares!)
    for (let c = 0; c < channels; c++) factors![c] = 1 / Math.sqrt(squares![c]! + epsilon)
    for (let g = 0; g < groups; g++) inverses[sample * groups + g] = factors![(g * channels) / groups]!
    functions.scaleChannels!(from + skipped, mean!, factor!, shift!, to + skipped, places, channels)
  }
  for (const { dataId } of known) backend.disposeData(dataId)
  return [y, inverse]
}

/** The gradient by x: 1 / σ · (dy − mean(dy) − y · mean(dy · y)). */
export function standardiseGradient(
  backend: WasmBackend,
  { dy, y, inverse }: Record<'dy' | 'y' | 'inverse', tf.TensorInfo>,
  { groups }: { groups: number },
): tf.TensorInfo {
  const { batch, places, channels } = sidesOf(y)
  const functions = functionsOf(backend)
  const dx = backend.makeOutput(y.shape, 'float32')
  const known = [0, 1, 2, 3].map(() => backend.makeOutput([channels], 'float32'))
  const [levels, alongs, factors, centres] = known.map((tensor) => numbersOf(backend, tensor))
  const inverses = numbersOf(backend, inverse)
  const [level, along, factor, centre] = known.map((tensor) => addressOf(backend, tensor))
  const [fromDy, fromY, to] = [dy, y, dx].map((tensor) => addressOf(backend, tensor))
  const average = averager(channels, groups, places)
  centres!.fill(0)
  for (let sample = 0; sample < batch; sample++) {
    const skipped = 4 * sample * places * channels
    const [atDy, atY] = [fromDy! + skipped, fromY! + skipped]
    functions.sumProducts!(atDy, atY, centre!, level!, along!, places, channels)
    average(levels!)
    average(alongs!)
    for (let c = 0; c < channels; c++) {
      const gain = inverses[sample * groups + Math.floor((c * groups) / channels)]!
      factors![c] = gain
      alongs![c] = -gain * alongs![c]!
      levels![c] = -gain * levels![c]!
    }
    functions.mixChannels!(atDy, atY, centre!, factor!, along!, level!, to! + skipped, places, channels)
  }
  for (const { dataId } of known) backend.disposeData(dataId)
  return dx
}

/** Makes of the sums of channels, in place, the mean of the group that each is in. */
function averager(channels: number, groups: number, places: number): (sums: Float32Array) => void {
  const members = channels / groups
  return (sums) => {
    for (let first = 0; first < channels; first += members) {
      let sum = 0
      for (let c = first; c < first + members; c++) sum += sums[c]!
      sums.fill(sum / (members * places), first, first + members)
    }
  }
}
