// dataset: this step's samples of a data section.
import { z } from 'zod'
import { fail, succeed } from '../../lib/result'
import { defineKind } from '../define'

const params = z.strictObject({
  data: z.string().max(64).default('').describe('The data section that samples are drawn from.'),
})

export const dataset = defineKind({
  title: 'Data',
  group: 'Data',
  order: 10,
  doc: 'Draws fresh samples from a data set in every step; its fields come from the same samples, so picture and label stay paired.',
  params,
  inputs: {},
  infer({ params, data }) {
    if (params.data === '') return fail('no data is chosen: pick a data section')
    const section = Object.hasOwn(data, params.data) ? data[params.data] : undefined
    return section
      ? succeed(section.fields)
      : fail(`the document has no data called ${params.data}: pick one that it has`)
  },
  apply: (_ops, { params, draw }) => ({ outputs: draw(params.data) }),
  source: true,
  readsData: true,
  differentiable: 0,
  summary: (params) => params.data,
})
