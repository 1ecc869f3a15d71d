// Pictures beside what they should have become. A second view is the other direction of the same game.
import { viewKindOf } from '../../kinds/views/registry'
import { fieldOf } from '../dataFields'
import type { Direction, Planner } from '../types'
import { planPairs } from './pairs'

const directions: readonly Direction[] = ['Forward', 'Backward']

export const translation: Planner<'translation'> = {
  find(program) {
    const found = Object.values(program.views).flatMap(({ as, value, input, target, weights }) => {
      const truth =
        viewKindOf(as)?.aim === 'translation' && target !== undefined && target !== input
          ? fieldOf(program, target)
          : null
      if (!truth || target === undefined) return []
      const registers = [...new Set([value, target, ...(input === undefined ? [] : [input])])]
      const samples = planPairs(program, registers, weights)
      return [{ samples, value, input: input ?? null, target, truth }]
    })
    return found
      .slice(0, directions.length)
      .map((part, k) => ({ ...part, direction: found.length > 1 ? (directions[k] ?? null) : null }))
  },
  evidence: ['translation', 'reading'],
}
