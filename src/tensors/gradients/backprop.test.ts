// Our walk back gives the numbers of tfjs' engine, to the last bit, and memory back on the way.
import '@tensorflow/tfjs-backend-cpu'
import type * as tf from '@tensorflow/tfjs-core'
import { expect, test } from 'vitest'
import { loadOps } from '../backends'
import { backpropagate } from './backprop'

const ops = loadOps()
await ops.setBackend('cpu')

const numbers = (count: number, seed: number) =>
  Float32Array.from({ length: count }, (_, k) => Math.sin(12.9898 * (k + 1) + seed))
const x = ops.keep(ops.tensor4d(numbers(2 * 6 * 6 * 2, 1), [2, 6, 6, 2]))
const kernel = ops.keep(ops.tensor4d(numbers(3 * 3 * 2 * 4, 2), [3, 3, 2, 4]))
const matrix = ops.keep(ops.tensor2d(numbers(144 * 5, 3), [144, 5]))
const unused = ops.keep(ops.tensor1d(numbers(3, 4)))

const hidden = (): tf.Tensor2D => ops.reshape(ops.conv2d(x, kernel, 1, 'same'), [2, 144])
const penalty = (): tf.Tensor => {
  const slope = ops.grad((at: tf.Tensor) => {
    const first = ops.leakyRelu(ops.conv2d(at as tf.Tensor4D, kernel, 1, 'same'), 0.2)
    return ops.sum(ops.matMul(ops.reshape(first, [2, 144]), matrix))
  })
  return ops.sum(ops.square(slope(x)))
}
const objectives: Record<string, () => tf.Tensor> = {
  'a network': () => ops.mean(ops.square(ops.matMul(ops.leakyRelu(hidden(), 0.2), matrix))),
  'one tensor used twice': () => {
    const wide = ops.matMul(hidden(), matrix)
    return ops.sum(ops.add(ops.mul(wide, wide), ops.sub(wide, ops.neg(wide))))
  },
  'gradients that are handed on as they are': () => {
    const wide = ops.matMul(hidden(), matrix)
    const pass = ops.customGrad((at) => ({
      value: ops.clone(at as tf.Tensor),
      gradFunc: (dy) => dy,
    }))
    const other = pass(wide)
    return ops.sum(ops.add(pass(other), ops.add(wide, ops.mul(other, pass(wide)))))
  },
  'several outputs, one of them unused': () => {
    const [left, right] = ops.split(ops.matMul(hidden(), matrix), [2, 3], 1)
    return ops.sum(ops.mul(left!, ops.sum(right!)))
  },
  'a gradient within': () => {
    const slope = ops.grad((at: tf.Tensor) =>
      ops.sum(ops.tanh(ops.conv2d(at as tf.Tensor4D, kernel, 1, 'same'))),
    )
    return ops.sum(ops.square(slope(x)))
  },
  'a penalty through a mask': penalty,
  'a way through flat operations alone': () =>
    ops.sum(ops.mul(ops.step(ops.matMul(hidden(), matrix)), ops.sign(ops.sum(kernel)))),
  'an input alone': () => ops.sum(kernel),
  nothing: () => ops.sum(ops.square(x)),
}

test.each(Object.entries(objectives))('%s', async (_, objective) => {
  const xs = [kernel, matrix, unused]
  const before = ops.memory().numTensors
  const theirs = ops.tidy(() => ops.engine().gradients(objective, xs, undefined, true))
  const ours = backpropagate(ops, objective, xs)
  expect(await ours.value.data()).toEqual(await theirs.value.data())
  for (const k of xs.keys()) {
    expect(ours.grads[k]?.shape).toEqual(theirs.grads[k]?.shape)
    expect(await ours.grads[k]?.data()).toEqual(await theirs.grads[k]?.data())
  }
  ops.dispose([theirs, ours.value, ...ours.grads.filter((grad) => grad !== undefined)])
  expect(ops.memory().numTensors).toBe(before)
})

test('carries no zeros back from the mask of a penalty', async () => {
  const kernels = async (run: () => unknown) =>
    (await ops.profile(() => (ops.tidy(() => void run()), ops.scalar(0)))).kernels.map(({ name }) => name)
  const filterGradients = (names: string[]) => names.filter((name) => name === 'Conv2DBackpropFilter').length
  const theirs = await kernels(() => ops.engine().gradients(penalty, [kernel], undefined, true))
  const ours = await kernels(() => backpropagate(ops, penalty, [kernel]))
  // One for the filter's part in the slope; the other is for its part in the mask, which has none.
  expect([filterGradients(theirs), filterGradients(ours)]).toEqual([2, 1])
})

test('holds as few tensors as the walk needs', () => {
  const before = ops.memory().numTensors
  let atLast = Infinity
  const first = ops.customGrad((at) => {
    return {
      value: ops.square(at as tf.Tensor),
      gradFunc: (dy) => {
        atLast = ops.memory().numTensors - before
        return dy
      },
    }
  })
  const chain = () => {
    let at = first(kernel)
    for (let k = 0; k < 50; k++) at = ops.tanh(at)
    return ops.sum(at)
  }
  const { value, grads } = backpropagate(ops, chain, [kernel])
  expect(atLast).toBeLessThan(10)
  ops.dispose([value, grads[0]!])
  expect(ops.memory().numTensors).toBe(before)
})

test('an objective that fails leaves nothing behind', () => {
  const before = ops.memory().numTensors
  const fails = () => {
    hidden()
    throw new Error('as it must')
  }
  expect(() => backpropagate(ops, fails, [kernel])).toThrow('as it must')
  const flat = () => ops.sum(ops.topk(ops.matMul(hidden(), matrix)).values)
  expect(() => backpropagate(ops, flat, [kernel])).toThrow('has no gradient')
  expect(ops.memory().numTensors).toBe(before)
})
