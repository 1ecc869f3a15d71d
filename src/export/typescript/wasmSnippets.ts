// The kernels of exported files for the wasm backend: one that it lacks, and two that it runs slowly.

export const wasmMatMul = `// The wasm backend multiplies slowly where a factor is to be transposed: transposing it first is many times as fast.
const stockMatMul = tf.getKernel('BatchMatMul', 'wasm')
if (stockMatMul) {
  tf.unregisterKernel('BatchMatMul', 'wasm')
  tf.registerKernel({
    ...stockMatMul,
    kernelFunc: (call) => {
      const { transposeA, transposeB } = (call.attrs ?? {}) as { transposeA?: boolean; transposeB?: boolean }
      if (!transposeA && !transposeB) return stockMatMul.kernelFunc(call)
      const { a, b } = call.inputs as { a: tf.Tensor; b: tf.Tensor }
      return tf.tidy(() => tf.matMul(transposeA ? swapLast(a) : a, transposeB ? swapLast(b) : b))
    },
  })
}

function swapLast(matrix: tf.Tensor): tf.Tensor {
  const axes = matrix.shape.map((_, axis) => axis)
  return tf.transpose(matrix, [...axes.slice(0, -2), axes.length - 1, axes.length - 2])
}`

export const wasmConvolutions = `// The wasm backend cannot differentiate a convolution by its filter, and by its input (which is also how a transposed
// convolution runs) only slowly. Both are put together here from convolutions, which it runs fast.
useKernel('Conv2DBackpropFilter', ({ x, dy }, { filterShape, strides, pad }) => {
  const info = tf.backend_util.computeConv2DInfo(x.shape, filterShape, strides, 1, pad)
  return tf.tidy(() => filterGradient(x, dy, info))
})
useKernel('Conv2DBackpropInput', ({ dy, filter }, { inputShape, strides, pad }) => {
  const info = tf.backend_util.computeConv2DInfo(inputShape, filter.shape, strides, 1, pad)
  return tf.tidy(() => inputGradient(dy, filter, info))
})

type Shape4D = [number, number, number, number]
type Convolution = ReturnType<typeof tf.backend_util.computeConv2DInfo>

type KernelInputs = Record<'x' | 'dy' | 'filter', tf.Tensor4D>

interface KernelSettings {
  filterShape: Shape4D
  inputShape: Shape4D
  strides: number
  pad: 'valid' | 'same' | number
}

function useKernel(
  kernelName: string,
  compute: (inputs: KernelInputs, settings: KernelSettings) => tf.Tensor,
): void {
  if (tf.getKernel(kernelName, 'wasm')) tf.unregisterKernel(kernelName, 'wasm')
  tf.registerKernel({
    kernelName,
    backendName: 'wasm',
    kernelFunc: (call) => compute(call.inputs as KernelInputs, call.attrs as unknown as KernelSettings),
  })
}

/** Channels take the place of the batch, the output's gradient that of the filter, the stride becomes a dilation. */
function filterGradient(x: tf.Tensor4D, dy: tf.Tensor4D, info: Convolution): tf.Tensor {
  const { top, bottom, left, right } = info.padInfo
  const padded = padSides(tf.transpose(x, [3, 1, 2, 0]), [top, bottom], [left, right])
  const window = tf.transpose(dy, [1, 2, 0, 3])
  const full = tf.conv2d(padded, window, 1, 'valid', 'NHWC', [info.strideHeight, info.strideWidth])
  const size = [info.inChannels, info.filterHeight, info.filterWidth, info.outChannels]
  return tf.transpose(tf.slice(full, [0, 0, 0, 0], size), [1, 2, 0, 3])
}

/** A stride of s splits the picture into s × s interleaved ones, each an ordinary convolution with every s-th tap. */
function inputGradient(dy: tf.Tensor4D, filter: tf.Tensor4D, info: Convolution): tf.Tensor {
  const { inHeight, inWidth, inChannels, batchSize, strideHeight: stride, padInfo } = info
  const taps = tf.transpose(filter, [0, 1, 3, 2])
  const [rows, columns] = [Math.ceil(inHeight / stride), Math.ceil(inWidth / stride)]
  const phases: tf.Tensor4D[] = []
  for (let y = 0; y < stride; y++) {
    for (let x = 0; x < stride; x++) {
      const [top, left] = [(y + padInfo.top) % stride, (x + padInfo.left) % stride]
      if (top >= info.filterHeight || left >= info.filterWidth) {
        phases.push(tf.zeros([batchSize, rows, columns, inChannels]))
        continue
      }
      const every = tf.stridedSlice(taps, [top, left, 0, 0], taps.shape, [stride, stride, 1, 1])
      const window = tf.reverse(every, [0, 1]) as tf.Tensor4D
      const above = window.shape[0] - 1 - (y + padInfo.top - top) / stride
      const before = window.shape[1] - 1 - (x + padInfo.left - left) / stride
      const below = rows - dy.shape[1] - above + window.shape[0] - 1
      const after = columns - dy.shape[2] - before + window.shape[1] - 1
      phases.push(tf.conv2d(padSides(dy, [above, below], [before, after]), window, 1, 'valid'))
    }
  }
  if (stride === 1) return phases[0]
  // Woven together by two transpositions: first the columns of each row of phases, then the rows.
  const pixels = tf.reshape(tf.concat(phases, 0), [stride, stride, batchSize * rows * columns, inChannels])
  const across = tf.reshape(tf.transpose(pixels, [0, 2, 1, 3]), [stride, batchSize * rows, -1])
  const whole = [batchSize, rows * stride, columns * stride, inChannels]
  const woven = tf.reshape(tf.transpose(across, [1, 0, 2]), whole)
  return tf.slice(woven, [0, 0, 0, 0], [batchSize, inHeight, inWidth, inChannels])
}

/** Pads rows and columns with zeros; a negative margin cuts them off. */
function padSides(x: tf.Tensor4D, rows: [number, number], columns: [number, number]): tf.Tensor4D {
  const [cutTop, cutBottom, cutLeft, cutRight] = [...rows, ...columns].map((side) => Math.max(0, -side))
  const [batch, height, width, channels] = x.shape
  const size: Shape4D = [batch, height - cutTop - cutBottom, width - cutLeft - cutRight, channels]
  const kept = tf.slice(x, [0, cutTop, cutLeft, 0], size)
  const [top, bottom, left, right] = [...rows, ...columns].map((side) => Math.max(0, side))
  const sides: [number, number][] = [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ]
  return tf.pad(kept, sides) as tf.Tensor4D
}`
