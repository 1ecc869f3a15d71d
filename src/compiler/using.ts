// What a trained game can be used for: the pictures and points that it makes, and the sources that one may set for each.
import { kindOf } from '../kinds/registry'
import type { TensorType } from '../kinds/types'
import { ancestorsOf, readRegisters } from './program/ancestors'
import type { Program, Register } from './program/program'

/** How a person sets a source: by moving numbers, choosing a class, typing a sentence, giving a picture; or only anew. */
export type Control = 'coordinates' | 'class' | 'sentence' | 'picture' | 'drawn'

/** A source upstream of a value: one output of data or noise that something on the way reads. */
export interface UsedSource {
  register: Register
  /** The value that draws it; outputs of one value are drawn together. */
  value: string
  type: TensorType
  control: Control
  /** Where the numbers lie: what sliders span. */
  range: readonly [number, number]
  /** The data section and field that it comes from; null for noise. */
  from: { data: string; field: string } | null
}

/** The registers that are worth looking at, views' first: pictures and points that networks make from some source. */
export function usableValues(program: Program): Register[] {
  const shown = Object.values(program.views)
    .filter(({ value }) => isShape(program.types[value]))
    .map(({ value }) => value)
  const made = program.values
    .flatMap((value) => (value.op === 'call' ? Object.values(value.out) : []))
    .filter((register) => ['image', 'point'].includes(program.types[register]?.domain ?? ''))
    .filter((register) => isShape(program.types[register]))
  return [...new Set([...shown, ...made])].filter((register) => sourcesOf(program, register).length > 0)
}

/** Pictures with 1 or 3 channels, and points in the plane. */
function isShape(type: TensorType | undefined): boolean {
  const [first, , channels] = type?.shape ?? []
  return type?.shape.length === 3 ? channels === 1 || channels === 3 : type?.shape.length === 1 && first === 2
}

/** The sources that `register` is made from, in the order in which they are drawn. */
export function sourcesOf(program: Program, register: Register): UsedSource[] {
  const path = ancestorsOf(program.values, [register])
  const read = new Set(path.flatMap(readRegisters))
  return path.flatMap((instruction) => {
    if (instruction.op !== 'apply' || kindOf(instruction.role, instruction.kind)?.source !== true) return []
    return Object.entries(instruction.out).flatMap(([field, out]): UsedSource[] => {
      const type = program.types[out]
      if (!type || !read.has(out)) return []
      const data = Object.values(instruction.params).find(
        (param): param is string => typeof param === 'string' && Object.hasOwn(program.data, param),
      )
      const from = data === undefined ? null : { data, field }
      return [
        {
          register: out,
          value: instruction.id,
          type,
          control: controlOf(type),
          range: rangeOf(instruction.params),
          from,
        },
      ]
    })
  })
}

function controlOf({ shape, domain }: TensorType): Control {
  if (domain === 'label' || domain === 'one_hot') return 'class'
  if (domain === 'tokens') return 'sentence'
  const channels = shape[2] ?? 0
  if (shape.length === 3 && domain === 'image' && (channels === 1 || channels === 3)) return 'picture'
  return shape.length === 1 ? 'coordinates' : 'drawn'
}

/** Between the bounds that a source declares, three standard deviations about its mean, or −1 and 1. */
function rangeOf(params: Readonly<Record<string, unknown>>): [number, number] {
  const { low, high, mean, sigma } = params
  if (typeof low === 'number' && typeof high === 'number') return [low, high]
  if (typeof mean === 'number' && typeof sigma === 'number') return [mean - 3 * sigma, mean + 3 * sigma]
  return [-1, 1]
}
