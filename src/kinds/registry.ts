// The vocabulary: one line a kind.
import { add } from './layers/add'
import { average } from './layers/average'
import { bagOfWords } from './layers/bag_of_words'
import { batchNorm } from './layers/batch_norm'
import { block } from './layers/block'
import { concat } from './layers/concat'
import { conv2d } from './layers/conv2d'
import { conv2dTranspose } from './layers/conv2d_transpose'
import { dense } from './layers/dense'
import { dropout } from './layers/dropout'
import { embedding } from './layers/embedding'
import { flatten } from './layers/flatten'
import { groupNorm } from './layers/group_norm'
import { instanceNorm } from './layers/instance_norm'
import { layerNorm } from './layers/layer_norm'
import { leakyRelu } from './layers/leaky_relu'
import { multiply } from './layers/multiply'
import { prelu } from './layers/prelu'
import { relu } from './layers/relu'
import { reshape } from './layers/reshape'
import { sigmoid } from './layers/sigmoid'
import { subtract } from './layers/subtract'
import { tanh } from './layers/tanh'
import { adam } from './optimizers/adam'
import { rmsProp } from './optimizers/rms_prop'
import { sgd } from './optimizers/sgd'
import type { Kind, OptimizerKind } from './types'
import { call } from './values/call'
import { categorical } from './values/categorical'
import { crossEntropy } from './values/cross_entropy'
import { dataset } from './values/dataset'
import { detach } from './values/detach'
import { downsample } from './values/downsample'
import { featureMatching } from './values/feature_matching'
import { gaussianNll } from './values/gaussian_nll'
import { gradient } from './values/gradient'
import { hinge } from './values/hinge'
import { l1 } from './values/l1'
import { l2 } from './values/l2'
import { leastSquares } from './values/least_squares'
import { mean } from './values/mean'
import { mix } from './values/mix'
import { normDistance } from './values/norm_distance'
import { normal } from './values/normal'
import { shift } from './values/shift'
import { softmaxCrossEntropy } from './values/softmax_cross_entropy'
import { square } from './values/square'
import { uniform } from './values/uniform'
import { uniformCode } from './values/uniform_code'

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
  block,
  instance_norm: instanceNorm,
  prelu,
  embedding,
  bag_of_words: bagOfWords,
  average,
  subtract,
  multiply,
  layer_norm: layerNorm,
  group_norm: groupNorm,
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
  gradient,
  categorical,
  downsample,
  feature_matching: featureMatching,
  gaussian_nll: gaussianNll,
  l1,
  l2,
  mix,
  norm_distance: normDistance,
  shift,
  softmax_cross_entropy: softmaxCrossEntropy,
  square,
  uniform_code: uniformCode,
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
