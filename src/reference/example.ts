// Inputs that a kind takes with its default parameters, so that the reference can show what becomes of a shape.
import type { DataSection } from '../document/types'
import { defaultParams } from '../kinds/registry'
import type { Kind, TensorType } from '../kinds/types'
import { elementCount } from '../lib/format'

export interface Example {
  inputs: Record<string, TensorType>
  params: Record<string, unknown>
  data: Record<string, DataSection>
  outputs: Record<string, TensorType>
}

const data: Record<string, DataSection> = {
  digits: {
    source: 'own/digits',
    seed: 1,
    count: 12_000,
    fields: {
      image: { shape: [28, 28, 1], domain: 'image' },
      label: { shape: [], domain: 'label', classes: 10 },
    },
  },
}

/** The first inputs of those below that the kind infers without complaint; null where none are, as of a call. */
export function exampleOf(kind: Kind): Example | null {
  const params = withSection(defaultParams(kind))
  for (const inputs of candidates(kind, params)) {
    const outputs = kind.infer({ inputs, params, data })
    if (outputs.ok) return { inputs, params, data, outputs: outputs.value }
  }
  return null
}

/** A text parameter names something of the document: here the one data section. */
function withSection(params: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, value === '' ? Object.keys(data)[0] : value]),
  )
}

/** Sets of inputs, likelier ones first: alike at every port, then all others. */
function candidates(kind: Kind, params: Record<string, unknown>): Record<string, TensorType>[] {
  const ports = kind.inputs === 'many' ? { a: {}, b: {} } : kind.inputs
  const names = Object.keys(ports)
  const offers = names.map((name) => offersFor(ports[name]?.domain, params, names.length === 1))
  const alike = (offers[0] ?? []).map((_, at) => offers.flatMap((types) => types[at] ?? []))
  const all = offers.reduce<TensorType[][]>(
    (rows, types) => rows.flatMap((row) => types.map((type) => [...row, type])),
    [[]],
  )
  return [...alike, ...all]
    .filter((row) => row.length === names.length)
    .map((row) => Object.fromEntries(names.flatMap((name, at) => (row[at] ? [[name, row[at]]] : []))))
}

function offersFor(
  domain: TensorType['domain'] | undefined,
  params: Record<string, unknown>,
  alone: boolean,
): TensorType[] {
  const label: TensorType = { shape: [], domain: 'label', classes: 10 }
  const tokens: TensorType = { shape: [16], domain: 'tokens', vocabulary: 100 }
  if (domain === 'label') return [label]
  if (domain === 'tokens') return [tokens]
  const wanted = Object.values(params).find((value) => Array.isArray(value)) as number[] | undefined
  // A score is one number a sample, logits beside labels are one a class; everything else is likelier a picture.
  const scores = domain !== 'logit' ? [] : alone ? [[1]] : [[10]]
  const shapes = [...scores, [16, 16, 64], [64], [16, 64], [elementCount(wanted ?? [1])], []]
  const numbers = shapes.map((shape): TensorType => ({ shape, domain: domain ?? 'features' }))
  return domain === undefined ? [...numbers, label, tokens] : numbers
}
