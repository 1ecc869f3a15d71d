// Prints where the batch comes from: data sets, noise, and the function that draws for one round.
import type { DataSection } from '../../document/types'
import type { NoiseSpec } from '../../kinds/types'
import { missingFolder, opening, printFolderOpener, readsFolder, readsIdx } from './folders'
import { readCode, statement, type Code } from './layout'
import { sectionOf, type Draw, type Plan, type Step } from './plan'
import { samplerOf, type Sampler } from './samplers'
import { quote, scalarText } from './text'

/** `type Data`, one opener a data section, and `openData`. */
export function printData(plan: Plan): string {
  const sections = Object.entries(plan.program.data).filter(([id]) => plan.fieldsOf(id).length > 0)
  const entries = sections.map(([id]): [string, Code] => {
    const names: Code = { items: namesOf(plan, id).map(quote) }
    const folder: Code[] = reads(plan, id) ? [{ call: 'folderOf', args: ['given', names] }] : []
    const waits = readsFolder(plan, id) ? 'await ' : ''
    return [id, { call: waits + plan.openerOf(id), args: folder }]
  })
  const types = sections.map(([id]) => `  ${id}: () => ${typeOf(plan, id)}`)
  const unused = sections.some(([id]) => reads(plan, id)) ? 'given' : '_given'
  const later = sections.some(([id]) => readsFolder(plan, id))
  return [
    ...sections.map(([id, section]) => printOpener(plan, id, section) + '\n'),
    '/** Every data set, as a function that draws `batchSize` samples; its fields are always of the same samples. */',
    ...(types.length === 0 ? ['export type Data = object'] : ['export type Data = {', ...types, '}']),
    '',
    '/** Opens the data sets; `given` is what stood after `--data`. */',
    later
      ? `export async function openData(${unused}: string[]): Promise<Data> {`
      : `export function openData(${unused}: string[]): Data {`,
    statement('return ', { entries }, 2),
    '}',
  ].join('\n')
}

function typeOf(plan: Plan, id: string): string {
  return `{ ${plan
    .fieldsOf(id)
    .map((field) => `${field}: tf.Tensor`)
    .join('; ')} }`
}

/** The values that draw from a section: what `--data NAME=DIR` may call it. */
function namesOf(plan: Plan, id: string): string[] {
  const draws = plan.steps
    .flatMap(({ draws }) => draws)
    .filter(({ instruction }) => instruction.params.data === id)
  return [...new Set([id, ...draws.map(({ instruction }) => instruction.id)])]
}

/** Whether a section is read from files. */
function reads(plan: Plan, id: string): boolean {
  return readsIdx(plan, id) || readsFolder(plan, id)
}

function printOpener(plan: Plan, id: string, section: DataSection): string {
  if (readsFolder(plan, id)) return printFolderOpener(plan, { id, section, type: typeOf(plan, id) })
  const sampler = samplerOf(section)
  const files = readsIdx(plan, id)
  const fields = plan.fieldsOf(id).map((field) => [field, section.fields[field]] as const)
  const made = sampler ? `${sampler.title}, made as they are drawn` : ''
  const read = 'IDX files as those of MNIST, gzipped or not'
  const about = files ? `${read}${sampler ? `; without a folder, ${made.toLowerCase()}` : ''}` : made
  const parameter = files ? 'folder: string | undefined' : ''
  return [
    `/** The data ${id}: ${about}. */`,
    opening(`function ${plan.openerOf(id)}`, parameter, `() => ${typeOf(plan, id)}`),
    ...(sampler && files
      ? ['  if (folder === undefined) {', ...printSampling(plan, { id, section, sampler, indent: 4 }), '  }']
      : []),
    ...(sampler && !files ? printSampling(plan, { id, section, sampler, indent: 2 }) : []),
    ...(sampler || !files ? [] : missingFolder('a folder with IDX files as those of MNIST, gzipped or not')),
    ...(files ? printReading(fields) : []),
    '}',
  ].join('\n')
}

function printSampling(
  plan: Plan,
  { id, section, sampler, indent }: { id: string; section: DataSection; sampler: Sampler; indent: number },
): string[] {
  const space = ' '.repeat(indent)
  const entries = plan.fieldsOf(id).map((field): [string, Code] => {
    const port = section.fields[field]
    const integer = port?.domain === 'label' || port?.domain === 'tokens' ? [quote('int32')] : []
    const shape: Code = { items: (port?.shape ?? []).map(scalarText) }
    return [field, { call: 'stack', args: ['samples', quote(field), shape, ...integer] }]
  })
  return [
    ...sampler.prepare.map((line) => space + line),
    `${space}return () => {`,
    `${space}  const samples = Array.from({ length: batchSize }, ${sampler.call})`,
    statement('return ', { entries }, indent + 2),
    `${space}}`,
  ]
}

function printReading(fields: (readonly [string, DataSection['fields'][string] | undefined])[]): string[] {
  const picture = fields.find(([, port]) => port?.shape.length === 3)
  const shape = (picture?.[1]?.shape ?? []).map(scalarText).join(', ')
  const label = fields.some(([, port]) => port?.domain === 'label')
  const entries = fields.map(([field, port]): [string, Code] => {
    if (port?.domain === 'label') return [field, 'takeLabels(labels, picks)']
    return [field, `takePictures(pictures, picks, [${(port?.shape ?? []).map(scalarText).join(', ')}])`]
  })
  return [
    `  const pictures = readPictures(folder, [${shape}])`,
    ...(label ? ['  const labels = readLabels(folder, pictures.shape[0])'] : []),
    '  return () => {',
    '    const picks = Array.from({ length: batchSize }, () => Math.floor(Math.random() * pictures.shape[0]))',
    statement('return ', { entries }, 4),
    '  }',
  ]
}

/** `export function draw`. */
export function printDraw(plan: Plan): string {
  const phased = plan.phases.length > 1
  const parameters = phased ? 'data: Data, networks: Networks' : usesData(plan) ? 'data: Data' : '_data: Data'
  return [
    '/** Draws what one round needs: fresh samples and fresh noise for every step. */',
    `export function draw(${parameters}): Batch {`,
    ...(phased ? ['  const phase = phaseOf(networks)'] : []),
    '  return {',
    ...plan.steps.map((step) => printStepDraw(plan, step)),
    '  }',
    '}',
  ].join('\n')
}

function usesData(plan: Plan): boolean {
  return plan.steps.some(({ draws }) =>
    draws.some(({ instruction }) => sectionOf(plan.program, instruction) !== null),
  )
}

function printStepDraw(plan: Plan, { key, draws, times }: Step): string {
  const often = times.length === 1 ? String(times[0]) : `[${times.join(', ')}][phase]`
  const names = draws.flatMap(({ fields }) => fields.map(({ name }) => name))
  const result: Code = { entries: names.map((name) => [name, name]) }
  return [
    `    ${key}: repeat(${often}, () => {`,
    ...draws.flatMap((draw) => printSource(plan, draw)),
    statement('return ', result, 6),
    '    }),',
  ].join('\n')
}

function printSource(plan: Plan, { instruction, fields }: Draw): string[] {
  if (fields.length === 0) return []
  const section = sectionOf(plan.program, instruction)
  if (section !== null) {
    const entries = fields.map(({ output, name }) => (output === name ? name : `${output}: ${name}`))
    const flat = `      const { ${entries.join(', ')} } = data.${section}()`
    if (flat.length <= 110) return [flat]
    return ['      const {', ...entries.map((entry) => `        ${entry},`), `      } = data.${section}()`]
  }
  const names = Object.fromEntries(
    Object.entries(instruction.out).map(([output, register]) => [output, plan.nameOf(register)]),
  )
  const drawn = plan.kindOf(instruction).draw?.({ batch: 'batchSize', params: instruction.params, names })
  if (drawn === undefined)
    return fields.map(({ output, name }) => printNoise(instruction.noise?.[output], name))
  if (typeof drawn === 'string')
    return fields.map(({ name }) => statement(`const ${name} = `, readCode(drawn), 6))
  // Later outputs are made of earlier ones, so that these are printed too.
  const outputs = Object.keys(drawn)
  const last = outputs.findLastIndex((output) => fields.some((field) => field.output === output))
  return outputs
    .slice(0, last + 1)
    .map((output) => statement(`const ${names[output]} = `, readCode(drawn[output] ?? ''), 6))
}

/** What a value draws beside its inputs. */
function printNoise(noise: NoiseSpec | undefined, name: string): string {
  if (noise === undefined) throw new Error(`nothing is drawn under ${name}`)
  const shape: Code = { items: ['batchSize', ...noise.shape.map(scalarText)] }
  const call = noise.distribution === 'normal' ? 'tf.randomNormal' : 'tf.randomUniform'
  return statement(`const ${name} = `, { call, args: [shape] }, 6)
}

/** The layers that have weights, row by row. */
export function printWeightTable(rows: [network: string, layer: string, names: string[]][]): string {
  const items = rows.map(([network, layer, names]): Code => ({
    items: [quote(network), quote(layer), { items: names.map(quote) }],
  }))
  return [
    '/** Layers with weights: network, layer, and what its arrays are called in weights.safetensors. */',
    statement('const savedLayers: [NetworkName, string, string[]][] = ', { items }),
  ].join('\n')
}
