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
  const cases: Case[] = []
  for (let tries = 0; cases.length < count; tries++) {
    if (tries > 200 * count) throw new Error(`${id} accepts hardly any random input`)
    const params = randomParams(kind, draw)
    const inputs = kind.example?.(params, draw) ?? randomInputs(kind, draw)
    const inferred = kind.infer({ inputs, params, data })
    if (inferred.ok) cases.push({ params, inputs, outputs: inferred.value })
  }
  return cases
}

/** Parameters within the bounds of the schema. */
export function randomParams(kind: Pick<Kind, 'params'>, draw: Drawer): Record<string, unknown> {
  return kind.params.parse(randomValue(z.toJSONSchema(kind.params) as Schema, draw))
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

/** Vectors and pictures, all ports alike but for their domains; `many` ports may differ in the last side. */
function randomInputs({ inputs }: Kind, draw: Drawer): Record<string, TensorType> {
  const shape = randomShape(draw)
  const type = (sides: number[]): TensorType => ({ shape: sides, domain: 'any' })
  if (inputs !== 'many') {
    const ports = Object.entries(inputs).map(([name, { domain }]): [string, TensorType] => {
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

/** A vector or a small picture. */
function randomShape(draw: Drawer): number[] {
  if (draw.uniform() < 0.4) return [draw.integer(1, 9)]
  return [draw.integer(1, 7), draw.integer(1, 7), draw.integer(1, 3)]
}
