// block: another network as a layer, once or several times in a row. The compiler writes it out; the engine never sees it.
import { z } from 'zod'
import { fail } from '../../lib/result'
import { defineKind } from '../define'

const params = z.strictObject({
  network: z.string().max(64).default('').describe('The network whose layers are copied here.'),
  repeat: z
    .int()
    .min(1)
    .max(64)
    .default(1)
    .describe('How many copies stand in a row, each with weights of its own.'),
})

export const block = defineKind({
  title: 'Block',
  group: 'Networks',
  order: 10,
  doc: 'Copies another network in here, as often in a row as wanted, every copy with weights of its own: residual blocks, for example.',
  paper: 'arXiv:1512.03385',
  params,
  inputs: 'many',
  infer: () => fail('which network this copies is not chosen: pick one'),
  apply() {
    throw new Error('the compiler writes blocks out: there is nothing to apply')
  },
  differentiable: 2,
  instruction: true,
  summary: ({ network, repeat }) => `${network || 'nothing'} × ${repeat}`,
})
