// What a kind becomes in an exported file compiles under strict TypeScript and computes the same numbers as the kind itself.
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import * as core from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs'
import ts from 'typescript'
import { beforeAll, expect, test } from 'vitest'
import { take } from './take'
import { defaultParams, layers, optimizers, values } from '../../kinds/registry'
import type { Kind, Ops } from '../../kinds/types'
import type { TfjsForm } from '../../kinds/tfjs/types'
import { installOps } from '../../tensors/ops'
import { randomOps } from '../../tensors/random'
import { applyKind, fill, noiseOf, tensorsOf, type Filled } from './gradientCheck'
import { drawer, randomCases, randomParams, type Case } from './randomCase'

const folder = join(process.cwd(), 'node_modules', '.cache', 'ganvas-forms')
/** Blocks become the layers that they stand for. */
const printed = Object.entries(layers).filter(([, kind]) => !kind.instruction)
const sources = new Map<string, string>()
let ops: Ops
let classes: Record<string, new (config: unknown) => tf.layers.Layer>

beforeAll(async () => {
  expect(tf.Tensor, 'one copy of tfjs-core').toBe(core.Tensor)
  ops = installOps(core)
  await tf.setBackend('cpu')
  mkdirSync(folder, { recursive: true })
  for (const [id, kind] of printed) {
    for (const one of randomCases(id, kind, 60)) collect(formOf(kind, one))
  }
  for (const kind of Object.values(optimizers)) {
    const form = kind.tfjs(defaultParams(kind))
    if (form.kind === 'class') sources.set(form.className, form.source)
  }
  classes = load([...sources.values()].join('\n\n'), [...sources.keys()]) as typeof classes
})

function collect(form: TfjsForm): void {
  if (form.kind === 'class') sources.set(form.className, form.source)
}

function formOf(kind: Kind, { inputs, params }: Case): TfjsForm {
  return kind.tfjs!({ inputs, params, data: {} })
}

/** Transpiles source text that uses only `tf`, and loads what it declares. */
function load(source: string, names: string[]): Record<string, unknown> {
  const text = `import * as tf from '@tensorflow/tfjs'\n${source}\nexport { ${names.join(', ')} }\n`
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  })
  const file = join(folder, `forms-${names.join('-').slice(-80)}.cjs`)
  writeFileSync(file, outputText)
  return createRequire(file)(file) as Record<string, unknown>
}

/** One tf.layers model of the form, with the case's weights in place. */
function buildModel(form: TfjsForm, one: Case, filled: Filled): tf.LayersModel {
  const inputs = Object.keys(one.inputs)
    .sort()
    .map((name) => {
      const dtype = take(filled.inputs, name).dtype ?? 'float32'
      return tf.input({ shape: [...take(one.inputs, name).shape], dtype })
    })
  const made =
    form.kind === 'class'
      ? [new (take(classes, form.className))(form.config)]
      : form.layers.map(({ name, config }) => {
          const factories = tf.layers as unknown as Record<string, (config: unknown) => tf.layers.Layer>
          return take(factories, name)(structuredClone(config))
        })
  const first: tf.SymbolicTensor | tf.SymbolicTensor[] = inputs.length === 1 ? inputs[0]! : inputs
  const output = made.reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, first) as tf.SymbolicTensor
  made.forEach((layer, at) => {
    const places = Object.entries(form.weights).filter(([, [index]]) => index === at)
    const tensors = layer.getWeights().map((old, position) => {
      const [name] = places.find(([, place]) => place[1] === position) ?? []
      expect(name, `weight ${position} of layer ${at} is named`).toBeDefined()
      const slot = filled.weights[name!] ?? take(filled.state, name!)
      expect(slot.shape).toEqual(old.shape)
      return tf.tensor(slot.values, slot.shape)
    })
    expect(places.length).toBe(tensors.length)
    layer.setWeights(tensors)
  })
  return tf.model({ inputs, outputs: output })
}

test.each(printed)('%s: the tf.layers form gives the same numbers', (id, kind) => {
  for (const drawn of randomCases(id, kind, 24)) {
    // What draws has numbers of its own in tf.layers.
    const one = { ...drawn, params: { ...drawn.params, ...kind.silence } }
    const filled = fill(id, kind, one)
    const form = formOf(kind, one)
    expect(Object.keys(form.weights).sort()).toEqual(
      [...Object.keys(filled.weights), ...Object.keys(filled.state)].sort(),
    )
    const errors = tf.tidy(() => {
      const tensors = tensorsOf(ops, filled)
      // Before the model runs in training mode and moves its running statistics.
      const model = buildModel(form, one, filled)
      const ordered = Object.keys(tensors.inputs)
        .sort()
        .map((name) => take(tensors.inputs, name))
      const worst = [false, true].map((train) => {
        const ours = take(applyKind(ops, kind, one, tensors, train).outputs, 'out')
        const theirs = model.apply(ordered.length === 1 ? ordered[0]! : ordered, {
          training: train,
        }) as tf.Tensor
        expect(theirs.shape).toEqual(ours.shape)
        const size = tf.max(tf.abs(ours)).dataSync()[0]!
        return tf.max(tf.abs(tf.sub(ours, theirs))).dataSync()[0]! / (size + 1e-3)
      })
      return tf.tensor1d(worst)
    })
    const [inViews, inSteps] = errors.dataSync()
    expect(inViews, JSON.stringify(one)).toBeLessThan(1e-5)
    expect(inSteps, JSON.stringify(one)).toBeLessThan(1e-5)
    errors.dispose()
  }
})

test('a lasting dropout drops its share also outside training, and scales what it keeps', () => {
  const layer = new (take(classes, 'LastingDropout'))({ rate: 0.25 })
  const kept = (layer.apply(tf.ones([1, 4000])) as tf.Tensor).dataSync()
  expect([...new Set(kept)].map((value) => value.toFixed(4)).sort()).toEqual(['0.0000', '1.3333'])
  expect(kept.filter((value) => value > 0).length / 4000).toBeCloseTo(0.75, 1)
})

/** The printed expression, and the names of the inputs and draws that it uses. */
function expressionOf(
  kind: Kind,
  { params, inputs }: Case,
): { text: string; given: string[]; typed: string } {
  const named = (names: string[]) => Object.fromEntries(names.map((name) => [name, name]))
  const noise = Object.keys(kind.noise?.({ params, inputs, data: {} }) ?? {})
  const state = Object.keys(kind.state?.({ params, inputs, data: {} }) ?? {})
  const ports = Object.keys(inputs)
  return {
    text: kind.expression!({ inputs: named(ports), params, noise: named(noise), state: named(state) }),
    given: [...ports, ...noise, ...state],
    typed: [
      ...[...ports, ...noise].map((name) => `${name}: tf.Tensor`),
      ...state.map((name) => `${name}: tf.Variable`),
    ].join(', '),
  }
}

/** The body of a function that draws a source: its outputs by name. */
function drawingOf(kind: Kind, params: Record<string, unknown>, batch: string): string {
  const outputs = kind.infer({ inputs: {}, params, data: {} })
  if (!outputs.ok) throw new Error(outputs.error)
  const names = Object.fromEntries(Object.keys(outputs.value).map((name) => [name, `${name}_drawn`]))
  const drawn = kind.draw!({ batch, params, names })
  if (typeof drawn === 'string') return `return { out: ${drawn} }`
  const lines = Object.entries(drawn).map(([output, text]) => `const ${take(names, output)} = ${text}`)
  const made = Object.keys(drawn).map((output) => `${output}: ${take(names, output)}`)
  return [...lines, `return { ${made.join(', ')} }`].join('\n')
}

const expressed = Object.entries(values).filter(([, kind]) => 'expression' in kind)

test.each(expressed)('%s: the printed expression gives the same number', (id, kind) => {
  for (const [index, one] of randomCases(id, kind, 24).entries()) {
    const filled = fill(id, kind, one)
    const { text, given, typed } = expressionOf(kind, one)
    const name = `run_${id}_${index}`
    const helpers = Object.values(kind.functions ?? {}).join('\n\n')
    const run = take(load(`${helpers}\nfunction ${name}(${typed}) { return ${text} }`, [name]), name)
    const [ours, theirs] = tf.tidy<[tf.Tensor, tf.Tensor]>(() => {
      const tensors = tensorsOf(ops, filled)
      const state = Object.entries(tensors.state).map(
        ([name, tensor]) => [name, tf.variable(tensor)] as const,
      )
      const named = {
        ...tensors.inputs,
        ...noiseOf(ops, kind, one, tensors.inputs),
        ...Object.fromEntries(state),
      }
      const printed = (run as (...given: tf.Tensor[]) => tf.Tensor)(...given.map((port) => take(named, port)))
      const ran = applyKind(ops, kind, one, tensors, true)
      const result = take(ran.outputs, 'out')
      for (const [name, variable] of state) {
        expect(variable.arraySync()).toEqual(take(ran.state ?? {}, name).arraySync())
        variable.dispose()
      }
      return [tf.reshape(result, [-1]), tf.reshape(printed, [-1])]
    })
    expect(theirs.arraySync()).toEqual(ours.arraySync())
    tf.dispose([ours, theirs])
  }
})

const noises = Object.entries(values).filter(([, kind]) => 'draw' in kind)

test.each(noises)('%s: the printed draw has the shape and the spread of our own', (id, kind) => {
  for (const [index, one] of randomCases(id, kind, 6).entries()) {
    const name = `draw_${id}_${index}`
    const source = `function ${name}() { ${drawingOf(kind, one.params, '2000')} }`
    const draw = take(load(source, [name]), name) as () => Record<string, tf.Tensor>
    const moments = (tensor: tf.Tensor) => {
      const { mean, variance } = tf.moments(tf.cast(tensor, 'float32'))
      return [mean.dataSync()[0]!, Math.sqrt(variance.dataSync()[0]!)]
    }
    tf.tidy(() => {
      const printed = draw()
      const { outputs } = kind.apply(ops, {
        inputs: {},
        types: {},
        weights: {},
        state: {},
        params: one.params,
        train: true,
        batch: 2000,
        random: randomOps(ops, { seed: 1, step: 1, path: id }),
        noise: {},
        draw: () => ({}),
      })
      expect(Object.keys(printed)).toEqual(Object.keys(outputs))
      for (const [output, tensor] of Object.entries(outputs)) {
        const other = take(printed, output)
        expect([other.shape, other.dtype]).toEqual([tensor.shape, tensor.dtype])
        const [theirs, ours] = [moments(other), moments(tensor)]
        theirs.forEach((moment, at) =>
          expect(Math.abs(moment - ours[at]!)).toBeLessThan(0.15 * (1 + ours[1]!)),
        )
      }
    })
  }
})

test.each(Object.entries(optimizers))('%s: the tf.train form walks the same path', (id, kind) => {
  const draw = drawer(17, id)
  const defaults = defaultParams(kind)
  for (let set = 0; set < 16; set++) {
    // In every other set, what is off by default (momentum, a switch) is drawn.
    const drawn = randomParams(kind, draw)
    const off = Object.keys(defaults).filter((name) => set % 2 === 1 && !defaults[name])
    const on = Object.fromEntries(off.map((name) => [name, drawn[name]]))
    const params = { ...defaults, ...on, rate: 0.01 + 0.1 * draw.uniform() }
    const form = kind.tfjs(params)
    const name = `make_${id}_${set}`
    const source = form.kind === 'class' ? form.source : ''
    const make = take(load(`${source}\nfunction ${name}() { return ${form.call} }`, [name]), name)
    const optimizer = (make as () => tf.Optimizer)()
    const theirs = tf.variable(tf.tensor1d([1, -2, 0.5]), true, name)
    let weight: tf.Tensor = tf.tensor1d([1, -2, 0.5])
    let slots = Object.fromEntries(kind.slots.map((slot) => [slot, tf.zeros<tf.Rank>([3])]))
    for (let count = 1; count <= 6; count++) {
      const gradient = tf.tensor1d([draw.normal(), draw.normal(), draw.normal()])
      optimizer.applyGradients([{ name, tensor: gradient }])
      const next = kind.update(ops, { weight, gradient, slots, rate: params.rate, count, params })
      ;({ weight, slots } = next)
      const [ours, others] = [weight.dataSync(), theirs.dataSync()]
      ours.forEach((value, at) => expect(others[at]).toBeCloseTo(value, 4))
    }
    theirs.dispose()
  }
})

test('all sources and calls compile under strict TypeScript', () => {
  const calls = Object.values(optimizers).map((kind) => kind.tfjs(defaultParams(kind)).call)
  const expressions = expressed.map(([id, kind]) => {
    const { text, typed } = expressionOf(kind, randomCases(id, kind, 1)[0]!)
    return `export const run_${id} = (${typed}): tf.Tensor => ${text}`
  })
  const noises = Object.entries(values).flatMap(([id, kind]) =>
    kind.draw ? [`export function draw_${id}() {\n${drawingOf(kind, defaultParams(kind), '64')}\n}`] : [],
  )
  const helpers = new Map(expressed.flatMap(([, kind]) => Object.entries(kind.functions ?? {})))
  const text = [
    `import * as tf from '@tensorflow/tfjs'`,
    ...[...sources].map(([name, source]) => `${source}\nexport { ${name} }`),
    `export const optimizers: tf.Optimizer[] = [${calls.join(', ')}]`,
    ...helpers.values(),
    ...expressions,
    ...noises,
  ].join('\n\n')
  const file = join(folder, 'forms.ts')
  writeFileSync(file, text)
  const program = ts.createProgram([file], {
    strict: true,
    noImplicitOverride: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: [],
  })
  const messages = ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
  expect(messages).toEqual([])
  expect(sources.size).toBeGreaterThanOrEqual(4)
})
