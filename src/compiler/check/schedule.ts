// Checks who moves when, and that every move has something to minimize and something to train.
import { pointer } from '../../document/pointer'
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
  for (const id of Object.keys(players)) {
    if (moving.has(id)) continue
    const where = pointer('game', 'players', id)
    const message = `${id} never moves: no step of the schedule names it.`
    problems.push({
      severity: 'warning',
      code: 'never_moves',
      where,
      message,
      remedy: `Add a step for ${id} to the schedule.`,
    })
  }
  if (Object.keys(players).length === 0) {
    const where = pointer('game', 'players')
    problems.push({
      severity: 'error',
      code: 'no_players',
      where,
      message: 'The game has no players.',
      remedy: 'Add a player.',
    })
  }
  return [...problems, ...checkObjectives(document, analysis)]
}

/** From which fraction of the rounds a phase runs. */
export function phaseStart(schedule: readonly Phase[], index: number): number {
  return schedule[index - 1]?.until ?? 0
}

function checkTimes(schedule: readonly Phase[]): Problem[] {
  const problems: Problem[] = []
  schedule.forEach(({ until }, index) => {
    if (until > phaseStart(schedule, index)) return
    const where = pointer('game', 'schedule', index, 'until')
    const message = `Phase ${index + 1} ends at ${until}, before it starts.`
    problems.push({
      severity: 'error',
      code: 'bad_schedule',
      where,
      message,
      remedy: 'Let each phase end later than the one before.',
    })
  })
  const last = schedule.at(-1)
  if (last && last.until !== 1) {
    const where = pointer('game', 'schedule', schedule.length - 1, 'until')
    const message = `The last phase ends at ${last.until} of the rounds; nothing is said about the rest.`
    problems.push({
      severity: 'error',
      code: 'bad_schedule',
      where,
      message,
      remedy: 'Let the last phase end at 1.',
    })
  }
  return problems
}

function checkPhase({ game }: GanvasDocument, { steps }: Phase, phase: number): Problem[] {
  const base = ['game', 'schedule', phase, 'steps']
  if (steps.length === 0) {
    const message = `Nobody moves in phase ${phase + 1}.`
    return [
      { severity: 'error', code: 'empty_phase', where: pointer(...base), message, remedy: 'Add a step.' },
    ]
  }
  return steps.flatMap(({ step }, at) =>
    step.flatMap((id, index): Problem[] => {
      const where = pointer(...base, at, 'step', index)
      if (!own(game.players, id)) {
        const message = `Step ${at + 1} is made by ${id}, but there is no such player.`
        return [
          {
            severity: 'error',
            code: 'dangling_reference',
            where,
            message,
            remedy: 'Choose a player that exists.',
          },
        ]
      }
      if (step.indexOf(id) === index) return []
      const message = `${id} stands twice in one step.`
      return [
        {
          severity: 'error',
          code: 'duplicate_id',
          where,
          message,
          remedy: 'Give it a step of its own, or more times.',
        },
      ]
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
        problems.set(where, {
          severity: 'error',
          code: 'minimizes_nothing',
          where,
          message,
          remedy: `Leave ${id} out of that phase, or give a loss a weight.`,
        })
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
      problems.set(where, {
        severity: 'error',
        code: 'no_path',
        where,
        message,
        remedy: `Wire a loss that goes through ${player.trains.join(' or ')}.`,
      })
    }
  })
  return [...problems.values()]
}

/** Whether a network holds any of the owned layers. */
export function owns(network: string | undefined, owned: readonly string[]): boolean {
  return network !== undefined && owned.some((path) => isUnder(path, network))
}
