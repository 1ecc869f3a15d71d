// gradient: the slope of a score, as a value. The compiler finds the way between its inputs and the engine runs it.
import { z } from 'zod'
import { fail, succeed } from '../../lib/result'
import { defineKind } from '../define'

export const gradient = defineKind({
  title: 'Gradient',
  group: 'Maths',
  order: 30,
  doc: 'How steeply a score changes with the value that it was made from: what the penalties of WGAN-GP, R1 and DRAGAN are made of.',
  formula: 'y = ∂(sum of) / ∂at',
  paper: 'arXiv:1704.00028',
  params: z.strictObject({}),
  inputs: {
    of: { doc: 'The score to differentiate; where there are many numbers, their sum.' },
    at: { doc: 'A value that the score was made from, such as pictures.' },
  },
  infer({ inputs }) {
    for (const [port, { domain }] of Object.entries(inputs)) {
      if (domain === 'label' || domain === 'tokens')
        return fail(
          `${port} carries ${domain === 'label' ? 'labels' : 'tokens'}, which are names: there is no slope`,
        )
    }
    const { at } = inputs
    if (at.domain === 'scalar')
      return fail('at is one number for the whole batch: wire something with a batch to it')
    return succeed({ out: { shape: at.shape, domain: 'features' } })
  },
  apply() {
    throw new Error('a gradient is an instruction of the program, not an operation')
  },
  differentiable: 1,
  instruction: true,
})
