// The vocabulary: one line a kind.
import { add } from './layers/add'
import { batchNorm } from './layers/batch_norm'
import { concat } from './layers/concat'
import { conv2d } from './layers/conv2d'
import { conv2dTranspose } from './layers/conv2d_transpose'
import { dense } from './layers/dense'
import { dropout } from './layers/dropout'
import { flatten } from './layers/flatten'
import { leakyRelu } from './layers/leaky_relu'
import { relu } from './layers/relu'
import { reshape } from './layers/reshape'
import { sigmoid } from './layers/sigmoid'
import { tanh } from './layers/tanh'
import { adam } from './optimizers/adam'
import { rmsProp } from './optimizers/rms_prop'
import { sgd } from './optimizers/sgd'
import type { Kind, OptimizerKind } from './types'
import { call } from './values/call'
import { crossEntropy } from './values/cross_entropy'
import { dataset } from './values/dataset'
import { detach } from './values/detach'
import { hinge } from './values/hinge'
import { leastSquares } from './values/least_squares'
import { mean } from './values/mean'
import { normal } from './values/normal'
import { uniform } from './values/uniform'

export const layers: Record<string, Kind> = {
  dense,
  conv2d,
  conv2d_transpose: conv2dTranspose,
  batch_norm: batchNorm,
  relu,
  leaky_relu: leakyRelu,
  tanh,
  sigmoid,
  flatten,
  reshape,
  dropout,
  concat,
  add,
}

export const values: Record<string, Kind> = {
  dataset,
  normal,
  uniform,
  call,
  cross_entropy: crossEntropy,
  least_squares: leastSquares,
  hinge,
  mean,
  detach,
}

export const optimizers: Record<string, OptimizerKind> = { adam, rms_prop: rmsProp, sgd }

/** The kind of that id, or nothing: documents may name kinds that this version does not have. */
export function kindOf(role: 'layer' | 'value', id: string): Kind | undefined {
  const kinds = role === 'layer' ? layers : values
  return Object.hasOwn(kinds, id) ? kinds[id] : undefined
}

/** A kind's parameters when it is new, all written out. */
export function defaultParams(kind: Kind | OptimizerKind): Record<string, unknown> {
  return kind.params.parse({})
}
