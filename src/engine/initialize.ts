// Fresh weights: a function of the seed and the weight's path alone, so that a new layer changes no other layer's start.
import { elementCount } from '../lib/format'
import type { Tensor } from '@tensorflow/tfjs-core'
import type { ProgramWeight } from '../compiler/program/program'
import type { Ops } from '../kinds/types'
import { randomStream } from '../lib/random'

type Start = Pick<ProgramWeight, 'shape' | 'init'>

/** Steps count from 0; draws that belong to no step use negative ones. */
const initialStep = -1

/** The starting values of one weight, in row-major order. */
export function initialValues(seed: number, path: string, weight: Start): Float32Array {
  const { init, shape } = weight
  const values = new Float32Array(elementCount(shape))
  if (init.kind === 'ones') values.fill(1)
  const stream = randomStream(seed, initialStep, path)
  if ('sigma' in init) {
    const mean = init.mean ?? 0
    for (let i = 0; i < values.length; i++) values[i] = mean + init.sigma * stream.normal(i)
  } else if ('fanIn' in init) {
    const bound = 1 / Math.sqrt(init.fanIn)
    for (let i = 0; i < values.length; i++) values[i] = bound * (2 * stream.uniform(i) - 1)
  }
  return values
}

/** A fresh weight on the device. */
export function initialTensor(ops: Ops, seed: number, path: string, weight: Start): Tensor {
  return ops.tensor(initialValues(seed, path, weight), [...weight.shape], 'float32')
}
