// Checks what players train, minimize and move with, and says who trains which weight.
import { isCurve } from '../../document/curves'
import { pointer } from '../../document/pointer'
import { deletion, problem, setting } from '../../document/problems'
import type { Curve, GanvasDocument, Json, Player, Problem } from '../../document/types'
import { defaultParams, optimizers } from '../../kinds/registry'
import { own } from '../../lib/own'
import { paramProblems } from '../infer/params'
import { resolveReference } from '../infer/scope'
import { describeType, listOf } from '../infer/sentences'
import type { NetworkInference, Scope } from '../infer/types'

type Trainer = readonly [id: string, player: Player]

interface PlayerArgs {
  document: GanvasDocument
  networks: ReadonlyMap<string, NetworkInference>
  called: ReadonlySet<string>
  /** Networks that blocks of called ones copy. */
  copied: ReadonlySet<string>
  scope: Scope
}

/** Ownership by layer path, `network/layer`, and everything that is wrong with players. */
export function checkPlayers(args: PlayerArgs): { trainers: Map<string, string>; problems: Problem[] } {
  const problems: Problem[] = []
  for (const [id, player] of Object.entries(args.document.game.players)) {
    problems.push(
      ...checkTrains(id, player, args),
      ...checkMinimizes(id, player, args.scope),
      ...checkOptimizer(id, player),
    )
  }
  const ownership = assignTrainers(args)
  return { trainers: ownership.trainers, problems: [...problems, ...ownership.problems] }
}

/** Paths of the layers that have weights, in the order in which the network runs them. */
function weightedLayers(network: string, { graph, needed }: NetworkInference): string[] {
  return needed
    .filter((id) => Object.keys(graph.nodes.get(id)?.weights ?? {}).length > 0)
    .map((id) => `${network}/${id}`)
}

/** Whether a path is the prefix itself or lies under it. */
export function isUnder(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`)
}

function assignTrainers({ document, networks, called, copied }: PlayerArgs) {
  const trainers = new Map<string, string>()
  const problems: Problem[] = []
  const players = Object.entries(document.game.players)
  for (const [id, inference] of networks) {
    if (!called.has(id) && copied.has(id)) continue
    if (!called.has(id)) {
      problems.push(unusedNetwork(id))
      continue
    }
    if (document.networks[id]?.frozen) continue
    const orphans: string[] = []
    const weighted = weightedLayers(id, inference)
    for (const path of weighted) {
      const owners = players.filter(([, { trains }]) => trains.some((prefix) => isUnder(path, prefix)))
      const [first, second] = owners
      if (!first) orphans.push(path)
      else if (second) problems.push(twoTrainers(path, first, second))
      else trainers.set(path, first[0])
    }
    if (orphans.length === 0) continue
    problems.push(noTrainer(id, orphans, orphans.length === weighted.length ? [id] : orphans, players))
  }
  return { trainers, problems: firstOfEach(problems) }
}

/** One problem a place: ten layers with the same two trainers are one mistake. */
function firstOfEach(problems: readonly Problem[]): Problem[] {
  return [
    ...new Map(problems.toReversed().map((problem) => [problem.code + problem.where, problem])).values(),
  ].reverse()
}

function unusedNetwork(id: string): Problem {
  return problem('unused_network', {
    where: pointer('networks', id),
    message: `No value of the game calls ${id}, so it is left out of training.`,
    remedy: 'Call it in the game, or delete it.',
    repairs: [deletion('networks', id)],
  })
}

function twoTrainers(path: string, ...owners: [first: Trainer, second: Trainer]): Problem {
  const [[first], [second, { trains }]] = owners
  const places = owners.map(([id, player]) => {
    const index = player.trains.findIndex((prefix) => isUnder(path, prefix))
    return { index, path: ['game', 'players', id, 'trains', index] }
  })
  const [, at = { index: 0, path: [] }] = places
  return problem('two_trainers', {
    where: pointer(...at.path),
    message: `${first} and ${second} both train ${path}; a weight has one trainer.`,
    remedy: `Take ${trains[at.index]} away from one of them.`,
    repairs: places.map((place) => deletion(...place.path)),
  })
}

/** `missing` is what a player would have to train besides. */
function noTrainer(
  network: string,
  orphans: readonly string[],
  missing: readonly string[],
  players: readonly Trainer[],
): Problem {
  const all = orphans.length > 3 ? `${orphans.length} of its layers` : listOf(orphans)
  return problem('no_trainer', {
    where: pointer('networks', network),
    message: `No player trains ${network} (${all}).`,
    remedy: `Let a player train ${network}, or mark it as frozen.`,
    repairs: [
      ...players.map(([id, { trains }]) =>
        setting(['game', 'players', id, 'trains'], [...trains, ...missing]),
      ),
      setting(['networks', network, 'frozen'], true),
    ],
  })
}

function checkTrains(id: string, { trains }: Player, { document, networks }: PlayerArgs): Problem[] {
  const base = ['game', 'players', id, 'trains']
  if (trains.length === 0) {
    const remedy = 'Choose the networks that it trains.'
    return [problem('trains_nothing', { where: pointer(...base), message: `${id} trains nothing.`, remedy })]
  }
  return trains.flatMap((path, index): Problem[] => {
    const [network = '', layer] = path.split('/')
    const where = pointer(...base, index)
    const repairs = [deletion(...base, index)]
    const target = networks.get(network)
    if (!target || (layer !== undefined && !own(document.networks[network]?.layers ?? {}, layer))) {
      const message = `${id} trains ${path}, which does not exist.`
      const remedy = 'Choose something that exists.'
      return [problem('dangling_reference', { where, message, remedy, repairs })]
    }
    if (!document.networks[network]?.frozen) return []
    return [
      problem('frozen_trained', {
        where,
        message: `${id} trains ${path}, but ${network} is frozen.`,
        remedy: `Unfreeze ${network}, or let ${id} train something else.`,
        repairs: [deletion('networks', network, 'frozen'), ...repairs],
      }),
    ]
  })
}

function checkMinimizes(id: string, { minimizes }: Player, scope: Scope): Problem[] {
  const base = ['game', 'players', id, 'minimizes']
  if (Object.keys(minimizes).length === 0) {
    const told = { message: `${id} minimizes nothing.`, remedy: `Wire a loss to ${id}.` }
    return [problem('minimizes_nothing', { where: pointer(...base), ...told })]
  }
  return Object.entries(minimizes).flatMap(([reference, weight]): Problem[] => {
    const path = [...base, reference]
    const where = pointer(...path)
    const curve = curveProblem(weight, path, `the weight of ${reference}`)
    const resolved = resolveReference(scope, reference)
    if (resolved.state === 'wrong') {
      const message = `${id} minimizes ${reference}, but ${resolved.message}.`
      const to = { node: `player:${id}`, port: reference }
      const repairs = [{ kind: 'unwire', graph: 'game', to } as const]
      return [...curve, problem(resolved.code, { where, message, repairs })]
    }
    if (resolved.state === 'unknown' || resolved.output.type.domain === 'scalar') return curve
    const message = `${id} can only minimize one number, but ${reference} gives ${describeType(resolved.output.type)} per sample.`
    const remedy = 'Put a loss or a mean in between.'
    return [...curve, problem('not_scalar', { where, message, remedy })]
  })
}

function checkOptimizer(id: string, { optimizer }: Player): Problem[] {
  const base = ['game', 'players', id, 'optimizer']
  const kind = own(optimizers, optimizer.kind)
  if (!kind) return [unknownOptimizer(id, base, optimizer.kind)]
  const rate = optimizer.params['rate']
  const curve = isCurve(rate) ? rate : null
  const rates = curve ? curve.points.map(([, value]) => value) : [rate]
  const issues = rates.flatMap((value) => {
    const given = rate === undefined ? optimizer.params : { ...optimizer.params, rate: value }
    const parsed = kind.params.safeParse(given, { reportInput: true })
    return parsed.success ? [] : parsed.error.issues
  })
  const path = [...base, 'params']
  const problems = paramProblems(id, path, kind, issues)
  if (curve) problems.push(...curveProblem(curve, [...path, 'rate'], `the rate of ${id}`))
  return firstOfEach(problems)
}

function unknownOptimizer(id: string, path: readonly string[], kind: string): Problem {
  return problem('unknown_kind', {
    where: pointer(...path, 'kind'),
    message: `${id} uses the optimizer ${kind}, which this version of Ganvas does not know.`,
    remedy: `Choose one of ${listOf(Object.keys(optimizers))}.`,
    repairs: Object.entries(optimizers).map(([known, optimizer]) =>
      setting(path, { kind: known, params: defaultParams(optimizer) as Record<string, Json> }),
    ),
  })
}

function curveProblem(curve: Curve, path: readonly string[], what: string): Problem[] {
  if (typeof curve === 'number') return []
  const points = curve.points.toSorted(([a], [b]) => a - b)
  if (points.every((point, index) => point === curve.points[index])) return []
  return [
    problem('bad_curve', {
      where: pointer(...path),
      message: `The points of the curve of ${what} are not in order of time.`,
      remedy: 'Sort them by their first number.',
      repairs: [setting(path, { ...curve, points })],
    }),
  ]
}
