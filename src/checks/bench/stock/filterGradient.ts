// What stock wasm lacks to train a convolution, composed of what it has, in the shortest way that runs fast.
import type * as tf from '@tensorflow/tfjs'

/** Registers the filter gradient of conv2d for the wasm backend. */
export function addFilterGradient(core: typeof tf): void {
  core.registerKernel({
    kernelName: 'Conv2DBackpropFilter',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const { strides, pad, dimRoundingMode, filterShape } = attrs as unknown as tf.Conv2DBackpropFilterAttrs
      const [x, dy] = [inputs['x'] as tf.Tensor4D, inputs['dy'] as tf.Tensor4D]
      const info = core.backend_util.computeConv2DInfo(x.shape, filterShape, strides, 1, pad, dimRoundingMode)
      return core.tidy(() => filterGradient(core, x, dy, info))
    },
  })
}

/** One convolution of x with dy as its window: channels for pictures, pictures for channels, the stride as dilation. */
function filterGradient(
  core: typeof tf,
  x: tf.Tensor4D,
  dy: tf.Tensor4D,
  { strideHeight, strideWidth, padInfo, filterHeight, filterWidth }: tf.backend_util.Conv2DInfo,
): tf.Tensor4D {
  const { top, bottom, left, right } = padInfo
  const margins: [number, number][] = [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ]
  const turned = core.transpose(core.pad(x, margins), [3, 1, 2, 0])
  const window = core.transpose(dy, [1, 2, 0, 3])
  const out = core.conv2d(turned, window, 1, 'valid', 'NHWC', [strideHeight, strideWidth])
  const exact = core.slice(out, [0, 0, 0, 0], [-1, filterHeight, filterWidth, -1])
  return core.transpose(exact, [1, 2, 0, 3])
}
