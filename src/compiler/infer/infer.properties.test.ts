// Inference, compilation and the canvas's view never throw, whatever a document says, and say where each problem is.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { everything, template, templateNames } from '../../document/testing/load'
import { parseDocument } from '../../document/parse'
import { pointerPath } from '../../document/pointer'
import type { GanvasDocument, Json } from '../../document/types'
import { compileProgram } from '../program/compile'
import { checkConnection } from '../connection'
import { graphEdges, graphNodes } from '../graph'
import { programHash } from '../program/hash'
import { inferDocument } from './infer'
import { inferNetwork } from './network'
import { printProgram } from '../program/print'

const starts = [...templateNames.map(template), everything()]

/** Every place in plain data that holds something. */
function places(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (value === null || typeof value !== 'object') return [path]
  return [path, ...Object.entries(value).flatMap(([key, item]) => places(item, [...path, key]))]
}

const words = fc.constantFrom(
  ...[
    'z',
    'x',
    'fake',
    'real',
    'real.label',
    'fake.image',
    'nobody',
    'call',
    'dense',
    'concat',
    'detach',
    'ink',
  ],
  ...[
    'generator',
    'discriminator/conv_1',
    'image',
    'label',
    'unit_image',
    'scalar',
    'tokens',
    'any',
    'constructor',
  ],
)
const numbers = fc.constantFrom(0, 1, -1, 0.5, 2, 3, 64, 65_536, 1e9)
const anything = fc.oneof(
  fc.constantFrom<Json>(
    [],
    {},
    [1],
    [65_536, 65_536],
    [7, 7, 64],
    null,
    { x: 'z' },
    { kind: 'step', points: [[0, 0]] },
  ),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
)
const change = fc.record({ pick: fc.nat(100_000), word: words, number: numbers, anything, wild: fc.nat(5) })
type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never

/** A document with some of its places changed, mostly to something of the same sort, or removed. */
function mutate(start: GanvasDocument, changes: readonly Change[]): unknown {
  const copy = structuredClone(start) as unknown
  for (const { pick, word, number, anything, wild } of changes) {
    const all = places(copy).filter((path) => path.length > 2)
    const path = all[pick % all.length] ?? []
    let target = copy as Record<string, unknown>
    for (const key of path.slice(0, -1)) target = target[key] as Record<string, unknown>
    const key = path.at(-1) ?? ''
    const old = target[key]
    if (wild === 0 && !Array.isArray(target)) delete target[key]
    else if (wild > 1 && typeof old === 'string') target[key] = word
    else if (wild > 1 && typeof old === 'number') target[key] = number
    else if (wild === 1 || key === 'params') target[key] = anything
  }
  return copy
}

test('mutated documents that still parse are understood without a throw', () => {
  let parsedCount = 0
  let problemCount = 0
  fc.assert(
    fc.property(
      fc.nat(starts.length - 1),
      fc.array(change, { minLength: 1, maxLength: 4 }),
      (which, changes) => {
        const parsed = parseDocument(mutate(starts[which] as GanvasDocument, changes))
        if (!parsed.ok) return
        parsedCount++
        const document = parsed.value
        const { problems } = inferDocument(document)
        problemCount += Number(problems.length > 0)
        for (const { where, message } of problems) {
          expect(pointerPath(where)).not.toBeNull()
          expect(message).toMatch(/\S.*[.?]$/)
        }
        const program = compileProgram(document)
        expect(program.ok).toBe(problems.every(({ severity }) => severity === 'warning'))
        if (program.ok) expect(printProgram(program.value) + programHash(program.value)).toContain('round')
        for (const graph of ['game', ...Object.keys(document.networks)]) {
          const nodes = graphNodes(document, graph)
          graphEdges(document, graph)
          for (const { id } of nodes.slice(0, 3))
            checkConnection(document, { graph, from: nodes.at(-1)?.id ?? '', to: { node: id, port: 'x' } })
        }
      },
    ),
    { numRuns: 400 },
  )
  // The test would be worth nothing if hardly any mutation parsed, or none of them did harm.
  expect(parsedCount).toBeGreaterThan(150)
  expect(problemCount).toBeGreaterThan(80)
})

test('a chain of 3,000 layers is inferred, and not again where an edit did not touch it', () => {
  const start = template('dcgan')
  const layers = Object.fromEntries(
    Array.from({ length: 3000 }, (_, k) => [
      `act_${k}`,
      { kind: 'relu', in: { x: k === 0 ? 'z' : `act_${k - 1}` }, params: {} },
    ]),
  )
  const long = {
    inputs: { z: { shape: [64], domain: 'latent' as const } },
    layers,
    outputs: { out: 'act_2999' },
  }
  const document: GanvasDocument = { ...start, networks: { ...start.networks, long } }
  expect(inferDocument(document).networks['long']?.types['act_2999.out']?.shape).toEqual([64])
  const alone = { network: () => undefined, circle: () => null }
  const once = inferNetwork('long', long, alone)
  expect(inferNetwork('long', long, alone)).toBe(once)
  const narrow = { ...long, inputs: { z: { ...long.inputs.z, shape: [32] } } }
  expect(inferNetwork('long', narrow, alone)).not.toBe(once)
})
