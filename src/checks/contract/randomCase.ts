// Random parameters and inputs for any kind, drawn from its own schema: what the contract is tried on.
import { z } from 'zod'
import type { Kind, TensorType } from '../../kinds/types'
import { randomStream } from '../../lib/random'

/** One parameter set with inputs that the kind accepts, and what it infers for them. */
export interface Case {
  params: Record<string, unknown>
  inputs: Record<string, TensorType>
  outputs: Record<string, TensorType>
}

/** Numbers from a seed, one after the other. */
export function drawer(seed: number, name: string) {
  const stream = randomStream(seed, 0, name)
  let index = 0
  const uniform = () => stream.uniform(index++)
  const integer = (low: number, high: number) => low + Math.floor(uniform() * (high - low + 1))
  const pick = <Item>(items: readonly Item[]): Item => items[integer(0, items.length - 1)]!
  const normal = () => stream.normal(1_000_000 + index++)
  return { uniform, integer, pick, normal }
}

type Drawer = ReturnType<typeof drawer>

/** `count` cases that the kind infers without complaint. Throws where it accepts fewer than one in 200 drawn. */
export function randomCases(id: string, kind: Kind, count: number): Case[] {
  const draw = drawer(11, id)
  const schema = z.toJSONSchema(kind.params) as Schema
  const cases: Case[] = []
  for (let tries = 0; cases.length < count; tries++) {
    if (tries > 200 * count) throw new Error(`${id} accepts hardly any random input`)
    const params = kind.params.parse(randomValue(schema, draw))
    // A kind that refuses vectors and pictures is offered what else there is.
    const offered = tries >= 20 && cases.length < tries / 20 ? draw.pick(offers) : 'numbers'
    const inputs = randomInputs(kind, params, { draw, offered })
    const inferred = kind.infer({ inputs, params, data })
    if (inferred.ok) cases.push({ params, inputs, outputs: inferred.value })
  }
  return cases
}

/** A document's data section, for kinds that read one. */
export const data = {
  digits: {
    source: 'made/digits',
    seed: 1,
    count: 8,
    fields: {
      image: { shape: [4, 4, 1], domain: 'image' as const },
      label: { shape: [], domain: 'label' as const, classes: 10 },
    },
  },
}

interface Schema {
  type?: string
  enum?: unknown[]
  anyOf?: Schema[]
  properties?: Record<string, Schema>
  items?: Schema
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  default?: unknown
}

function randomValue(schema: Schema, draw: Drawer): unknown {
  if (schema.enum) return draw.pick(schema.enum)
  if (schema.anyOf) return randomValue(draw.pick(schema.anyOf), draw)
  const { minimum = 0, maximum = 0 } = schema
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, property]) => [
          name,
          randomValue(property, draw),
        ]),
      )
    case 'boolean':
      return draw.uniform() < 0.5
    case 'integer':
      return draw.integer(minimum, Math.min(maximum, minimum + 4))
    case 'number': {
      const usual = typeof schema.default === 'number' ? schema.default : 0
      const wide = usual + (2 * draw.uniform() - 1) * Math.max(Math.abs(usual), 0.5)
      return Math.min(maximum, Math.max(minimum, wide))
    }
    case 'array':
      return Array.from(
        { length: draw.integer(schema.minItems ?? 0, Math.min(schema.maxItems ?? 3, 3)) },
        () => randomValue(schema.items ?? {}, draw),
      )
    default:
      return draw.pick(Object.keys(data))
  }
}

const offers = ['numbers', 'sequence', 'squares', 'label', 'tokens'] as const
interface Offer {
  draw: Drawer
  offered: (typeof offers)[number]
}

function randomInputs(
  kind: Kind,
  params: Record<string, unknown>,
  { draw, offered }: Offer,
): Record<string, TensorType> {
  const shape =
    offered === 'sequence'
      ? [draw.integer(1, 5), draw.integer(1, 4)]
      : offered === 'squares'
        ? squaresShape(params, draw)
        : randomShape(params, draw)
  const type = (sides: number[]): TensorType => ({ shape: sides, domain: 'any' })
  if (kind.inputs !== 'many') {
    const ports = Object.entries(kind.inputs).map(([name, { domain = offered }]): [string, TensorType] => {
      if (domain === 'label') return [name, { shape: [], domain, classes: draw.integer(2, 6) }]
      if (domain !== 'tokens') return [name, type(shape)]
      return [name, { shape: [draw.integer(1, 5)], domain, vocabulary: draw.integer(2, 7) }]
    })
    return Object.fromEntries(ports)
  }
  const last = () => (draw.uniform() < 0.5 ? (shape.at(-1) ?? 1) : draw.integer(1, 3))
  const names = ['c', 'a', 'b'].slice(0, draw.integer(2, 3))
  return Object.fromEntries(names.map((name) => [name, type([...shape.slice(0, -1), last()])]))
}

/** A tiny picture with enough channels for squares of `factor` pixels. */
function squaresShape({ factor }: Record<string, unknown>, draw: Drawer): number[] {
  const pixels = typeof factor === 'number' ? factor ** 2 : 4
  return [draw.integer(1, 3), draw.integer(1, 3), pixels * draw.integer(1, 2)]
}

/** A vector, a small picture or, where a parameter is a shape, a vector of as many numbers. */
function randomShape(params: Record<string, unknown>, draw: Drawer): number[] {
  const wanted = Object.values(params).find((value) => Array.isArray(value)) as number[] | undefined
  if (wanted) return [wanted.reduce((product, side) => product * side, 1)]
  if (draw.uniform() < 0.4) return [draw.integer(1, 9)]
  return [draw.integer(1, 7), draw.integer(1, 7), draw.integer(1, 3)]
}
