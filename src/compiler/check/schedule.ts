// Checks who moves when, and that every move has something to minimize and something to train.
import { pointer } from '../../document/pointer'
import { deletion, problem, setting } from '../../document/problems'
import { splitReference } from '../../document/references'
import type { GanvasDocument, Phase, Problem } from '../../document/types'
import { own } from '../../lib/own'
import type { Analysis } from '../infer/types'
import { isUnder } from './players'
import { isZeroThroughout, sliceStep } from '../program/slice'

/** Phases ascend and end at 1; players of a step exist; every objective of a phase reaches weights that its player trains. */
export function checkSchedule(document: GanvasDocument, analysis: Omit<Analysis, 'problems'>): Problem[] {
  const { schedule, players } = document.game
  const problems = [
    ...checkTimes(schedule),
    ...schedule.flatMap((phase, index) => checkPhase(document, phase, index)),
  ]
  const moving = new Set(schedule.flatMap(({ steps }) => steps.flatMap(({ step }) => step)))
  for (const id of Object.keys(players)) if (!moving.has(id)) problems.push(neverMoves(id, schedule))
  if (Object.keys(players).length === 0) {
    const told = { message: 'The game has no players.', remedy: 'Add a player.' }
    problems.push(problem('no_players', { where: pointer('game', 'players'), ...told }))
  }
  return [...problems, ...checkObjectives(document, analysis)]
}

/** From which fraction of the rounds a phase runs. */
export function phaseStart(schedule: readonly Phase[], index: number): number {
  return schedule[index - 1]?.until ?? 0
}

function neverMoves(id: string, schedule: readonly Phase[]): Problem {
  return problem('never_moves', {
    where: pointer('game', 'players', id),
    message: `${id} never moves: no step of the schedule names it.`,
    remedy: `Add a step for ${id} to the schedule.`,
    repairs: schedule.map(({ steps }, phase) =>
      setting(['game', 'schedule', phase, 'steps'], [...steps, { step: [id], times: 1 }]),
    ),
  })
}

function checkTimes(schedule: readonly Phase[]): Problem[] {
  const problems: Problem[] = []
  schedule.forEach(({ until }, index) => {
    if (until > phaseStart(schedule, index)) return
    const where = pointer('game', 'schedule', index, 'until')
    const message = `Phase ${index + 1} ends at ${until}, before it starts.`
    const remedy = 'Let each phase end later than the one before.'
    problems.push(problem('bad_schedule', { where, message, remedy }))
  })
  const last = schedule.at(-1)
  if (last && last.until !== 1) {
    const path = ['game', 'schedule', schedule.length - 1, 'until']
    problems.push(
      problem('bad_schedule', {
        where: pointer(...path),
        message: `The last phase ends at ${last.until} of the rounds; nothing is said about the rest.`,
        remedy: 'Let the last phase end at 1.',
        repairs: [setting(path, 1)],
      }),
    )
  }
  return problems
}

function checkPhase({ game }: GanvasDocument, { steps }: Phase, phase: number): Problem[] {
  const base = ['game', 'schedule', phase, 'steps']
  if (steps.length === 0) {
    const told = { message: `Nobody moves in phase ${phase + 1}.`, remedy: 'Add a step.' }
    const turns = Object.keys(game.players).map((id) => ({ step: [id], times: 1 }))
    const repairs = turns.length > 0 ? [setting(base, turns)] : []
    return [problem('empty_phase', { where: pointer(...base), ...told, repairs })]
  }
  return steps.flatMap(({ step }, at) =>
    step.flatMap((id, index): Problem[] => {
      const path = [...base, at, 'step', index]
      const where = pointer(...path)
      if (!own(game.players, id)) {
        const message = `Step ${at + 1} is made by ${id}, but there is no such player.`
        const remedy = 'Choose a player that exists.'
        // A step has one player at least.
        const repairs = [step.length > 1 ? deletion(...path) : deletion(...base, at)]
        return [problem('dangling_reference', { where, message, remedy, repairs })]
      }
      if (step.indexOf(id) === index) return []
      const message = `${id} stands twice in one step.`
      const remedy = 'Give it a step of its own, or more times.'
      return [problem('duplicate_id', { where, message, remedy, repairs: [deletion(...path)] })]
    }),
  )
}

/** Skipped where something that an objective needs is broken: that has its own problem. */
function checkObjectives(
  { game }: GanvasDocument,
  { game: graph, trainers }: Omit<Analysis, 'problems'>,
): Problem[] {
  const problems = new Map<string, Problem>()
  game.schedule.forEach(({ steps, until }, index) => {
    const from = phaseStart(game.schedule, index)
    for (const id of new Set(steps.flatMap(({ step }) => step))) {
      const player = own(game.players, id)
      if (!player || Object.keys(player.minimizes).length === 0 || player.trains.length === 0) continue
      const where = pointer('game', 'players', id, 'minimizes')
      const active = Object.entries(player.minimizes).filter(
        ([, weight]) => !isZeroThroughout(weight, from, until),
      )
      if (active.length === 0) {
        const message = `${id} moves in phase ${index + 1}, but all its weights are 0 there.`
        const remedy = `Leave ${id} out of that phase, or give a loss a weight.`
        problems.set(where, problem('minimizes_nothing', { where, message, remedy }))
        continue
      }
      const terms = active.map(([reference]) => splitReference(reference).id)
      if (terms.some((term) => !graph.nodes.has(term))) continue
      const owned = [...trainers].filter(([, trainer]) => trainer === id).map(([path]) => path)
      if (
        owned.length === 0 ||
        sliceStep({ graph, terms, owns: (value) => owns(game.values[value]?.network, owned) }).trains
      )
        continue
      const message = `Nothing that ${id} minimizes depends on what it trains (${player.trains.join(', ')}).`
      const remedy = `Wire a loss that goes through ${player.trains.join(' or ')}.`
      problems.set(where, problem('no_path', { where, message, remedy }))
    }
  })
  return [...problems.values()]
}

/** Whether a network holds any of the owned layers. */
export function owns(network: string | undefined, owned: readonly string[]): boolean {
  return network !== undefined && owned.some((path) => isUnder(path, network))
}
