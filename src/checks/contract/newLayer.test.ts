// A new layer is one file and one line: an entry in the registry is all that the contract, the compiler, the engine and the page need.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { compileProgram } from '../../compiler/program/compile'
import type { Program } from '../../compiler/program/program'
import { inferDocument } from '../../compiler/infer/infer'
import { makeSource } from '../../data/makeSource'
import { connect } from '../../document/edit'
import { template } from '../../document/testing/load'
import type { GanvasDocument } from '../../document/types'
import { formFields } from '../../kinds/form'
import { paletteItems } from '../../editor/palette/items'
import { createEngine } from '../../engine/engine'
import { exportDocument } from '../../export/exportDocument'
import { defineKind } from '../../kinds/define'
import { layers } from '../../kinds/registry'
import { numbersIn } from '../../kinds/shared/inputs'
import { documentJsonSchema } from '../../scripts/documentJsonSchema'
import { loadOps, startBackend } from '../../tensors/backends'
import { checkKind, tolerance } from './kindCheck'

/** What the one file would hold; the one line would export it under its id. */
const channelScale = defineKind({
  title: 'Channel scale',
  group: 'Normalisation',
  doc: 'Multiplies every channel by a number that it learns.',
  formula: 'y = gain · x',
  params: z.strictObject({
    start: z.number().min(0).max(10).default(1).describe('What every channel is multiplied by at first.'),
  }),
  inputs: { x: {} },
  infer({ inputs }) {
    const x = numbersIn(inputs)
    return x.ok ? { ok: true, value: { out: { shape: x.value.shape, domain: 'features' } } } : x
  },
  weights: ({ inputs, params: { start } }) => ({
    gain: { shape: [inputs.x.shape.at(-1) ?? 1], init: { kind: 'normal', mean: start, sigma: 0 } },
  }),
  apply: (ops, { inputs, weights }) => ({ outputs: { out: ops.mul(inputs.x, weights.gain) } }),
  tfjs: () => ({
    kind: 'class',
    className: 'ChannelScale',
    source: `class ChannelScale extends tf.layers.Layer {
  static className = 'ChannelScale'
  private gain!: tf.LayerVariable

  constructor(private readonly config: { name?: string; gainInitializer?: ReturnType<typeof tf.initializers.ones> }) {
    super({ name: config.name })
  }

  override build(inputShape: tf.Shape): void {
    const channels = inputShape[inputShape.length - 1] as number
    this.gain = this.addWeight('gain', [channels], 'float32', this.config.gainInitializer ?? tf.initializers.ones())
    this.built = true
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.mul((Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor, this.gain.read())
  }
}`,
    config: {},
    weights: { gain: [0, 0] },
    starts: { gain: 'gainInitializer' },
  }),
  differentiable: 2,
  summary: ({ start }) => `× ${start}`,
})

const id = 'channel_scale'
const ops = loadOps()

beforeAll(async () => {
  layers[id] = channelScale
  expect(await startBackend({ ops }, 'cpu')).toEqual({ ok: true, value: null })
})

afterAll(() => {
  delete layers[id]
})

/** The points' game, whose generator has the layer behind its first one: put in as the palette does. */
function withLayer(): GanvasDocument {
  const document = template('gan_ring')
  const item = paletteItems(document, 'generator').find(({ title }) => title === channelScale.title)
  const added = item!.add(document, [0, 0])
  const fed = connect(added.document, {
    graph: 'generator',
    from: 'dense_1',
    to: { node: added.id, port: 'x' },
  })
  return connect(fed, { graph: 'generator', from: added.id, to: { node: 'act_1', port: 'x' } })
}

function compiled(document: GanvasDocument): Program {
  const program = compileProgram(document)
  if (!program.ok) throw new Error(program.error[0]?.message)
  return program.value
}

test('the contract holds its gradients', async () => {
  const { checked, used, named } = await checkKind(ops, id, channelScale, 8)
  expect(checked.length).toBeGreaterThanOrEqual(8)
  expect(used).toEqual(named)
  for (const { first, second } of checked) expect(Math.max(first, second)).toBeLessThan(tolerance)
})

test('the palette offers it, the inspector has its form, the JSON Schema its parameters', () => {
  const document = withLayer()
  expect(document.networks.generator?.layers[id]).toEqual({
    kind: id,
    in: { x: 'dense_1' },
    params: { start: 1 },
  })
  expect(formFields(channelScale.params).map(({ name }) => name)).toEqual(['start'])
  expect(JSON.stringify(documentJsonSchema())).toContain(`{"const":"${id}"}`)
})

test('the compiler infers it and gives it its weights', () => {
  const document = withLayer()
  expect(inferDocument(document).problems).toEqual([])
  expect(compiled(document).weights[`generator/${id}/gain`]).toMatchObject({
    shape: [128],
    trainer: 'generator',
  })
})

test('the engine trains it', async () => {
  const program = compiled(withLayer())
  const entries = Object.entries(program.data).map(
    async ([name, data]) => [name, await makeSource(data)] as const,
  )
  const engine = createEngine({ ops, program, sources: Object.fromEntries(await Promise.all(entries)) })
  engine.runRound()
  const losses = Object.values(await engine.readLosses())
  expect(losses.length).toBe(2)
  expect(losses.every(Number.isFinite)).toBe(true)
  const gains = (await engine.weights('current')).tensors[`generator/${id}/gain`]!.values
  expect([...gains].every((gain) => gain !== 1 && Math.abs(gain - 1) < 0.1)).toBe(true)
  engine.dispose()
})

test('the TypeScript export prints it', () => {
  const exported = exportDocument(withLayer(), { to: 'typescript' })
  if (!exported.ok) throw new Error(exported.error[0]?.message)
  const [file] = exported.value.files
  const text = file && 'text' in file ? file.text : ''
  expect(text).toContain('class ChannelScale extends tf.layers.Layer')
  expect(text).toMatch(/new ChannelScale\(\{/)
})
