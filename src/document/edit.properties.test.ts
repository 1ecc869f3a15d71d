// Whatever is edited in whatever order, a document stays one that parses, and nothing that was not edited moves.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from '../lib/canonical'
import * as edit from './edit'
import { everything, template } from './testing/load'
import { parseDocument } from './parse'
import { checkPlainData } from './structure'
import type { GanvasDocument, Json, Position } from './types'
import { views } from '../kinds/views/registry'

const names = [
  'generator',
  'discriminator',
  'encoder',
  'empty',
  'nowhere',
  'constructor',
  'Not An Id',
  '__proto__',
  '',
]
const nodes = [
  'z',
  'x',
  'fake',
  'dense',
  'act_1',
  'conv_1',
  'out:image',
  'out:code',
  'player:generator',
  'player:x',
  'both',
  ...names,
]
const graph = fc.constantFrom('game', ...names)
const node = fc.constantFrom(...nodes)
const reference = fc.constantFrom('z', 'fake', 'fake.image', 'real.label', 'act_1', 'nobody', 'code.code')
const position = fc.tuple(fc.double(), fc.double()) as fc.Arbitrary<Position>
const json = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>
const params = fc
  .dictionary(fc.constantFrom('units', 'shape', 'data', 'x'), json)
  .filter((record) => checkPlainData(record).ok)
const text = fc.oneof(fc.string({ maxLength: 300 }), node)

type Edit = (document: GanvasDocument) => GanvasDocument
const kept = (result: ReturnType<typeof edit.changeId>, before: GanvasDocument) =>
  result.ok ? result.value.document : before

const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ graph, kind: fc.constantFrom('dense', 'call', 'nonsense'), params, position, id: text }).map(
    (args): Edit =>
      (d) =>
        edit.addNode(d, args).document,
  ),
  fc.record({ network: graph, id: text, source: reference, position }).map(
    (args): Edit =>
      (d) =>
        edit.addNetworkOutput(d, args).document,
  ),
  fc.record({ network: graph, id: text, position }).map(
    (args): Edit =>
      (d) =>
        edit.addNetworkInput(d, { ...args, port: { shape: [3], domain: 'any' } }).document,
  ),
  fc.record({ graph, ids: fc.array(node, { maxLength: 3 }) }).map(
    (args): Edit =>
      (d) =>
        edit.removeNodes(d, { ...args, views }),
  ),
  fc.record({ graph, positions: fc.dictionary(fc.constantFrom('z', 'fake'), position) }).map(
    (args): Edit =>
      (d) =>
        edit.moveNodes(d, args),
  ),
  fc.record({ graph, from: reference, to: fc.record({ node, port: fc.constantFrom('x', 'in', 'a') }) }).map(
    (args): Edit =>
      (d) =>
        edit.connect(d, args),
  ),
  fc.record({ graph, to: fc.record({ node, port: fc.constantFrom('x', 'in', 'a') }) }).map(
    (args): Edit =>
      (d) =>
        edit.disconnect(d, args),
  ),
  fc.record({ graph, node, params }).map(
    (args): Edit =>
      (d) =>
        edit.setParams(d, args),
  ),
  fc.record({ graph, node, title: text }).map(
    (args): Edit =>
      (d) =>
        edit.setNodeTitle(d, args),
  ),
  fc.record({ graph, node, id: text }).map(
    (args): Edit =>
      (d) =>
        kept(edit.changeId(d, args), d),
  ),
  fc.record({ network: fc.constantFrom(...names), id: text }).map(
    (args): Edit =>
      (d) =>
        kept(edit.changeNetworkId(d, args), d),
  ),
  fc.record({ graph, ids: fc.array(node, { maxLength: 3 }), offset: position }).map(
    ({ graph, ids, offset }): Edit =>
      (d) =>
        edit.pasteNodes(d, { graph, clipboard: edit.copyNodes(d, { graph, ids }), offset }).document,
  ),
  fc.record({ id: text, title: text }).map(
    (args): Edit =>
      (d) =>
        edit.addNetwork(d, args).document,
  ),
  fc.record({ network: fc.constantFrom(...names) }).map(
    (args): Edit =>
      (d) =>
        edit.duplicateNetwork(d, args).document,
  ),
  fc.record({ network: fc.constantFrom(...names) }).map(
    (args): Edit =>
      (d) =>
        edit.removeNetwork(d, { ...args, views }),
  ),
  fc.record({ network: graph, title: text, frozen: fc.boolean() }).map(
    (args): Edit =>
      (d) =>
        edit.setNetwork(d, args),
  ),
  fc.record({ id: text, position }).map(
    (args): Edit =>
      (d) =>
        edit.addPlayer(d, { ...args, optimizer: { kind: 'sgd', params: { rate: 1 } } }).document,
  ),
  fc.record({ player: node, patch: fc.record({ trains: fc.array(text), average: fc.double() }) }).map(
    (args): Edit =>
      (d) =>
        edit.setPlayer(d, args),
  ),
  fc.record({ batch: fc.double(), rounds: fc.integer() }).map(
    (args): Edit =>
      (d) =>
        edit.setGame(d, args),
  ),
  fc.record({ view: node, patch: fc.record({ count: fc.integer(), value: reference }) }).map(
    (args): Edit =>
      (d) =>
        edit.setView(d, args),
  ),
  fc.record({ knob: fc.nat(8), value: json }).map(
    (args): Edit =>
      (d) =>
        edit.setKnob(d, args),
  ),
  fc.record({ title: text, about: text }).map(
    (args): Edit =>
      (d) =>
        edit.setDocument(d, args),
  ),
)

test.each([
  ['a template', template('dcgan')],
  ['a document with every part', everything()],
])('%s stays a document through 20 edits of any sort', (_name, start) => {
  const before = canonicalJson(start)
  fc.assert(
    fc.property(fc.array(edits, { minLength: 1, maxLength: 20 }), (list) => {
      let document = start
      for (const apply of list) {
        document = apply(document)
        const parsed = parseDocument(JSON.parse(JSON.stringify(document)))
        if (!parsed.ok) throw new Error(`${parsed.error[0]?.where}: ${parsed.error[0]?.message}`)
      }
      expect(canonicalJson(start)).toBe(before)
    }),
    { numRuns: 80 },
  )
})

test('what an edit does not touch is the same object', () => {
  const start = template('dcgan')
  const next = edit.setParams(start, { graph: 'generator', node: 'up_1', params: { filters: 8 } })
  expect(next).not.toBe(start)
  expect(next.game).toBe(start.game)
  expect(next.networks['generator']?.layers['up_2']).toBe(start.networks['generator']?.layers['up_2'])
})
