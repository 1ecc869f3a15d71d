// Which data a program's registers come from, and all that is known about their samples.
import type { Program, Register } from '../compiler/program/program'
import { madeSetOf } from '../data/made/registry'
import type { FieldOf } from './types'

type Section = Program['data'][string]

/** The data section and field that a register is, where it is one. */
export function fieldOf(program: Program, register: Register): FieldOf | null {
  for (const value of program.values) {
    if (value.op !== 'apply') continue
    const data = value.params.data
    if (typeof data !== 'string' || !Object.hasOwn(program.data, data)) continue
    const output = Object.entries(value.out).find(([, to]) => to === register)
    if (output) return { data, field: output[0] }
  }
  return null
}

/** The section with every field that its set has: measuring may look at labels that the game does not. */
export function completeSection(section: Section): Section {
  const set = madeSetOf(section)
  return set ? { ...section, fields: { ...set.fields, ...section.fields } } : section
}

/** The labels of a section, one class a sample. */
export function labelsOf(section: Section): { name: string; classes: number }[] {
  return Object.entries(completeSection(section).fields).flatMap(([name, { domain, shape, classes }]) =>
    domain === 'label' && shape.length === 0 && classes !== undefined ? [{ name, classes }] : [],
  )
}

/** The real pictures that generated ones are to look like: those that stand in their place in another call of a network. */
export function realBeside(program: Program, value: Register): Register | null {
  const shape = program.types[value]?.shape.join()
  const candidates = program.values
    .flatMap((instruction) => Object.values(instruction.out))
    .filter((register) => {
      const type = program.types[register]
      return type?.domain === 'image' && type.shape.join() === shape && fieldOf(program, register) !== null
    })
  const calls = program.values.filter((instruction) => instruction.op === 'call')
  for (const call of calls) {
    const input = Object.keys(call.in).find((name) => call.in[name] === value)
    if (input === undefined) continue
    const others = calls
      .filter(({ network }) => network === call.network)
      .map((other) => other.in[input] ?? '')
    const found = candidates.find((register) => others.includes(register))
    if (found !== undefined) return found
  }
  return candidates[0] ?? null
}
