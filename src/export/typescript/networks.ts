// Prints networks as TensorFlow.js layers: a sequence where it is one, else a graph.
import type { ApplyInstruction, NetworkBody, Program } from '../../compiler/program/program'
import type { Initializer } from '../../kinds/types'
import type { TfjsForm } from '../../kinds/tfjs/types'
import { elementCount, formatCount, formatSizes } from '../../lib/format'
import { dataCode, layOut, statement, type Code } from './layout'
import type { Plan } from './plan'
import { camel, createNames, quote, scalarText } from './text'

/** A layer of ours as it stands in the file. */
export interface PrintedLayer {
  /** `tf.layers.dense({ … })`, in order of application. */
  calls: Code[]
  note: string | undefined
  /** Names of the weights and states in the order of the layer's `getWeights()`; empty where it has none. */
  weightNames: string[]
  /** The class that comes along, where tf.layers has none. */
  source: { className: string; text: string } | null
  /** Factories of tf.layers that are called. */
  factories: string[]
}

/** The form in tf.layers of a layer whose kind has one. */
export function formOf(
  { program, kindOf }: Pick<Plan, 'program' | 'kindOf'>,
  network: string,
  layer: ApplyInstruction,
): TfjsForm {
  const body = program.networks[network]
  const inputs = Object.fromEntries(
    Object.entries(layer.in).map(([port, register]) => [port, body?.types[register] ?? missing(register)]),
  )
  const form = kindOf(layer).tfjs?.({ inputs, params: layer.params, data: {} })
  if (!form) throw new Error(`the kind ${layer.kind} has no form in tf.layers`)
  return form
}

/** How a layer is written; its inputs must be in order of the kind's ports. */
export function printLayer(plan: Plan, network: string, layer: ApplyInstruction): PrintedLayer {
  const form = formOf(plan, network, layer)
  const parts =
    form.kind === 'stock'
      ? form.layers.map(({ name, config }) => ({ call: `tf.layers.${name}`, config }))
      : [{ call: `new ${form.className}`, config: form.config }]
  const named = Math.max(...Object.values(form.weights).map(([index]) => index), 0)
  const starts = startEntries(plan.program, { network, layer, form })
  return {
    calls: parts.map(({ call, config }, index) => ({
      call,
      args: [
        layerConfig({
          name: index === named ? layer.id : null,
          config,
          starts: index === named ? starts : [],
        }),
      ],
    })),
    note: form.note,
    weightNames: orderedWeights(form, layer.id),
    source: form.kind === 'class' ? { className: form.className, text: form.source } : null,
    factories: form.kind === 'stock' ? form.layers.map(({ name }) => name) : [],
  }
}

function layerConfig(args: {
  name: string | null
  config: Record<string, unknown>
  starts: [string, Code][]
}): Code {
  const config = Object.entries(args.config).map(([key, value]): [string, Code] => [key, dataCode(value)])
  const name: [string, Code][] = args.name === null ? [] : [['name', quote(args.name)]]
  return { entries: [...name, ...config, ...args.starts] }
}

/** All weights of a form stand in one layer; their positions there are 0, 1, 2 … */
function orderedWeights(form: TfjsForm, id: string): string[] {
  const places = Object.entries(form.weights).sort(([, [, a]], [, [, b]]) => a - b)
  if (places.some(([, [index, position]], i) => position !== i || index !== places[0]?.[1][0])) {
    throw new Error(`the weights of ${id} are spread over several layers`)
  }
  return places.map(([name]) => name)
}

/** What tf.layers itself starts at 0. */
const zeroByDefault = new Set(['biasInitializer', 'betaInitializer'])

function startEntries(
  { weights }: Program,
  { network, layer, form }: { network: string; layer: ApplyInstruction; form: TfjsForm },
): [string, Code][] {
  return Object.entries(form.starts ?? {}).flatMap(([name, key]): [string, Code][] => {
    const path = layer.weights[name]
    const spec = path === undefined ? undefined : weights[`${network}/${path}`]
    if (!spec || (spec.init.kind === 'zeros' && zeroByDefault.has(key))) return []
    return [[key, initializerText(spec.init)]]
  })
}

function initializerText(init: Initializer): string {
  if (init.kind === 'normal')
    return `normal(${scalarText(init.sigma)}${init.mean ? `, ${scalarText(init.mean)}` : ''})`
  if (init.kind === 'fan_in_uniform') return `fanInUniform(${init.fanIn})`
  return quote(init.kind)
}

function missing(register: string): never {
  throw new Error(`no type of ${register}`)
}

/** The function that builds one network. */
export function printBuilder(
  plan: Plan,
  { network, body, noted }: { network: string; body: NetworkBody; noted: Set<string> },
): string {
  const layers = body.instructions.map((layer): NotedLayer => {
    const printed = printLayer(plan, network, layer)
    const fresh = printed.note !== undefined && !noted.has(printed.note)
    if (printed.note !== undefined) noted.add(printed.note)
    return { layer, calls: printed.calls, note: fresh ? printed.note : undefined }
  })
  const chain = isChain(body)
  const shapes = (types: (readonly [string, readonly number[]])[]) =>
    types.map(([name, shape]) => `${name} [${formatSizes(shape)}]`).join(', ')
  const inputs = Object.entries(body.inputs).map(([name, { shape }]) => [name, shape] as const)
  const outputs = Object.entries(body.outputs).map(
    ([name, register]) => [name, typeOf(body, register).shape] as const,
  )
  const count = Object.entries(plan.program.weights)
    .filter(([path]) => path.startsWith(`${network}/`))
    .reduce((sum, [, { shape }]) => sum + elementCount(shape), 0)
  return [
    `/** Network ${network}: ${shapes(inputs)} → ${shapes(outputs)}; ${formatCount(count)} weights. */`,
    `function ${plan.builderOf(network)}(): tf.LayersModel {`,
    ...(chain ? printSequence(network, body, layers) : printGraph(plan, { network, body, layers })),
    '}',
  ].join('\n')
}

function typeOf(body: NetworkBody, register: string) {
  return body.types[register] ?? body.inputs[register] ?? missing(register)
}

/** Each layer reads the one before it, and the last one is the only output. */
function isChain({ inputs, instructions, outputs }: NetworkBody): boolean {
  const [input, ...otherInputs] = Object.keys(inputs)
  const [output, ...otherOutputs] = Object.values(outputs)
  if (input === undefined || otherInputs.length + otherOutputs.length > 0 || instructions.length === 0)
    return false
  let before = input
  for (const layer of instructions) {
    const [from, ...more] = Object.values(layer.in)
    const [to, ...others] = Object.values(layer.out)
    if (from !== before || to === undefined || more.length + others.length > 0) return false
    before = to
  }
  return output === before
}

interface NotedLayer {
  layer: ApplyInstruction
  calls: Code[]
  note: string | undefined
}

function printSequence(network: string, body: NetworkBody, layers: NotedLayer[]): string[] {
  const [[name, type] = missing('input')] = Object.entries(body.inputs)
  const input: Code = {
    call: 'tf.layers.inputLayer',
    args: [
      { entries: [['name', quote(name)], ['inputShape', dataCode(type.shape)], ...dtypeOf(type.domain)] },
    ],
  }
  const lines = layers.flatMap(({ calls, note }) => {
    return [...(note === undefined ? [] : [`      // ${note}`]), ...calls.map(listed)]
  })
  return [
    '  return tf.sequential({',
    `    name: ${quote(network)},`,
    '    layers: [',
    listed(input),
    ...lines,
    '    ],',
    '  })',
  ]
}

function listed(call: Code): string {
  return `      ${layOut(call, { indent: 6, before: '', after: 1 })},`
}

function dtypeOf(domain: string): [string, Code][] {
  return domain === 'label' || domain === 'tokens' ? [['dtype', quote('int32')]] : []
}

function printGraph(
  plan: Plan,
  { network, body, layers }: { network: string; body: NetworkBody; layers: NotedLayer[] },
): string[] {
  const names = createNames(['tf', 'connect', 'normal', 'fanInUniform'])
  const nameOf = new Map<string, string>()
  const lines: string[] = []
  for (const [input, { shape, domain }] of Object.entries(body.inputs)) {
    const name = names.take(camel(input))
    nameOf.set(input, name)
    const entries: [string, Code][] = [['name', quote(input)], ['shape', dataCode(shape)], ...dtypeOf(domain)]
    lines.push(statement(`const ${name} = `, { call: 'tf.input', args: [{ entries }] }, 2))
  }
  for (const { layer, calls, note } of layers) {
    if (note !== undefined) lines.push(`  // ${note}`)
    let inputs = orderedInputs(plan, layer).map((register) => nameOf.get(register) ?? missing(register))
    for (const call of calls) {
      const name = names.take(camel(layer.id))
      lines.push(statement(`const ${name} = `, { call: 'connect', args: [call, ...inputs] }, 2))
      inputs = [name]
    }
    for (const register of Object.values(layer.out)) nameOf.set(register, inputs[0] ?? '')
  }
  const outputs = Object.values(body.outputs).map((register): Code => {
    const name = nameOf.get(register) ?? missing(register)
    if (!Object.hasOwn(body.inputs, register)) return name
    return { call: 'connect', args: ["tf.layers.activation({ activation: 'linear' })", name] }
  })
  const inputs = Object.keys(body.inputs).map((input) => nameOf.get(input) ?? '')
  const model: Code = {
    entries: [
      ['name', quote(network)],
      ['inputs', { items: inputs }],
      ['outputs', { items: outputs }],
    ],
  }
  return [...lines, statement('return ', { call: 'tf.model', args: [model] }, 2)]
}

/** In the order of the kind's ports; for many, in code-point order of their names, as the engine takes them. */
function orderedInputs(plan: Plan, layer: ApplyInstruction): string[] {
  const { inputs } = plan.kindOf(layer)
  const ports =
    inputs === 'many' ? Object.keys(layer.in).sort((a, b) => (a < b ? -1 : 1)) : Object.keys(inputs)
  return ports.flatMap((port) => layer.in[port] ?? [])
}
