// Finds out what of a program can be measured, and which samples that takes: plain data, for whoever has the engine.
import type { Program } from '../compiler/program/program'
import { codes } from './parts/codes'
import { cycle } from './parts/cycle'
import { enlargement } from './parts/enlargement'
import { pictures } from './parts/pictures'
import { points } from './parts/points'
import { translation } from './parts/translation'
import { measures as known } from './registry'
import type { DataFor, EvidenceName, Measures, MetricPart, PartKind, PlannedSamples, Planner } from './types'

/** One line a part, in the order in which they are measured. */
const planners: { [Kind in PartKind]: Planner<Kind> } = {
  points,
  pictures,
  translation,
  cycle,
  enlargement,
  codes,
}

/** Everything that can be measured of a program. Empty where nothing is, or where no measure asks for it. */
export function planMetrics(program: Program, measures: Measures = known): MetricPart[] {
  const asked = (name: EvidenceName) => Object.values(measures).some(({ from }) => from[name])
  return Object.entries(planners).flatMap(([kind, planner]) =>
    planner.evidence.some(asked)
      ? planner.find(program).map((part) => ({ kind, ...part }) as MetricPart)
      : [],
  )
}

/** What a part of a plan draws besides its own samples, in order. */
export async function followingSamples(part: MetricPart, data: DataFor): Promise<PlannedSamples[]> {
  return (await plannerOf(part).follow?.(part, data)) ?? []
}

/** What figures of a part are computed from, in the order in which they come. */
export function evidenceOf(part: MetricPart): readonly EvidenceName[] {
  return plannerOf(part).evidence
}

/** The planner of this very kind of part, which the types cannot say of one of several. */
function plannerOf<Kind extends PartKind>({ kind }: { kind: Kind }): Planner<Kind> {
  return planners[kind]
}
