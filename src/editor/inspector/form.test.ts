// Forms follow the schemas: every parameter of every kind gets a control that can hold its default.
import { expect, test } from 'vitest'
import { z } from 'zod'
import { formFields } from '../../kinds/form'
import { defaultParams, layers, optimizers, values } from '../../kinds/registry'
import { readNumber } from '../../ui/fields/number'

test('controls follow types and bounds', () => {
  const schema = z.strictObject({
    filters: z.int().min(1).max(64).default(8).describe('How many.'),
    rate: z.number().gt(0).lt(1).default(0.5),
    bias: z.boolean().default(true),
    at_test: z.enum(['on', 'off']).default('off'),
    padding: z.union([z.enum(['same', 'valid']), z.int().min(0).max(9)]).default('same'),
    shape: z.array(z.int().min(1).max(99)).max(3).default([4]),
    init: z.enum(['a']).default('a').meta({ title: 'Start' }),
    data: z.string().default(''),
  })
  expect(formFields(schema).map(({ label, control }) => [label, control])).toEqual([
    ['Filters', { type: 'number', integer: true, min: 1, max: 64 }],
    ['Rate', { type: 'number', integer: false, above: 0, below: 1 }],
    ['Bias', { type: 'boolean' }],
    ['At test', { type: 'choice', choices: ['on', 'off'] }],
    ['Padding', { type: 'numberOrChoice', choices: ['same', 'valid'], integer: true, min: 0, max: 9 }],
    ['Shape', { type: 'shape', min: 1, max: 99, length: 3 }],
    ['Start', { type: 'choice', choices: ['a'] }],
    ['Data', { type: 'text' }],
  ])
  expect(formFields(schema)[0]?.hint).toBe('How many.')
})

const kinds = [...Object.entries(layers), ...Object.entries(values), ...Object.entries(optimizers)]

test.each(kinds)('%s: every parameter has a control, a label and a hint', (_id, kind) => {
  const defaults = defaultParams(kind)
  const fields = formFields(kind.params)
  expect(fields.map(({ name }) => name)).toEqual(Object.keys(defaults))
  for (const { name, control, hint } of fields) {
    const value = defaults[name]
    expect(hint, name).toMatch(/\.$/)
    if (control.type === 'number')
      expect(readNumber(String(value), control), name).toEqual({ ok: true, value })
    if (control.type === 'choice') expect(control.choices).toContain(value)
    if (control.type === 'numberOrChoice' && typeof value === 'string')
      expect(control.choices).toContain(value)
  }
})
