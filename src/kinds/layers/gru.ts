// gru: reads a sequence and carries a state along, which two gates renew.
import { formatNumberOf } from '../../lib/format'
import { defineKind } from '../define'
import {
  gateOf,
  overSteps,
  recurrentForm,
  recurrentParams as params,
  recurrentShape,
  recurrentWeights,
  sequenceExample,
} from '../shared/recurrent'

export const gru = defineKind({
  title: 'GRU',
  group: 'Basic',
  order: 50,
  doc: 'Reads a sequence step by step and keeps a state, of which one gate says how much stays and another how much is used: a sentence becomes a vector.',
  formula: 'z, r = σ(x·W + h·U); c = tanh(x·W + (r·h)·U); h ← z·h + (1 − z)·c',
  paper: 'arXiv:1406.1078',
  params,
  inputs: { x: { doc: 'A sequence: steps × channels, such as the vectors of words.' } },
  infer: ({ inputs, params }) => recurrentShape(inputs, params),
  weights: ({ inputs, params }) => recurrentWeights(inputs.x, params, 3),
  apply(ops, { inputs: { x }, weights, params }) {
    const { units } = params
    const toGates = ops.slice(weights.recurrent, [0, 0], [units, 2 * units])
    const toCandidate = ops.slice(weights.recurrent, [0, 2 * units], [units, units])
    const out = overSteps(ops, { x, weights, params }, (fromInput, { state, memory }) => {
      const fromState = ops.matMul(state, toGates)
      const gate = (index: number) =>
        ops.sigmoid(ops.add(gateOf(ops, fromInput, index, units), gateOf(ops, fromState, index, units)))
      const [keep, use] = [gate(0), gate(1)]
      const recalled = ops.matMul(ops.mul(use, state), toCandidate)
      const candidate = ops.tanh(ops.add(gateOf(ops, fromInput, 2, units), recalled))
      return { state: ops.add(ops.mul(keep, state), ops.mul(ops.sub(1, keep), candidate)), memory }
    })
    return { outputs: { out } }
  },
  tfjs: ({ params }) => recurrentForm('gru', params),
  differentiable: 2,
  example: sequenceExample,
  summary: (params) => formatNumberOf(params.units, 'unit'),
})
