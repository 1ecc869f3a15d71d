// Pictures that should have come back as they were: the first view that has its own input as its target.
import { fieldOf } from '../dataFields'
import type { Planner } from '../types'
import { planPairs } from './pairs'

export const cycle: Planner<'cycle'> = {
  find(program) {
    const view = Object.values(program.views).find(
      ({ input, target }) => target !== undefined && target === input,
    )
    if (view?.target === undefined || fieldOf(program, view.target) === null) return []
    const { value, target, weights } = view
    return [{ samples: planPairs(program, [value, target], weights), value, target }]
  },
  evidence: ['returned'],
}
