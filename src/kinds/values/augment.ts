// augment: the same kinds of changes to real and fake samples, before a discriminator sees them.
import { z } from 'zod'
import { succeed } from '../../lib/result'
import { defineKind } from '../define'
import { colour, cutout, translation } from '../shared/augmentation'
import { numbersIn } from '../shared/inputs'

const params = z.strictObject({
  translation: z
    .boolean()
    .default(true)
    .describe('Moves pictures by up to an eighth of their side; grey comes in.'),
  colour: z.boolean().default(true).describe('Changes brightness, saturation and contrast.'),
  cutout: z.boolean().default(true).describe('Covers a square of half the side with grey.'),
})

export const augment = defineKind({
  title: 'Augment',
  group: 'Regularisation',
  order: 10,
  doc: 'Changes pictures at random on their way to a discriminator, so that little data lasts longer. Put one on the real and one on the fake side, with the same switches: they change alike, each sample by draws of its own, and gradients pass. Views skip it.',
  formula: 'T(x), T drawn for every sample: D sees T(real) and T(fake)',
  paper: 'arXiv:2006.10738',
  params,
  inputs: { x: { domain: 'image' } },
  infer({ inputs }) {
    const checked = numbersIn(inputs, 3)
    return checked.ok ? succeed({ out: checked.value }) : checked
  },
  noise: () => ({ draws: { shape: [7], distribution: 'uniform' } }),
  apply(ops, { inputs, noise, params, train }) {
    let x = inputs.x
    if (!train) return { outputs: { out: ops.clone(x) } }
    const draws = ops.split(noise.draws, 7, 1)
    if (params.colour) x = colour.apply(ops, x, draws.slice(0, 3))
    if (params.translation) x = translation.apply(ops, x, draws.slice(3, 5))
    if (params.cutout) x = cutout.apply(ops, x, draws.slice(5, 7))
    return { outputs: { out: ops.clone(x) } }
  },
  expression({ inputs, noise: { draws }, params }) {
    const step = (on: boolean, name: string, from: number, count: number) => (x: string) =>
      on ? `${name}(${x}, tf.split(tf.slice(${draws}, [0, ${from}], [-1, ${count}]), ${count}, 1))` : x
    const steps = [
      step(params.colour, 'changeColours', 0, 3),
      step(params.translation, 'translate', 3, 2),
      step(params.cutout, 'cutOut', 5, 2),
    ]
    return steps.reduce((x, change) => change(x), `tf.clone(${inputs.x})`)
  },
  functions: { changeColours: colour.source, translate: translation.source, cutOut: cutout.source },
  differentiable: 2,
  summary: (params) =>
    Object.entries(params)
      .filter(([, on]) => on)
      .map(([name]) => name)
      .join(' · ') || 'nothing',
})
