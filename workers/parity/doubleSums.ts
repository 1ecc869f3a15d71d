// For the parity test: the gradients of convolutions on the cpu backend, summed in 64 bits as there, but in plain loops.
import type * as tf from '@tensorflow/tfjs-core'

type Core = Pick<typeof tf, 'registerKernel' | 'unregisterKernel' | 'getKernel' | 'backend_util' | 'tensor'>
type Info = ReturnType<typeof tf.backend_util.computeConv2DInfo>
type Sides = [number, number, number, number]

interface Settings {
  inputShape: Sides
  filterShape: Sides
  strides: number
  pad: 'valid' | 'same' | number
}

/** tfjs's own take half a minute for a round of a small game: they look up and check every index by itself. */
export function sumInDoubles(core: Core): void {
  put(core, 'Conv2DBackpropInput', (inputs, { inputShape, strides, pad }) => {
    const [dy, filter] = [inputs.dy!, inputs.filter!]
    const info = core.backend_util.computeConv2DInfo(inputShape, filter.shape as Sides, strides, 1, pad)
    return core.tensor(byInput(dy.dataSync(), filter.dataSync(), info), inputShape)
  })
  put(core, 'Conv2DBackpropFilter', (inputs, { filterShape, strides, pad }) => {
    const [x, dy] = [inputs.x!, inputs.dy!]
    const info = core.backend_util.computeConv2DInfo(x.shape as Sides, filterShape, strides, 1, pad)
    return core.tensor(byFilter(x.dataSync(), dy.dataSync(), info), filterShape)
  })
}

function put(
  core: Core,
  kernelName: string,
  compute: (inputs: Record<string, tf.Tensor>, settings: Settings) => tf.Tensor,
): void {
  if (core.getKernel(kernelName, 'cpu')) core.unregisterKernel(kernelName, 'cpu')
  core.registerKernel({
    kernelName,
    backendName: 'cpu',
    kernelFunc: ({ inputs, attrs }) =>
      compute(inputs as unknown as Record<string, tf.Tensor>, attrs as unknown as Settings),
  })
}

/** Calls `meet` with where a pixel of the output, a tap of the window and a pixel of the input start in their arrays. */
function eachMeeting(info: Info, meet: (output: number, tap: number, input: number) => void): void {
  const { batchSize, outHeight, outWidth, inHeight, inWidth, filterHeight, filterWidth } = info
  const { inChannels, outChannels, strideHeight, strideWidth, padInfo } = info
  for (let at = 0; at < batchSize * outHeight * outWidth; at++) {
    const top = (Math.floor(at / outWidth) % outHeight) * strideHeight - padInfo.top
    const left = (at % outWidth) * strideWidth - padInfo.left
    const sample = Math.floor(at / (outHeight * outWidth))
    for (let tap = 0; tap < filterHeight * filterWidth; tap++) {
      const y = top + Math.floor(tap / filterWidth)
      const x = left + (tap % filterWidth)
      if (y < 0 || x < 0 || y >= inHeight || x >= inWidth) continue
      const pixel = (sample * inHeight + y) * inWidth + x
      meet(at * outChannels, tap * inChannels * outChannels, pixel * inChannels)
    }
  }
}

type Numbers = ArrayLike<number>

function byInput(dy: Numbers, filter: Numbers, info: Info): Float32Array {
  const { inChannels, outChannels } = info
  const dx = new Float64Array(info.batchSize * info.inHeight * info.inWidth * inChannels)
  eachMeeting(info, (output, tap, input) => {
    for (let from = 0; from < inChannels; from++) {
      const row = tap + from * outChannels
      let sum = 0
      for (let to = 0; to < outChannels; to++) sum += dy[output + to]! * filter[row + to]!
      dx[input + from]! += sum
    }
  })
  return Float32Array.from(dx)
}

function byFilter(x: Numbers, dy: Numbers, info: Info): Float32Array {
  const { inChannels, outChannels } = info
  const dw = new Float64Array(info.filterHeight * info.filterWidth * inChannels * outChannels)
  eachMeeting(info, (output, tap, input) => {
    for (let from = 0; from < inChannels; from++) {
      const value = x[input + from]!
      const row = tap + from * outChannels
      for (let to = 0; to < outChannels; to++) dw[row + to]! += value * dy[output + to]!
    }
  })
  return Float32Array.from(dw)
}
