// Measures all that can be measured of a program: the keys of RECIPES §4.
import type { Program } from '../compiler/program/program'
import { figuresFrom } from './compute'
import type { Gather } from './evidence/gather'
import { gatherers } from './evidence/registry'
import type { Evidences } from './evidence/types'
import { evidenceOf, followingSamples, planMetrics } from './plan'
import { measures as known } from './registry'
import type { DataFor, Drawn, EvidenceName, Figures, Measures, PartKind, PlannedSamples, Work } from './types'

/** Draws what a part of a plan asks for. */
export type DrawSamples = (samples: PlannedSamples) => Promise<Drawn>

/** Everything that can be measured of a program. `steps` shortens the training of what measures, for tests. */
export async function measure(
  work: Work,
  options: {
    program: Program
    draw: DrawSamples
    data: DataFor
    measures?: Measures
    steps?: number
  },
): Promise<Figures> {
  const { program, draw, data, measures = known, steps } = options
  let figures: Figures = {}
  for (const part of planMetrics(program, measures)) {
    work.report('Drawing samples', 0)
    const drawn = await draw(part.samples)
    work.check()
    const following: Drawn[] = []
    for (const samples of await followingSamples(part, data)) following.push(await draw(samples))
    const direction = 'direction' in part ? part.direction : null
    for (const name of evidenceOf(part)) {
      const gather = gathererOf(name)
      const found = await figuresFrom(
        name,
        (asked) => gather(work, { program, part, drawn, following, data, asked, steps }),
        { measures, direction, work },
      )
      figures = joinFigures(figures, found)
    }
  }
  return figures
}

/** Who gathers this evidence, which comes from parts that name it: the types cannot say so of one of several. */
function gathererOf(name: EvidenceName) {
  return gatherers[name] as unknown as Gather<PartKind, Evidences[EvidenceName]>
}

/** Records of one name are joined: the mean picture's figures of both directions stand together. */
function joinFigures(before: Figures, after: Figures): Figures {
  const joined = { ...before }
  for (const [key, figure] of Object.entries(after)) {
    const known = joined[key]
    joined[key] = typeof known === 'object' && typeof figure === 'object' ? { ...known, ...figure } : figure
  }
  return joined
}
