// The vocabulary: one line a kind.
import { add } from './layers/add'
import { average } from './layers/average'
import { averagePool2d } from './layers/average_pool2d'
import { bagOfWords } from './layers/bag_of_words'
import { batchNorm } from './layers/batch_norm'
import { block } from './layers/block'
import { concat } from './layers/concat'
import { conv2d } from './layers/conv2d'
import { conv2dTranspose } from './layers/conv2d_transpose'
import { crop2d } from './layers/crop2d'
import { dense } from './layers/dense'
import { depthwiseConv2d } from './layers/depthwise_conv2d'
import { dropout } from './layers/dropout'
import { elu } from './layers/elu'
import { embedding } from './layers/embedding'
import { flatten } from './layers/flatten'
import { gaussianNoise } from './layers/gaussian_noise'
import { gelu } from './layers/gelu'
import { globalAveragePool } from './layers/global_average_pool'
import { groupNorm } from './layers/group_norm'
import { gru } from './layers/gru'
import { instanceNorm } from './layers/instance_norm'
import { layerNorm } from './layers/layer_norm'
import { leakyRelu } from './layers/leaky_relu'
import { lstm } from './layers/lstm'
import { maxPool2d } from './layers/max_pool2d'
import { minibatchStddev } from './layers/minibatch_stddev'
import { multiply } from './layers/multiply'
import { pixelNorm } from './layers/pixel_norm'
import { pixelShuffle } from './layers/pixel_shuffle'
import { prelu } from './layers/prelu'
import { reflectPad2d } from './layers/reflect_pad2d'
import { relu } from './layers/relu'
import { reshape } from './layers/reshape'
import { selfAttention } from './layers/self_attention'
import { selu } from './layers/selu'
import { separableConv2d } from './layers/separable_conv2d'
import { sigmoid } from './layers/sigmoid'
import { softmax } from './layers/softmax'
import { softplus } from './layers/softplus'
import { subtract } from './layers/subtract'
import { swish } from './layers/swish'
import { tanh } from './layers/tanh'
import { tile } from './layers/tile'
import { upsampling2d } from './layers/upsampling2d'
import { zeroPad2d } from './layers/zero_pad2d'
import { adam } from './optimizers/adam'
import { rmsProp } from './optimizers/rms_prop'
import { sgd } from './optimizers/sgd'
import type { Kind, OptimizerKind } from './types'
import { augment } from './values/augment'
import { call } from './values/call'
import { categorical } from './values/categorical'
import { concat as concatValues } from './values/concat'
import { constant } from './values/constant'
import { crossEntropy } from './values/cross_entropy'
import { dataset } from './values/dataset'
import { detach } from './values/detach'
import { downsample } from './values/downsample'
import { featureMatching } from './values/feature_matching'
import { gaussianNll } from './values/gaussian_nll'
import { gradient } from './values/gradient'
import { hinge } from './values/hinge'
import { historyPool } from './values/history_pool'
import { klNormal } from './values/kl_normal'
import { l1 } from './values/l1'
import { l2 } from './values/l2'
import { leastSquares } from './values/least_squares'
import { mean } from './values/mean'
import { mix } from './values/mix'
import { normDistance } from './values/norm_distance'
import { normal } from './values/normal'
import { perturb } from './values/perturb'
import { reparameterize } from './values/reparameterize'
import { shift } from './values/shift'
import { softmaxCrossEntropy } from './values/softmax_cross_entropy'
import { square } from './values/square'
import { sum } from './values/sum'
import { totalVariation } from './values/total_variation'
import { uniform } from './values/uniform'
import { uniformCode } from './values/uniform_code'
import { warp } from './values/warp'
import { weightedSum } from './values/weighted_sum'

export const layers: Record<string, Kind> = {
  dense,
  conv2d,
  conv2d_transpose: conv2dTranspose,
  upsampling2d,
  pixel_shuffle: pixelShuffle,
  reflect_pad2d: reflectPad2d,
  tile,
  max_pool2d: maxPool2d,
  average_pool2d: averagePool2d,
  global_average_pool: globalAveragePool,
  zero_pad2d: zeroPad2d,
  crop2d,
  depthwise_conv2d: depthwiseConv2d,
  separable_conv2d: separableConv2d,
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
  elu,
  selu,
  gelu,
  swish,
  softplus,
  softmax,
  pixel_norm: pixelNorm,
  gaussian_noise: gaussianNoise,
  minibatch_stddev: minibatchStddev,
  self_attention: selfAttention,
  gru,
  lstm,
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
  augment,
  warp,
  concat: concatValues,
  constant,
  history_pool: historyPool,
  kl_normal: klNormal,
  perturb,
  reparameterize,
  sum,
  total_variation: totalVariation,
  weighted_sum: weightedSum,
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

/** What a game's first player moves with. */
export function usualOptimizer(): { kind: string; params: Record<string, unknown> } {
  const [kind, optimizer] = Object.entries(optimizers).find(([, { usual }]) => usual) ?? []
  if (kind === undefined || optimizer === undefined) throw new Error('no optimizer is the usual one')
  return { kind, params: defaultParams(optimizer) }
}
