// The controls follow from the sources upstream of a value, never from the template.
import { expect, test } from 'vitest'
import { template, templateNames } from '../document/testing/load'
import { compileProgram } from './program/compile'
import type { Program } from './program/program'
import { sourcesOf, usableValues } from './using'

function programOf(name: string): Program {
  const compiled = compileProgram(template(name))
  if (!compiled.ok) throw new Error(compiled.error[0]?.message)
  return compiled.value
}

const controls = (program: Program, register: string) =>
  sourcesOf(program, register).map(({ register: source, control }) => [source, control])

test('noise gives sliders, within its bounds', () => {
  const program = programOf('dcgan')
  const [first = ''] = usableValues(program)
  expect(first).toBe('fake.image')
  expect(sourcesOf(program, first)).toMatchObject([
    { register: 'z.out', control: 'coordinates', range: [-3, 3], from: null },
  ])
})

test('the label that a generator reads is chosen, the picture beside it is not asked for', () => {
  const program = programOf('cgan')
  const [first = ''] = usableValues(program)
  const sources = sourcesOf(program, first)
  expect(sources.map(({ control }) => control).sort()).toEqual(['class', 'coordinates'])
  expect(sources.some(({ type }) => type.shape.length === 3)).toBe(false)
})

test('codes, classes and noise are three controls', () => {
  const program = programOf('infogan')
  const [first = ''] = usableValues(program)
  expect(
    controls(program, first)
      .map(([, control]) => control)
      .sort(),
  ).toEqual(['class', 'coordinates', 'coordinates'])
})

test('a picture is made from a picture, which comes from a field of a data section', () => {
  const program = programOf('pix2pix')
  const [first = ''] = usableValues(program)
  const [source] = sourcesOf(program, first)
  expect(source).toMatchObject({ control: 'picture' })
  expect(program.data[source?.from?.data ?? '']?.fields[source?.from?.field ?? '']?.shape).toEqual(
    source?.type.shape,
  )
})

test('every template makes something that one can use', () => {
  for (const name of templateNames) expect(usableValues(programOf(name)), name).not.toEqual([])
})
