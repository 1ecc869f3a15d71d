// The code that a game hides in its pictures: categories that nobody gave a name, and the logits that recover them.
import type { Program, Register } from '../../compiler/program/program'
import { kindOf } from '../../kinds/registry'
import { fieldOf, labelsOf } from '../dataFields'
import type { FieldOf, Planner } from '../types'

const codeCount = 3000
const realCount = 2000

/**
 * A categorical source whose classes a network learns to read off generated pictures, and that no real label teaches it. Measured
 * by the information that the pictures carry, and by how well the classes fit those of real pictures.
 */
export const codes: Planner<'codes'> = {
  find(program) {
    const found = classifications(program)
    for (const { logits, target: category } of found) {
      if (!isCategory(program, category)) continue
      const taught = found.some(
        (other) => sameOutput(program, other.logits, logits) && fieldOf(program, other.target) !== null,
      )
      const picture = taught ? null : pictureBehind(program, logits)
      const label = picture && labelBeside(program, picture.real.data)
      if (!picture || !label) continue
      const pass = Math.min(256, Math.max(64, program.batch))
      const common = { pass, weights: 'average' as const, test: true }
      const given = { register: picture.register, ...picture.real }
      return [
        {
          samples: { ...common, registers: [logits, category], count: codeCount },
          realSamples: { ...common, registers: [logits], count: realCount, given },
          logits,
          category,
          label: { data: picture.real.data, field: label },
        },
      ]
    }
    return []
  },
  follow: ({ realSamples }) => Promise.resolve([realSamples]),
  evidence: ['codes'],
}

/** What the game compares with a class: logits over classes, and the class. */
function classifications(program: Program): { logits: Register; target: Register }[] {
  return program.values.flatMap((value) => {
    const ports = value.op === 'apply' ? kindOf(value.role, value.kind)?.classification : undefined
    const [logits, target] =
      ports && value.op === 'apply' ? [value.in[ports.logits], value.in[ports.target]] : []
    return logits === undefined || target === undefined ? [] : [{ logits, target }]
  })
}

function isCategory(program: Program, register: Register): boolean {
  return program.values.some(
    (value) =>
      value.op === 'apply' &&
      kindOf(value.role, value.kind)?.drawsCategories &&
      Object.values(value.out).includes(register),
  )
}

/** Whether two registers are the same output of the same network, in two calls. */
function sameOutput(program: Program, one: Register | undefined, other: Register): boolean {
  const outputOf = (register: Register | undefined) => {
    for (const value of program.values) {
      if (value.op !== 'call') continue
      const output = Object.entries(value.out).find(([, to]) => to === register)
      if (output) return `${value.network} ${output[0]}`
    }
    return null
  }
  return one === other || (outputOf(one) !== null && outputOf(one) === outputOf(other))
}

/** The generated picture that logits are read from, and the real pictures that may stand in its place. */
function pictureBehind(program: Program, logits: Register): { register: Register; real: FieldOf } | null {
  let sources: Register[] = [logits]
  for (let depth = 0; depth < 8 && sources.length > 0; depth++) {
    for (const register of sources) {
      const type = program.types[register]
      if (type?.domain !== 'image' || fieldOf(program, register) !== null) continue
      const real = picturesLike(program, type.shape)
      if (real) return { register, real }
    }
    sources = program.values
      .filter(({ out }) => Object.values(out).some((register) => sources.includes(register)))
      .flatMap((value) => Object.values(value.in))
  }
  return null
}

function picturesLike(program: Program, shape: readonly number[]): FieldOf | null {
  const found = Object.entries(program.types).find(([register, type]) => {
    return (
      type.domain === 'image' && type.shape.join() === shape.join() && fieldOf(program, register) !== null
    )
  })
  return found ? fieldOf(program, found[0]) : null
}

function labelBeside(program: Program, data: string): string | null {
  const section = program.data[data]
  return (section && labelsOf(section)[0]?.name) ?? null
}
