// Pieces of the networks that measure: with gradients of their own, because only the game's kinds are in the engine's table.
import type { GradSaveFunc, Rank, Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core'
import type { Ops } from '../../kinds/types'

/** The largest of each 2×2; an odd last row or column is dropped. Where several are largest, each gets the gradient. */
export function maxPool(ops: Ops, x: Tensor4D): Tensor4D {
  const [batch, fullHeight, fullWidth, channels] = x.shape
  const [height, width] = [Math.floor(fullHeight / 2), Math.floor(fullWidth / 2)]
  const pooled = ops.customGrad((input, save) => {
    const from = input as Tensor4D
    const y = ops.maxPool(from, 2, 2, 'valid')
    ;(save as GradSaveFunc)([from, y])
    const gradFunc = (dy: Tensor, saved: Tensor[]) => {
      const [before, after] = saved as [Tensor4D, Tensor4D]
      // Joining along the last axis copies whole rows; `tile` of six axes takes 30 times as long on wasm.
      const spread = (map: Tensor) => {
        const wide = ops.reshape(ops.concat([map, map], 3), [batch, height, 2 * width * channels])
        return ops.reshape<Rank.R4>(ops.concat([wide, wide], 2), [batch, 2 * height, 2 * width, channels])
      }
      const inside = ops.slice(before, [0, 0, 0, 0], [batch, 2 * height, 2 * width, channels])
      const mask = ops.cast(ops.equal(inside, spread(after)), 'float32')
      const gradient = ops.mul(spread(dy), mask)
      return ops.pad(gradient, [
        [0, 0],
        [0, fullHeight - 2 * height],
        [0, fullWidth - 2 * width],
        [0, 0],
      ])
    }
    return { value: y, gradFunc }
  })
  return pooled(x)
}

/** Mean cross-entropy, in nats, of the softmax of logits [n, classes] with the given classes. */
export function crossEntropy(ops: Ops, logits: Tensor2D, labels: Int32Array): Tensor {
  const [count, classes] = logits.shape
  const loss = ops.customGrad((input, save) => {
    const from = input as Tensor2D
    const target = ops.cast(ops.oneHot(ops.tensor1d(labels, 'int32'), classes), 'float32')
    const shifted = ops.sub(from, ops.max(from, 1, true))
    const normaliser = ops.log(ops.sum(ops.exp(shifted), 1, true))
    const logProbability = ops.sub(shifted, normaliser)
    const value = ops.div(ops.neg(ops.sum(ops.mul(target, logProbability))), count)
    ;(save as GradSaveFunc)([logProbability, target])
    const gradFunc = (dy: Tensor, saved: Tensor[]) => {
      const [known, wanted] = saved as [Tensor, Tensor]
      return ops.mul(dy, ops.div(ops.sub(ops.exp(known), wanted), count))
    }
    return { value, gradFunc }
  })
  return loss(logits)
}
