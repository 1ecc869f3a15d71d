// Points whose real ones come from a made set with known modes: the first view that shows both.
import { viewKindOf } from '../../kinds/views/registry'
import { madeSetOf } from '../../data/made/registry'
import { fieldOf } from '../dataFields'
import type { Planner } from '../types'

export const pointCount = 12_500

export const points: Planner<'points'> = {
  find(program) {
    const found = Object.values(program.views).flatMap(({ as, value, real: shown, weights }) => {
      const real = viewKindOf(as)?.aim === 'samples' && shown !== undefined ? fieldOf(program, shown) : null
      const section = real && program.data[real.data]
      if (!real || !section || madeSetOf(section)?.modes === undefined) return []
      const samples = { registers: [value], count: pointCount, pass: 256, weights, test: false }
      return [{ samples, value, real }]
    })
    return found.slice(0, 1)
  },
  evidence: ['points'],
}
