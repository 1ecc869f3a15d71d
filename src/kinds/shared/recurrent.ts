// What layers share that read a sequence step by step: parameters, weights, and how TensorFlow.js layers write them.
import type * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import { fail, succeed, type Result } from '../../lib/result'
import { kernelParams, kernelWeights } from './initializers'
import { numbersIn, showShape } from './inputs'
import type { Chance, Ops, TensorType, WeightSpec } from '../types'
import type { TfjsForm } from '../tfjs/types'

export const recurrentParams = z.strictObject({
  units: z.int().min(1).max(4096).default(64).describe('Length of the state that is carried along.'),
  output: z
    .enum(['last', 'sequence'])
    .default('last')
    .describe('The state after the last step, a vector, or the states after every step.'),
  bias: kernelParams.bias,
  init: z
    .enum(['normal', 'fan_in_uniform', 'zeros', 'ones'])
    .default('fan_in_uniform')
    .describe(
      'How weights start: normal of the given sigma (biases 0), uniform within ±1/√units as in PyTorch, zeros, or ones.',
    )
    .meta({ title: 'Start' }),
  sigma: kernelParams.sigma,
})

type RecurrentParams = z.infer<typeof recurrentParams>

/** [steps, channels] in; the last state or all of them out. */
export function recurrentShape(
  inputs: { x: TensorType },
  { units, output }: RecurrentParams,
): Result<{ out: TensorType }> {
  const x = numbersIn(inputs)
  if (!x.ok) return x
  const { shape } = x.value
  if (shape.length !== 2) {
    return fail(
      `x must be a sequence (steps × channels), but it is ${showShape(shape)}: put an embedding or a reshape in front`,
    )
  }
  const states = output === 'last' ? [units] : [shape[0] ?? 1, units]
  return succeed({ out: { shape: states, domain: 'features' } })
}

/** Inputs of such layers. */
export function sequenceExample(_params: RecurrentParams, { integer }: Chance): { x: TensorType } {
  return { x: { shape: [integer(1, 5), integer(1, 4)], domain: 'any' } }
}

/** Kernels from the input and from the state to `gates` vectors side by side, and their bias. */
export function recurrentWeights(
  x: TensorType,
  params: RecurrentParams,
  gates: number,
): { kernel: WeightSpec; bias?: WeightSpec; recurrent: WeightSpec } {
  const { units } = params
  const wide = gates * units
  const size = (rows: number) => ({ shape: [rows, wide], fanIn: units, outputs: wide })
  const { kernel: recurrent } = kernelWeights(params, size(units))
  return { ...kernelWeights(params, size(x.shape[1] ?? 1)), recurrent }
}

/** Part `index` of vectors that stand side by side. */
export function gateOf(ops: Ops, gates: tf.Tensor, index: number, units: number): tf.Tensor {
  return ops.slice(gates, [0, index * units], [gates.shape[0] ?? 1, units])
}

/** What is carried from step to step: `memory` is the LSTM's. */
interface Carried {
  state: tf.Tensor
  memory: tf.Tensor
}

/** Runs `step` over a sequence, from zeros. It gets what the input gives to the gates. */
export function overSteps(
  ops: Ops,
  {
    x,
    weights: { kernel, bias },
    params,
  }: { x: tf.Tensor; weights: { kernel: tf.Tensor; bias?: tf.Tensor }; params: RecurrentParams },
  step: (fromInput: tf.Tensor, carried: Carried) => Carried,
): tf.Tensor {
  const [batch = 1, count = 1, channels = 1] = x.shape
  const wide = kernel.shape[1] ?? 1
  const product = ops.matMul(ops.reshape(x, [batch * count, channels]), kernel)
  const gates = ops.reshape(bias ? ops.add(product, bias) : product, [batch, count, wide])
  const zeros = ops.zeros([batch, params.units])
  let carried: Carried = { state: zeros, memory: zeros }
  const states: tf.Tensor[] = []
  for (let at = 0; at < count; at++) {
    carried = step(ops.reshape(ops.slice(gates, [0, at, 0], [batch, 1, wide]), [batch, wide]), carried)
    states.push(ops.reshape(carried.state, [batch, 1, params.units]))
  }
  return params.output === 'sequence' ? ops.concat(states, 1) : carried.state
}

/** The stock layer with that factory. */
export function recurrentForm(name: string, { units, output, bias }: RecurrentParams, more = {}): TfjsForm {
  const config = {
    units,
    returnSequences: output === 'sequence',
    recurrentActivation: 'sigmoid',
    useBias: bias,
    ...more,
  }
  const starts = { kernel: 'kernelInitializer', recurrent: 'recurrentInitializer', bias: 'biasInitializer' }
  const weights: Record<string, [number, number]> = { kernel: [0, 0], recurrent: [0, 1] }
  return {
    kind: 'stock',
    layers: [{ name, config }],
    weights: bias ? { ...weights, bias: [0, 2] } : weights,
    starts,
  }
}
