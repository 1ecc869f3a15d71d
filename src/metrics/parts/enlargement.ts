// Enlarged pictures beside the large ones; and whole pictures of the test split, each at its own size.
import { viewKindOf } from '../../kinds/views/registry'
import { fieldOf } from '../dataFields'
import type { Part, PlannedSamples, Planner } from '../types'
import { planPairs } from './pairs'

export const enlargement: Planner<'enlargement'> = {
  find(program) {
    const view = Object.values(program.views).find(
      ({ as, input, target }) =>
        viewKindOf(as)?.aim === 'enlargement' && input !== undefined && target !== undefined,
    )
    if (view?.input === undefined || view.target === undefined) return []
    const { value, input, target, weights } = view
    const samples = planPairs(program, [value, input, target], weights)
    return [{ samples, value, input, target, truth: fieldOf(program, target) }]
  },
  async follow(part, data) {
    if (part.truth === null) return []
    const { wholes } = await data(part.truth.data, 'test')
    return planWholes(part, wholes?.[part.truth.field]?.length ?? 0)
  },
  evidence: ['enlargement', 'wholes'],
}

/** What to draw for each whole picture of the test split, of which there are `count`. */
export function planWholes({ samples, target, truth }: Part<'enlargement'>, count: number): PlannedSamples[] {
  if (truth === null) return []
  const { registers, weights } = samples
  return Array.from({ length: count }, (_, at) => {
    return { registers, weights, count: 1, pass: 1, test: true, whole: { register: target, ...truth, at } }
  })
}
