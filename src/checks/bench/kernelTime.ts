// Times one product on the current backend of a tfjs, ours or stock: a convolution's three passes, or a product of matrices.
import type * as tf from '@tensorflow/tfjs-core'
import type { ConvolutionSize, Pass } from './flops'

export interface KernelOrder {
  pass: Pass | 'matmul'
  size: ConvolutionSize
  /** Goes on until this has passed. */
  milliseconds: number
}

type Core = Pick<typeof tf, 'engine' | 'tensor' | 'slice' | 'dispose' | 'matMul' | 'randomUniform'>

/** Milliseconds of one call, averaged over as many as fit after one to warm up. */
export async function timeKernel(core: Core, { pass, size, milliseconds }: KernelOrder): Promise<number> {
  const { inputs, run } = prepare(core, pass, size)
  await finish(core, run())
  let calls = 0
  const began = performance.now()
  // Results of a block of calls wait for the last of them: reading back is slow on a GPU.
  for (let block = 1; performance.now() - began < milliseconds; block = Math.min(2 * block, 16)) {
    const made = Array.from({ length: block }, run)
    calls += block
    await finish(core, made.pop()!)
    core.dispose(made)
  }
  const spent = performance.now() - began
  core.dispose(inputs)
  return spent / calls
}

function prepare(core: Core, pass: KernelOrder['pass'], size: ConvolutionSize) {
  const { batch, height, width, channels, outHeight, outWidth, filters, kernel, stride } = size
  const random = (...shape: number[]) => core.randomUniform(shape, -1, 1)
  const attrs = { strides: stride, pad: paddingOf(size), dataFormat: 'NHWC', dilations: 1 }
  const call = (name: string, inputs: Record<string, tf.Tensor>, more: Record<string, unknown> = {}) => ({
    inputs: Object.values(inputs),
    run: () => core.engine().runKernel<tf.Tensor>(name, inputs, { ...attrs, ...more }),
  })
  const x = () => random(batch, height, width, channels)
  const dy = () => random(batch, outHeight, outWidth, filters)
  const filter = () => random(kernel, kernel, channels, filters)
  if (pass === 'forward') return call('Conv2D', { x: x(), filter: filter() })
  if (pass === 'input') {
    const inputShape = [batch, height, width, channels]
    return call('Conv2DBackpropInput', { dy: dy(), filter: filter() }, { inputShape })
  }
  if (pass === 'filter') {
    const filterShape = [kernel, kernel, channels, filters]
    return call('Conv2DBackpropFilter', { x: x(), dy: dy() }, { filterShape })
  }
  const [a, b] = [
    random(batch * outHeight * outWidth, kernel * kernel * channels),
    random(kernel * kernel * channels, filters),
  ]
  return { inputs: [a, b], run: () => core.matMul<tf.Tensor>(a, b) }
}

/** `same` where the sizes say so, otherwise none: the games have no others but one with a margin of one pixel. */
function paddingOf({ height, outHeight, kernel, stride }: ConvolutionSize): 'same' | 'valid' | number {
  if (outHeight === Math.ceil(height / stride)) return 'same'
  if (outHeight === Math.floor((height - kernel) / stride) + 1) return 'valid'
  return Math.ceil(((outHeight - 1) * stride + kernel - height) / 2)
}

/** Only a number that arrives proves the work done. */
async function finish(core: Core, tensor: tf.Tensor): Promise<void> {
  const corner = core.slice(
    tensor,
    tensor.shape.map(() => 0),
    tensor.shape.map(() => 1),
  )
  await corner.data()
  core.dispose([tensor, corner])
}
