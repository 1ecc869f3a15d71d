// warp: every picture turned, slanted and resized a little, so that what must be read from it does not hang on its pose.
import { z } from 'zod'
import { succeed } from '../../lib/result'
import { defineKind } from '../define'
import { warpPictures, warpSource } from '../shared/augmentation'
import { numbersIn } from '../shared/inputs'

const params = z.strictObject({
  by: z
    .number()
    .min(0)
    .max(0.5)
    .default(0.25)
    .describe('How far: 0.25 turns and slants by up to 14° and resizes by up to 28 %.'),
})

export const warp = defineKind({
  title: 'Warp',
  group: 'Regularisation',
  order: 20,
  doc: 'Turns, slants and resizes pictures at random on their way to a discriminator; edges are repeated. Put one on the real and one on the fake side, with the same setting. In InfoGAN it keeps the codes from settling on size and slant: what a warp changes cannot be read back. Gradients pass, views skip it.',
  formula: 'y(p) = x(A·p), A = stretch · slant · turn, drawn for every sample',
  paper: 'arXiv:2006.06676',
  params,
  inputs: { x: { domain: 'image' } },
  infer({ inputs }) {
    const checked = numbersIn(inputs, 3)
    return checked.ok ? succeed({ out: checked.value }) : checked
  },
  noise: () => ({ draws: { shape: [4], distribution: 'uniform' } }),
  apply(ops, { inputs: { x }, noise, params, train }) {
    const out = train ? warpPictures(ops, x, noise.draws, params.by) : ops.clone(x)
    return { outputs: { out } }
  },
  expression: ({ inputs, noise, params }) => `warpPictures(${inputs.x}, ${noise.draws}, ${params.by})`,
  functions: { warpPictures: warpSource },
  differentiable: 2,
  summary: ({ by }) => `by ${by}`,
})
