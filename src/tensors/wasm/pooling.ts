// The gradient of maximum pooling on wasm: the stock kernel (4.22) is off by 6 to 27 % of the gradient, without an error.
import type * as tf from '@tensorflow/tfjs-core'
import { infoOf, largestTaps, settingsOf } from '../gradients/pooling'
import { spreadOut } from './depthwise'
import { replaceKernel } from './composed'

type Core = typeof tf

/** Registers the kernel; the wasm backend's module must be loaded before. */
export function installWasmPooling(core: Core): void {
  replaceKernel(core, 'MaxPoolGrad', ({ inputs, attrs }) => {
    const [dy, input, output] = [inputs.dy, inputs.input, inputs.output] as tf.Tensor4D[]
    const info = infoOf(core, input!.shape, settingsOf(attrs!))
    return core.tidy(() => {
      const { top, left } = info.padInfo
      const taps = largestTaps(core, { input: input!, output: output!, info }).map(
        ({ row, column, mask }) => {
          const part = spreadOut(core, core.mul(dy!, mask), info)
          return placed(core, part, [row - top, column - left], info)
        },
      )
      return core.addN(taps)
    })
  })
}

/** The part at that place of a picture of the input's size; what lies outside falls away. */
function placed(
  core: Core,
  part: tf.Tensor4D,
  [down, across]: [number, number],
  { inHeight, inWidth, batchSize, inChannels }: tf.backend_util.Conv2DInfo,
): tf.Tensor {
  const fit = (at: number, length: number, side: number) => {
    const from = Math.max(-at, 0)
    const count = Math.max(Math.min(length, side - at) - from, 0)
    const before = Math.max(at, 0)
    return { from, count, margins: [before, side - before - count] as [number, number] }
  }
  const [rows, columns] = [fit(down, part.shape[1], inHeight), fit(across, part.shape[2], inWidth)]
  if (rows.count * columns.count === 0) return core.zeros([batchSize, inHeight, inWidth, inChannels])
  const size = [batchSize, rows.count, columns.count, inChannels]
  const inside = core.slice(part, [0, rows.from, columns.from, 0], size)
  return core.pad(inside, [[0, 0], rows.margins, columns.margins, [0, 0]])
}
