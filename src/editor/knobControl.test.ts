// Knobs get the control of the place that they set.
import { readFileSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { knobValue, setKnob } from '../document/edit'
import { parseDocumentText } from '../document/parse'
import { knobControl } from './knobControl'

const folder = new URL('../../templates/', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.json'))

test.each(files)('%s: every knob has a control that can hold its value', (name) => {
  const parsed = parseDocumentText(readFileSync(new URL(name, folder), 'utf8'))
  if (!parsed.ok) throw new Error('the template does not parse')
  expect(parsed.value.knobs.length).toBeGreaterThan(0)
  for (const [index, { label, set }] of parsed.value.knobs.entries()) {
    const value = knobValue(parsed.value, index)
    const control = knobControl(parsed.value, set[0] ?? '', value)
    expect(control, label).not.toBeNull()
    if (control?.type !== 'number' || typeof value !== 'number') continue
    if (control.min !== undefined) expect(value, label).toBeGreaterThanOrEqual(control.min)
    if (control.max !== undefined) expect(value, label).toBeLessThanOrEqual(control.max)
  }
})

test('bounds come from the schema, and a curve has no field', () => {
  const parsed = parseDocumentText(readFileSync(new URL('dcgan.json', folder), 'utf8'))
  if (!parsed.ok) throw new Error('the template does not parse')
  const document = parsed.value
  const filters = '/networks/discriminator/layers/conv_1/params/filters'
  expect(knobControl(document, filters, 32)).toMatchObject({ type: 'number', integer: true, min: 1 })
  expect(knobControl(document, '/game/values/z/params/shape/0', 64)).toMatchObject({ integer: true, min: 1 })
  expect(knobControl(document, '/game/batch', 64)).toMatchObject({ integer: true, max: 4096 })
  const rate = '/game/players/generator/optimizer/params/rate'
  expect(knobControl(document, rate, 0.001)).toMatchObject({ type: 'number', min: 0 })
  expect(knobControl(document, rate, { kind: 'linear', points: [[0, 1]] })).toBeNull()
  expect(knobControl(document, '/gone', undefined)).toBeNull()
  expect(knobValue(setKnob(document, { knob: 0, value: 32 }), 0)).toBe(32)
})
