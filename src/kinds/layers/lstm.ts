// lstm: reads a sequence and carries a memory along, which three gates guard.
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

export const lstm = defineKind({
  title: 'LSTM',
  group: 'Basic',
  order: 60,
  doc: 'Reads a sequence step by step with a memory that gates write, forget and read, so that what came early is not lost: a sentence becomes a vector.',
  formula: 'i, f, o = σ(x·W + h·U); c ← f·c + i·tanh(x·W + h·U); h ← o·tanh(c)',
  paper: 'https://doi.org/10.1162/neco.1997.9.8.1735',
  params,
  inputs: { x: { doc: 'A sequence: steps × channels, such as the vectors of words.' } },
  infer: ({ inputs, params }) => recurrentShape(inputs, params),
  weights: ({ inputs, params }) => recurrentWeights(inputs.x, params, 4),
  apply(ops, { inputs: { x }, weights, params }) {
    const out = overSteps(ops, { x, weights, params }, (fromInput, { state, memory }) => {
      const gates = ops.add(fromInput, ops.matMul(state, weights.recurrent))
      const part = (index: number) => gateOf(ops, gates, index, params.units)
      const written = ops.mul(ops.sigmoid(part(0)), ops.tanh(part(2)))
      const kept = ops.add(ops.mul(ops.sigmoid(part(1)), memory), written)
      return { state: ops.mul(ops.sigmoid(part(3)), ops.tanh(kept)), memory: kept }
    })
    return { outputs: { out } }
  },
  tfjs: ({ params }) => recurrentForm('lstm', params, { unitForgetBias: false }),
  differentiable: 2,
  example: sequenceExample,
  summary: (params) => formatNumberOf(params.units, 'unit'),
})
