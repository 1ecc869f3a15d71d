// The exported file and the engine, from the same weights and the same draws, compute the same outputs and losses.
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { GanvasDocument } from '../src/document/types'
import { parseDocumentText } from '../src/document/parse'
import type { Ops } from '../src/kinds/types'
import { chooseBackend, loadOps } from './engine/backends'
import { everything } from './parity/everything'
import {
  compileOrThrow,
  drawBatches,
  prepareCase,
  readArrays,
  runEngine,
  runExported,
  valuesOf,
  type Case,
} from './parity/sides'

const templates = join(import.meta.dirname, '../templates')
const backend = 'wasm'
const tolerance = 1e-4

/** Without much data to make, and without dropout, whose masks no two implementations share. */
function simplify(document: GanvasDocument): GanvasDocument {
  const changed = structuredClone(document)
  for (const network of Object.values(changed.networks)) {
    for (const layer of Object.values(network.layers)) if ('rate' in layer.params) layer.params.rate = 0
  }
  for (const section of Object.values(changed.data)) section.count = Math.min(section.count, 256)
  return changed
}

function readTemplate(file: string): GanvasDocument {
  const parsed = parseDocumentText(readFileSync(join(templates, file), 'utf8'))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
  return parsed.value
}

/** Largest difference, relative to the larger of 1e-3 and the largest expected number. */
function worstDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let [difference, scale] = [0, 1e-3]
  for (let i = 0; i < expected.length; i++) {
    difference = Math.max(difference, Math.abs((actual[i] ?? NaN) - (expected[i] ?? NaN)))
    scale = Math.max(scale, Math.abs(expected[i] ?? NaN))
  }
  return actual.length === expected.length ? difference / scale : NaN
}

/** The same game with all learning rates at a part of what they were. */
function slower(document: GanvasDocument, factor: number): GanvasDocument {
  const changed = structuredClone(document)
  for (const { optimizer } of Object.values(changed.game.players)) {
    const { rate } = optimizer.params
    if (typeof rate === 'number') optimizer.params.rate = rate * factor
  }
  return changed
}

interface Differences {
  outputs: number
  losses: number
  updates: number
  statistics: number
}

/** Both sides from the same weights and draws: the worst relative differences. */
async function compare(
  ops: Ops,
  { document, prepared, rounds }: { document: GanvasDocument; prepared: Case; rounds: number },
): Promise<Differences> {
  const batches = drawBatches(ops, prepared, rounds)
  const expected = await runEngine(ops, prepared, rounds)
  const { folder, ...actual } = await runExported({ ...prepared, document, batches, backend, rounds })
  const before = valuesOf(readArrays(join(folder, 'weights.safetensors')).tensors)
  rmSync(folder, { recursive: true })
  expect(Object.keys(actual.outputs).sort()).toEqual(Object.keys(expected.outputs).sort())
  expect(Object.keys(actual.weights).sort()).toEqual(Object.keys(expected.weights).sort())
  expect(actual.losses).toHaveLength(rounds)
  const outputs = Object.entries(expected.outputs).map(([name, values]) =>
    worstDifference(actual.outputs[name] ?? [], values),
  )
  const losses = expected.losses.flatMap((round, i) =>
    Object.entries(round).map(([player, loss]) =>
      Math.abs(((actual.losses[i]?.[player] ?? NaN) - loss) / loss),
    ),
  )
  const networks = Object.keys(prepared.program.networks)
  const of = (network: string, paths: object) =>
    Object.keys(paths).filter((path) => path.startsWith(`${network}/`))
  const gather = (values: Record<string, ArrayLike<number>>, paths: string[]) =>
    paths.flatMap((path) => Array.from(values[path] ?? []))
  const updates = networks.map((network) => {
    const paths = of(network, prepared.program.weights)
    return distance(gather(actual.weights, paths), gather(expected.weights, paths), gather(before, paths))
  })
  const statistics = Object.keys(prepared.program.state).map((path) =>
    distance(actual.weights[path] ?? [], expected.weights[path] ?? [], []),
  )
  return {
    outputs: Math.max(...outputs),
    losses: Math.max(...losses),
    updates: Math.max(...updates),
    statistics: Math.max(0, ...statistics),
  }
}

/** ‖a − b‖ / ‖b − origin‖. */
function distance(a: ArrayLike<number>, b: ArrayLike<number>, origin: ArrayLike<number>): number {
  let [difference, length] = [0, 1e-20]
  for (let i = 0; i < b.length; i++) {
    difference += ((a[i] ?? NaN) - (b[i] ?? NaN)) ** 2
    length += ((b[i] ?? NaN) - (origin[i] ?? 0)) ** 2
  }
  return Math.sqrt(difference / length)
}

/**
 * Adam's first steps are signs: rounding turns those round whose gradient is nearly 0, all of a bias before a batch norm
 * among them. And tf.layers keeps the biased running variance.
 */
function expectAgreement(found: Differences): void {
  expect(found.outputs).toBeLessThan(tolerance)
  expect(found.losses).toBeLessThan(tolerance)
  expect(found.updates).toBeLessThan(0.1)
  expect(found.statistics).toBeLessThan(0.02)
}

describe('from the same weights and draws, engine and exported file agree', () => {
  let ops: Ops
  beforeAll(async () => {
    ops = loadOps()
    const chosen = await chooseBackend({ ops, choice: backend })
    if (!chosen.ok) throw new Error(chosen.error.message)
  })

  const files = readdirSync(templates).filter((file) => file.endsWith('.json'))
  const documents = files.map((file) => [file, readTemplate(file)] as const)
  test.each([...documents, ['a game with everything', everything] as const])(
    '%s',
    { timeout: 300_000 },
    async (_, template) => {
      const document = simplify(template)
      const prepared = await prepareCase(ops, document)
      const first = await compare(ops, { document, prepared, rounds: 1 })
      expectAgreement(first)
      // Adam's first steps are signs of gradients: the engine itself, its weights changed by one part in 10⁷, leaves its own
      // losses by up to 5e-4 within five rounds of the convolutional templates. A twentieth of the rates keeps rounding small.
      const gentle = slower(document, 1 / 20)
      const five = await compare(ops, {
        document: gentle,
        prepared: { ...prepared, program: compileOrThrow(gentle) },
        rounds: 5,
      })
      expectAgreement(five)
    },
  )
})
