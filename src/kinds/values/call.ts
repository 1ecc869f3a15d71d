// call: runs a network on values. The compiler gives it its ports and the engine runs it; this entry is for the palette.
import { z } from 'zod'
import { fail } from '../../lib/result'
import { defineKind } from '../define'

export const call = defineKind({
  title: 'Network',
  group: 'Networks',
  order: 10,
  doc: 'Runs a network on values of the game; calling the same network twice shares its weights.',
  params: z.strictObject({}),
  inputs: 'many',
  infer: () => fail('which network this calls is not chosen: pick one'),
  apply() {
    throw new Error('a call is an instruction of the program, not an operation')
  },
  differentiable: 2,
  instruction: true,
})
