// The exported file and the engine, from the same weights and the same draws, compute the same outputs and losses.
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { isCurve } from '../src/compiler/checkPlayers'
import type { Program } from '../src/compiler/program'
import type { GanvasDocument } from '../src/document/types'
import { parseDocumentText } from '../src/document/parse'
import { kindOf } from '../src/kinds/registry'
import type { Ops } from '../src/kinds/types'
import { loadOps, startBackend } from './engine/backends'
import { everything } from './parity/everything'
import { sumInDoubles } from './parity/doubleSums'
import { startPlayer, type Player } from './parity/exportedProject'
import {
  compileOrThrow,
  drawBatches,
  multiplyAdds,
  prepareCase,
  readArrays,
  runEngine,
  runExported,
  valuesOf,
  type Case,
} from './parity/sides'

const templates = join(import.meta.dirname, '../templates')
const tolerance = 1e-4
const rounds = 5

/** Whether a round can be asked of the cpu backend. */
function isAffordable(program: Program): boolean {
  return multiplyAdds(program) / program.batch < 1.5e8
}

/**
 * Small batches, little data, and as many rounds as are played, so that every phase has its turn. Without what no two
 * implementations share: masks and noise that layers draw.
 */
function simplify(document: GanvasDocument): GanvasDocument {
  const changed = structuredClone(document)
  for (const { layers } of Object.values(changed.networks)) {
    for (const { kind, params } of Object.values(layers)) {
      if ('rate' in params) params.rate = 0
      if (kindOf('layer', kind)?.group === 'Regularisation' && 'sigma' in params) params.sigma = 0
    }
  }
  for (const section of Object.values(changed.data)) section.count = Math.min(section.count, 16)
  changed.game.rounds = rounds
  changed.game.batch = 4
  if (!isAffordable(compileOrThrow(changed))) changed.game.batch = 2
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
    else if (isCurve(rate)) for (const point of rate.points) point[1] *= factor
  }
  return changed
}

interface Differences {
  outputs: number
  losses: number
  updates: number
  statistics: number
}

/** Both sides at once, from the same weights and draws: the worst relative differences. */
async function compare(
  sides: { ops: Ops; player: Player },
  args: { document: GanvasDocument; prepared: Case; backend: 'cpu' | 'wasm'; rounds: number },
): Promise<Differences> {
  const { prepared, rounds, backend } = args
  const started = await startBackend(sides, backend)
  if (!started.ok) throw new Error(started.error)
  if (backend === 'cpu') sumInDoubles(sides.ops)
  const batches = drawBatches(sides.ops, prepared, rounds)
  const exported = runExported(sides.player, { ...prepared, ...args, batches })
  const [expected, { folder, ...actual }] = await Promise.all([
    runEngine(sides.ops, prepared, rounds),
    exported,
  ])
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
  const sides = { ops: loadOps(), player: startPlayer() }
  afterAll(() => sides.player.stop())

  const files = readdirSync(templates).filter((file) => file.endsWith('.json'))
  const documents = files.map((file) => [file, readTemplate(file)] as const)
  test.each([...documents, ['a game with everything', everything] as const])(
    '%s',
    { timeout: 300_000 },
    async (_, template) => {
      const document = simplify(template)
      expect(await startBackend(sides, 'wasm')).toEqual({ ok: true, value: null })
      const prepared = await prepareCase(sides.ops, document)
      expectAgreement(await compare(sides, { document, prepared, backend: 'wasm', rounds: 1 }))
      // Adam's first steps are signs of gradients: what two orders of summation differ by in 32 bits turns some round, and within
      // five rounds losses of convolutional games are apart by 5e-4, those of the engine and of itself with other weights in the
      // last bit too. The cpu backend sums in 64 bits, so both sides round alike, and the recipes' own rates can be held to 1e-4.
      // Where it would take minutes, five rounds at a twentieth of the rates keep rounding small on wasm.
      const exact = isAffordable(prepared.program)
      const tried = exact ? document : slower(document, 1 / 20)
      const program = compileOrThrow(tried)
      const backend = exact ? 'cpu' : 'wasm'
      expectAgreement(
        await compare(sides, { document: tried, prepared: { ...prepared, program }, backend, rounds }),
      )
    },
  )
})
