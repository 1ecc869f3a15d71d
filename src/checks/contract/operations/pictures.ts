// Margins, pooling, resizing, shuffling and depthwise convolutions, as the contract differentiates them.
import * as tf from '@tensorflow/tfjs-core'
import { batch } from '../gradientCheck'
import type { Operation } from '../operationCheck'

/** A picture whose pixels a weight scales, bent before and after, so that both orders pass through the operation. */
function pictures(shape: number[], run: (x: tf.Tensor4D) => tf.Tensor): Operation {
  return {
    shape,
    weight: shape,
    compute: (x, w) => tf.tanh(tf.mul(run(tf.add<tf.Tensor4D>(x, tf.mul(tf.square(x), w))), 0.3)),
  }
}

/** Pictures whose order of sizes the differences do not change. */
function peaks(run: (x: tf.Tensor4D) => tf.Tensor): Operation {
  return {
    shape: [5, 6, 2],
    weight: [1],
    kinks: { equal: 'numbers' },
    compute: (x, w) => tf.tanh(run(tf.mul<tf.Tensor4D>(x, tf.mul(tf.add(tf.square(w), 0.5), 0.1)))),
  }
}

const pool = (pad: 'same' | 'valid' | number, window: number, stride: number) => ({ pad, window, stride })
const pools = [
  pool('valid', 2, 2),
  pool('valid', 3, 2),
  pool('valid', 2, 1),
  pool('same', 2, 2),
  pool('same', 3, 2),
  pool('same', 3, 1),
  pool('same', 2, 3),
  pool(1, 3, 2),
]
const depthwise = (
  name: string,
  kernel: number,
  multiplier: number,
  stride: number,
  pad: 'same' | 'valid' | number,
) =>
  [
    `depthwise ${name}`,
    {
      shape: [5, 6, 2],
      weight: [kernel, kernel, 2, multiplier],
      compute: (x: tf.Tensor, w: tf.Tensor) =>
        tf.tanh(tf.mul(tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, stride, pad), 0.3)),
    },
  ] as const

export const pictureOperations: Record<string, Operation> = {
  'reflected margins': pictures([4, 3, 2], (x) => tf.mirrorPad(x, [[0, 0], [3, 1], [0, 2], [0, 0]], 'reflect')), // prettier-ignore
  'mirrored margins': pictures([4, 3, 2], (x) => tf.mirrorPad(x, [[0, 0], [4, 0], [2, 3], [0, 1]], 'symmetric')), // prettier-ignore
  nearest: pictures([2, 3, 2], (x) => tf.image.resizeNearestNeighbor(x, [4, 9])),
  'nearest, same size': pictures([2, 3, 2], (x) => tf.image.resizeNearestNeighbor(x, [2, 3])),
  'bilinear, centres': pictures([3, 4, 2], (x) => tf.image.resizeBilinear(x, [6, 12], false, true)),
  'bilinear, edges': pictures([3, 4, 2], (x) => tf.image.resizeBilinear(x, [5, 8])),
  'bilinear, corners': pictures([3, 4, 2], (x) => tf.image.resizeBilinear(x, [5, 9], true)),
  'bilinear, smaller': pictures([6, 8, 1], (x) => tf.image.resizeBilinear(x, [3, 3], false, true)),
  'depth to space': pictures([2, 3, 8], (x) => tf.depthToSpace(x, 2)),
  ...Object.fromEntries(
    pools.flatMap(({ pad, window, stride }) => [
      [
        `average pool ${window} s${stride} ${pad}`,
        pictures([5, 6, 2], (x) => tf.avgPool(x, window, stride, pad)),
      ],
      [`maximum pool ${window} s${stride} ${pad}`, peaks((x) => tf.maxPool(x, window, stride, pad))],
    ]),
  ),
  'average pool, tiled': pictures([4, 6, 2], (x) => tf.avgPool(x, 2, 2, 'valid')),
  ...Object.fromEntries([
    depthwise('3 s1 same', 3, 1, 1, 'same'),
    depthwise('3 s2 same', 3, 1, 2, 'same'),
    depthwise('4 s2 valid, twice', 4, 2, 2, 'valid'),
    depthwise('2 s5 same', 2, 1, 5, 'same'),
    depthwise('2 s3 valid', 2, 1, 3, 'valid'),
    depthwise('3 s2 one pixel, three times', 3, 3, 2, 1),
    depthwise('1 s2 two pixels', 1, 1, 2, 2),
  ]),
  'depthwise filter gradient': {
    shape: [5, 6, 2],
    weight: [batch, 3, 3, 4],
    compute: (x, dy) =>
      tf
        .engine()
        .runKernel(
          'DepthwiseConv2dNativeBackpropFilter',
          { x, dy },
          { strides: [2, 2], pad: 'same', dilations: [1, 1], filterShape: [3, 3, 2, 2] },
        ),
  },
}
