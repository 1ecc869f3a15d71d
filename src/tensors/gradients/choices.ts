// Gradients of operations that choose: comparisons, selections, extremes, clipping and look-ups.
import { elementCount } from '../../lib/format'
import type * as tf from '@tensorflow/tfjs-core'
import { flatOperations } from './flat'

type Core = typeof tf
type Gradients = Record<string, () => tf.Tensor>
type GradientOf = (dy: tf.Tensor, saved: tf.Tensor[], attributes: Record<string, unknown>) => Gradients

/** Sums over the axes along which `like` was repeated. */
export function unbroadcast(core: Core, gradient: tf.Tensor, like: tf.Tensor): tf.Tensor {
  const axes = core.broadcast_util.getReductionAxes(like.shape, gradient.shape)
  return core.reshape(axes.length > 0 ? core.sum(gradient, axes) : gradient, like.shape)
}

/** Registers them. All masks are made of the inputs; saved outputs would leave the tape (see `gradientsOfNumbers.ts`). */
export function putChoices(core: Core): void {
  const put = (kernelName: string, inputsToSave: string[], gradient: GradientOf) =>
    core.registerGradient({
      kernelName,
      inputsToSave,
      outputsToSave: [],
      gradFunc: (dy, saved, attributes) => gradient(dy as tf.Tensor, saved, attributes),
    })
  putFlat(core, put)
  putPairs(core, put)
  const mask = (condition: tf.Tensor) => core.cast(condition, 'float32')
  put('ClipByValue', ['x'], (dy, [x], { clipValueMin, clipValueMax }) => ({
    x: () => {
      const inside = core.logicalAnd(
        core.greaterEqual(x!, clipValueMin as number),
        core.lessEqual(x!, clipValueMax as number),
      )
      return core.mul(dy, mask(inside))
    },
  }))
  put('Select', ['condition'], (dy, [condition]) => ({
    condition: () => core.zeros(condition!.shape),
    t: () => core.mul(dy, mask(condition!)),
    e: () => core.mul(dy, core.sub(1, mask(condition!))),
  }))
  put('Prelu', ['x', 'alpha'], (dy, [x, alpha]) => {
    const negative = () => core.sub(1, core.step(x!))
    return {
      x: () => core.mul(dy, core.add(core.step(x!), core.mul(negative(), alpha!))),
      alpha: () => unbroadcast(core, core.mul(dy, core.mul(x!, negative())), alpha!),
    }
  })
  for (const [kernelName, extreme] of [
    ['Max', core.max],
    ['Min', core.min],
  ] as const) {
    put(kernelName, ['x'], (dy, [x], { reductionIndices, axis }) => ({
      x: () => {
        const axes = core.util.parseAxisParam((reductionIndices ?? axis) as number | number[], x!.shape)
        const kept = x!.shape.map((side, at) => (axes.includes(at) ? 1 : side))
        const chosen = mask(core.equal(x!, extreme(x!, axes, true)))
        // Several that are largest share the slope, as in PyTorch's amax.
        const share = core.div(core.reshape(dy, kept), core.sum(chosen, axes, true))
        return core.mul(share, chosen)
      },
    }))
  }
  putLookUps(core, put)
}

type Put = (kernelName: string, inputsToSave: string[], gradient: GradientOf) => void

/** Stock has no gradient for comparisons and logic, so that `where(x > 0, …)` of an intermediate throws. */
function putFlat(core: Core, put: Put): void {
  for (const [kernelName, inputs] of Object.entries(flatOperations)) {
    put(kernelName, [...inputs], (_dy, saved) =>
      Object.fromEntries(inputs.map((name, at) => [name, () => core.zeros(saved[at]!.shape)])),
    )
  }
}

function putPairs(core: Core, put: Put): void {
  const choice = (first: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): GradientOf => {
    return (dy, saved) => {
      const [a, b] = saved as [tf.Tensor, tf.Tensor]
      const taken = () => core.cast(first(a, b), 'float32')
      return {
        a: () => unbroadcast(core, core.mul(dy, taken()), a),
        b: () => unbroadcast(core, core.mul(dy, core.sub(1, taken())), b),
      }
    }
  }
  put('Maximum', ['a', 'b'], choice(core.greaterEqual))
  put('Minimum', ['a', 'b'], choice(core.lessEqual))
  // Stock forgets that one side may have been repeated.
  put('SquaredDifference', ['a', 'b'], (dy, saved) => {
    const [a, b] = saved as [tf.Tensor, tf.Tensor]
    const slope = () => core.mul(dy, core.mul(core.sub(a, b), 2))
    return {
      a: () => unbroadcast(core, slope(), a),
      b: () => unbroadcast(core, core.neg(slope()), b),
    }
  })
  put('Pow', ['a', 'b'], (dy, saved) => {
    const [a, b] = saved as [tf.Tensor, tf.Tensor]
    return {
      a: () => unbroadcast(core, core.mul(dy, core.mul(b, core.pow(a, core.sub(b, 1)))), a),
      b: () => unbroadcast(core, core.mul(dy, core.mul(core.pow(a, b), core.log(a))), b),
    }
  })
}

/** As products with one-hot rows: stock sums segments, which wasm has not and WebGPU does in no fixed order. */
function putLookUps(core: Core, put: Put): void {
  put('GatherV2', ['x', 'indices'], (dy, saved, { axis, batchDims }) => {
    const [x, indices] = saved as [tf.Tensor, tf.Tensor]
    if (batchDims !== undefined && batchDims !== 0) throw new Error('no gradient for a gather by sample')
    const [at = 0] = core.util.parseAxisParam(axis as number, x.shape)
    const count = x.shape[at]!
    return {
      indices: () => core.zeros(indices.shape),
      x: () => {
        const outer = elementCount(x.shape.slice(0, at))
        const chosen = core.oneHot(core.cast(core.reshape(indices, [-1]), 'int32'), count)
        const rows = core.transpose(core.reshape(dy, [outer, indices.size, -1]), [1, 0, 2])
        const flat = core.reshape(rows, [indices.size, -1])
        const sums = core.matMul(core.cast(chosen, 'float32'), flat, true)
        return core.reshape(core.transpose(core.reshape(sums, [count, outer, -1]), [1, 0, 2]), x.shape)
      },
    }
  })
}
