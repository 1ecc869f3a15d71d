// Layers, values and optimizers in the words of the reference.
import { domainWords } from '../compiler/infer/advice'
import type { OptimizerKind } from '../kinds/optimizerTypes'
import { defaultParams, layers, optimizers, values } from '../kinds/registry'
import type { Kind, TensorType } from '../kinds/types'
import type { TfjsForm } from '../kinds/tfjs/types'
import { formatType } from '../lib/format'
import { exampleOf, type Example } from './example'
import { parametersOf } from './parameters'
import type { Chapter, Entry, Fact, PortEntry } from './types'

export function layersChapter(): Chapter {
  const doc = 'Layers stand in networks: each computes one tensor from those that are wired to it.'
  return { id: 'layers', title: 'Layers', doc, groups: grouped(layers) }
}

export function valuesChapter(): Chapter {
  const doc = 'Values stand in the game: data, noise, calls of networks, losses, and the maths between them.'
  return { id: 'values', title: 'Values', doc, groups: grouped(values) }
}

export function optimizersChapter(): Chapter {
  const entries = Object.entries(optimizers).map(([id, kind]) => optimizerEntry(id, kind))
  const doc = 'Optimizers move a player’s weights along the gradients of what it minimizes.'
  return { id: 'optimizers', title: 'Optimizers', doc, groups: [{ title: 'Optimizers', entries }] }
}

/** Kinds by group, in the registry's order, which is the palette's. */
function grouped(kinds: Readonly<Record<string, Kind>>): Chapter['groups'] {
  const all = Object.entries(kinds)
  const titles = [...new Set(all.map(([, { group }]) => group))]
  return titles.map((title) => ({
    title,
    entries: all.filter(([, { group }]) => group === title).map(([id, kind]) => kindEntry(id, kind)),
  }))
}

function kindEntry(id: string, kind: Kind): Entry {
  const example = exampleOf(kind)
  return {
    id,
    ...wordsOf(kind),
    inputs: inputsOf(kind, example),
    outputs: Object.entries(example?.outputs ?? {}).map(([name, type]) => portEntry(name, type)),
    facts: [
      ...(example ? stored(kind, example) : []),
      ...(kind.source === true ? [] : [{ name: 'Derivatives', text: derivatives[kind.differentiable] }]),
      ...(example ? exported(kind, example) : []),
    ],
  }
}

function wordsOf({ title, doc, formula, paper, params }: Kind | OptimizerKind) {
  return {
    title,
    doc,
    ...(formula !== undefined && { formula }),
    ...(paper !== undefined && { paper }),
    parameters: parametersOf(params),
  }
}

const derivatives = {
  0: 'None: gradients end here.',
  1: 'First: gradients pass through once, a gradient penalty does not.',
  2: 'First and second: a gradient penalty passes through, too.',
}

function inputsOf({ inputs }: Kind, example: Example | null): PortEntry[] {
  if (inputs === 'many') {
    const types = Object.entries(example?.inputs ?? {})
    const doc = 'As many inputs as you like, by names of your own.'
    const name = [...types.map(([one]) => one), '…'].join(', ')
    return [{ name, means: 'anything', example: types[0] ? formatType(types[0][1]) : null, doc }]
  }
  return Object.entries(inputs).map(([name, { domain, doc = '' }]) => {
    const type = example?.inputs[name]
    return { name, means: domainWords[domain ?? 'any'], example: type ? formatType(type) : null, doc }
  })
}

function portEntry(name: string, type: TensorType): PortEntry {
  return { name, means: domainWords[type.domain], example: formatType(type), doc: '' }
}

/** What a kind keeps between steps, with the shapes of the example. */
function stored(kind: Kind, example: Example): Fact[] {
  const shapes = (specs: Record<string, { shape: readonly number[] }>) =>
    Object.entries(specs).map(([name, { shape }]) => `${name} ${shape.length === 0 ? '1' : shape.join('×')}`)
  const facts = [
    { name: 'Weights', names: shapes(kind.weights?.(example) ?? {}) },
    { name: 'State', names: shapes(kind.state?.(example) ?? {}) },
  ]
  return facts.flatMap(({ name, names }) => (names.length > 0 ? [{ name, code: names.join(', ') }] : []))
}

/** What stands in its place in an exported file, with default parameters. */
function exported(kind: Kind, example: Example): Fact[] {
  const code = exportedText(kind, example)
  return code === null ? [] : [{ name: 'In TypeScript', code }]
}

function exportedText(kind: Kind, example: Example): string | null {
  const { params } = example
  const named = (of: Record<string, unknown> = {}) =>
    Object.fromEntries(Object.keys(of).map((name) => [name, name]))
  if (kind.tfjs) return formText(kind.tfjs(example))
  if (kind.expression) {
    const [inputs, noise] = [named(example.inputs), named(kind.noise?.(example))]
    return kind.expression({ inputs, params, noise, state: named(kind.state?.(example)) })
  }
  if (!kind.draw) return null
  const drawn = kind.draw({ batch: 'batch', params, names: named(example.outputs) })
  return typeof drawn === 'string' ? drawn : Object.values(drawn).join(', ')
}

function formText(form: TfjsForm): string {
  if (form.kind === 'class')
    return `new ${form.className}(${configText(form.config)})  // a class printed with it`
  return form.layers.map(({ name, config }) => `tf.layers.${name}(${configText(config)})`).join(', ')
}

function configText(config: Record<string, unknown>): string {
  const text = (value: unknown) => (typeof value === 'string' ? `'${value}'` : JSON.stringify(value))
  const entries = Object.entries(config).map(([name, value]) => `${name}: ${text(value)}`)
  return entries.length === 0 ? '' : `{ ${entries.join(', ')} }`
}

function optimizerEntry(id: string, kind: OptimizerKind): Entry {
  const form = kind.tfjs(defaultParams(kind))
  const slots = kind.slots.length > 0 ? [{ name: 'Kept of each weight', code: kind.slots.join(', ') }] : []
  const code = form.kind === 'class' ? `${form.call}  // a class printed with it` : form.call
  const facts = [...slots, { name: 'In TypeScript', code }]
  return { id, ...wordsOf(kind), inputs: [], outputs: [], facts }
}
