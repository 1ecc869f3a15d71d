// Checks what players train, minimize and move with, and says who trains which weight.
import { issueSentence } from '../../document/issues'
import { pointer } from '../../document/pointer'
import type { Curve, GanvasDocument, Player, Problem } from '../../document/types'
import { optimizers } from '../../kinds/registry'
import { own } from '../../lib/own'
import { resolveReference } from '../infer/scope'
import { describeType, listOf } from '../infer/sentences'
import type { NetworkInference, Scope } from '../infer/types'

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
      const where = pointer('networks', id)
      const message = `No value of the game calls ${id}, so it is left out of training.`
      problems.push({
        severity: 'warning',
        code: 'unused_network',
        where,
        message,
        remedy: 'Call it in the game, or delete it.',
      })
      continue
    }
    if (document.networks[id]?.frozen) continue
    const orphans: string[] = []
    for (const path of weightedLayers(id, inference)) {
      const owners = players.filter(([, { trains }]) => trains.some((prefix) => isUnder(path, prefix)))
      const [first, second] = owners
      if (!first) orphans.push(path)
      else if (second) problems.push(twoTrainers(path, first[0], second))
      else trainers.set(path, first[0])
    }
    if (orphans.length > 0) problems.push(noTrainer(id, orphans))
  }
  return { trainers, problems: firstOfEach(problems) }
}

/** One problem a place: ten layers with the same two trainers are one mistake. */
function firstOfEach(problems: readonly Problem[]): Problem[] {
  return [
    ...new Map(problems.toReversed().map((problem) => [problem.code + problem.where, problem])).values(),
  ].reverse()
}

function twoTrainers(path: string, first: string, [second, { trains }]: [string, Player]): Problem {
  const index = trains.findIndex((prefix) => isUnder(path, prefix))
  return {
    severity: 'error',
    code: 'two_trainers',
    where: pointer('game', 'players', second, 'trains', index),
    message: `${first} and ${second} both train ${path}; a weight has one trainer.`,
    remedy: `Take ${trains[index]} away from one of them.`,
  }
}

function noTrainer(network: string, orphans: readonly string[]): Problem {
  const all = orphans.length > 3 ? `${orphans.length} of its layers` : listOf(orphans)
  return {
    severity: 'error',
    code: 'no_trainer',
    where: pointer('networks', network),
    message: `No player trains ${network} (${all}).`,
    remedy: `Let a player train ${network}, or mark it as frozen.`,
  }
}

function checkTrains(id: string, { trains }: Player, { document, networks }: PlayerArgs): Problem[] {
  const where = pointer('game', 'players', id, 'trains')
  if (trains.length === 0) {
    const message = `${id} trains nothing.`
    return [
      {
        severity: 'error',
        code: 'trains_nothing',
        where,
        message,
        remedy: 'Choose the networks that it trains.',
      },
    ]
  }
  return trains.flatMap((path, index): Problem[] => {
    const [network = '', layer] = path.split('/')
    const at = pointer('game', 'players', id, 'trains', index)
    const target = networks.get(network)
    if (!target || (layer !== undefined && !own(document.networks[network]?.layers ?? {}, layer))) {
      const message = `${id} trains ${path}, which does not exist.`
      return [
        {
          severity: 'error',
          code: 'dangling_reference',
          where: at,
          message,
          remedy: 'Choose something that exists.',
        },
      ]
    }
    if (!document.networks[network]?.frozen) return []
    const message = `${id} trains ${path}, but ${network} is frozen.`
    return [
      {
        severity: 'error',
        code: 'frozen_trained',
        where: at,
        message,
        remedy: `Unfreeze ${network}, or let ${id} train something else.`,
      },
    ]
  })
}

function checkMinimizes(id: string, { minimizes }: Player, scope: Scope): Problem[] {
  const base = ['game', 'players', id, 'minimizes']
  if (Object.keys(minimizes).length === 0) {
    const message = `${id} minimizes nothing.`
    return [
      {
        severity: 'error',
        code: 'minimizes_nothing',
        where: pointer(...base),
        message,
        remedy: `Wire a loss to ${id}.`,
      },
    ]
  }
  return Object.entries(minimizes).flatMap(([reference, weight]): Problem[] => {
    const where = pointer(...base, reference)
    const curve = curveProblem(weight, where, `the weight of ${reference}`)
    const resolved = resolveReference(scope, reference)
    if (resolved.state === 'wrong') {
      const { code, message } = resolved.problem
      return [
        ...curve,
        { severity: 'error', code, where, message: `${id} minimizes ${reference}, but ${message}.` },
      ]
    }
    if (resolved.state === 'unknown' || resolved.output.type.domain === 'scalar') return curve
    const message = `${id} can only minimize one number, but ${reference} gives ${describeType(resolved.output.type)} per sample.`
    return [
      ...curve,
      { severity: 'error', code: 'not_scalar', where, message, remedy: 'Put a loss or a mean in between.' },
    ]
  })
}

function checkOptimizer(id: string, { optimizer }: Player): Problem[] {
  const base = ['game', 'players', id, 'optimizer']
  const kind = own(optimizers, optimizer.kind)
  if (!kind) {
    const message = `${id} uses the optimizer ${optimizer.kind}, which this version of Ganvas does not know.`
    const remedy = `Choose one of ${listOf(Object.keys(optimizers))}.`
    return [{ severity: 'error', code: 'unknown_kind', where: pointer(...base, 'kind'), message, remedy }]
  }
  const rate = optimizer.params['rate']
  const curve = isCurve(rate) ? rate : null
  const rates = curve ? curve.points.map(([, value]) => value) : [rate]
  const issues = rates.flatMap((value) => {
    const given = rate === undefined ? optimizer.params : { ...optimizer.params, rate: value }
    const parsed = kind.params.safeParse(given, { reportInput: true })
    return parsed.success ? [] : parsed.error.issues
  })
  const problems = issues.map((issue): Problem => ({
    severity: 'error',
    code: 'bad_param',
    where: pointer(...base, 'params', ...issue.path),
    message: `${id}: ${issueSentence(issue)}`,
  }))
  if (curve) problems.push(...curveProblem(curve, pointer(...base, 'params', 'rate'), `the rate of ${id}`))
  return firstOfEach(problems)
}

/** Whether a parameter, which may be any JSON, is a curve. */
export function isCurve(value: unknown): value is Exclude<Curve, number> {
  if (typeof value !== 'object' || value === null || !('points' in value) || !('kind' in value)) return false
  const isPoint = (point: unknown) =>
    Array.isArray(point) && point.length === 2 && point.every((item) => typeof item === 'number')
  const { kind, points } = value
  return (
    (kind === 'step' || kind === 'linear') &&
    Array.isArray(points) &&
    points.length > 0 &&
    points.every(isPoint)
  )
}

function curveProblem(curve: Curve, where: string, what: string): Problem[] {
  if (typeof curve === 'number') return []
  const sorted = curve.points.every(([at], index) => at >= (curve.points[index - 1]?.[0] ?? 0))
  if (sorted) return []
  const message = `The points of the curve of ${what} are not in order of time.`
  return [
    { severity: 'error', code: 'bad_curve', where, message, remedy: 'Sort them by their first number.' },
  ]
}
