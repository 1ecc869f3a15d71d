// Compiles a document to a program: plain data that the engine runs and the exports print.
import type { GanvasDocument, Problem } from '../../document/types'
import { fail, succeed, type Result } from '../../lib/result'
import { analyseDocument } from '../analyse'
import { phaseStart } from '../check/schedule'
import type { Analysis } from '../infer/types'
import { compileBody } from './body'
import { compileStep } from './step'
import { compileView } from './view'
import { instructionOf } from './instructions'
import type { Program } from './program'

/** The document's program, or the errors that stand in its way (warnings do not). Never throws. */
export function compileProgram(document: GanvasDocument): Result<Program, Problem[]> {
  const analysis = analyseDocument(document)
  const errors = analysis.problems.filter((problem) => problem.severity === 'error')
  if (errors.length > 0) return fail(errors)
  const { game, title } = document
  return succeed({
    format: 'ganvas-program',
    title,
    batch: game.batch,
    seed: game.seed,
    rounds: game.rounds,
    data: usedData(document, analysis),
    ...compileNetworks(document, analysis),
    values: analysis.game.order.map((id) => instructionOf(document, analysis.game, id)),
    types: analysis.types,
    players: compilePlayers(document, analysis),
    phases: game.schedule.map(({ until, steps }, index) => ({
      until,
      steps: steps.map(({ step, times }) => ({
        players: step.map((player) =>
          compileStep({ document, analysis, player, from: phaseStart(game.schedule, index), until }),
        ),
        times,
      })),
    })),
    views: Object.fromEntries(
      Object.entries(game.views).map(([id, view]) => [id, compileView({ document, analysis, id, view })]),
    ),
  })
}

/** Sections that no value names are left out: nobody waits for data that nobody draws. */
function usedData({ data }: GanvasDocument, { game }: Analysis): Program['data'] {
  const named = new Set([...game.nodes.values()].flatMap(({ params }) => Object.values(params)))
  return Object.fromEntries(Object.entries(data).filter(([id]) => named.has(id)))
}

function compileNetworks(
  document: GanvasDocument,
  { networks, called, trainers, game }: Analysis,
): Pick<Program, 'networks' | 'weights' | 'state'> {
  const result: Pick<Program, 'networks' | 'weights' | 'state'> = { networks: {}, weights: {}, state: {} }
  for (const [id, { graph, needed }] of networks) {
    if (!called.has(id)) continue
    result.networks[id] = compileBody(document, networks, id)
    for (const layer of needed) {
      const node = graph.nodes.get(layer)
      const path = `${id}/${layer}`
      const trainer = trainers.get(path) ?? stateTrainer(id, trainers)
      for (const [name, spec] of Object.entries(node?.weights ?? {})) {
        result.weights[`${path}/${name}`] = { ...spec, trainer: trainers.get(path) ?? null }
      }
      for (const [name, spec] of Object.entries(node?.state ?? {}))
        result.state[`${path}/${name}`] = { ...spec, trainer }
    }
  }
  for (const [id, { state }] of game.nodes) {
    for (const [name, spec] of Object.entries(state))
      result.state[`game/${id}/${name}`] = { ...spec, trainer: null, ofValue: true }
  }
  return result
}

/** A layer with state but without weights follows whoever trains the rest of its network. */
function stateTrainer(network: string, trainers: ReadonlyMap<string, string>): string | null {
  const path = [...trainers.keys()].find((candidate) => candidate.startsWith(`${network}/`))
  return path === undefined ? null : (trainers.get(path) ?? null)
}

/** Weights in one fixed order, whatever the order of keys in the document: networks by id, layers as they run. */
function compilePlayers(
  { game }: GanvasDocument,
  { networks, called, trainers }: Analysis,
): Program['players'] {
  const sorted = [...networks].filter(([id]) => called.has(id)).sort(([a], [b]) => (a < b ? -1 : 1))
  const weightsOf = (player: string) =>
    sorted.flatMap(([network, { graph, needed }]) =>
      needed
        .filter((layer) => trainers.get(`${network}/${layer}`) === player)
        .flatMap((layer) =>
          Object.keys(graph.nodes.get(layer)?.weights ?? {}).map((name) => `${network}/${layer}/${name}`),
        ),
    )
  return Object.fromEntries(
    Object.entries(game.players).map(([id, player]) => [
      id,
      {
        weights: weightsOf(id),
        optimizer: player.optimizer,
        average: player.average,
        ...(player.clipGradients && { clipGradients: player.clipGradients }),
        ...(player.clipWeights && { clipWeights: player.clipWeights }),
        ...(player.weightDecay && { weightDecay: player.weightDecay }),
      },
    ]),
  )
}
