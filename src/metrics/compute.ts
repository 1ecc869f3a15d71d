// Computes figures from evidence, as the measures say.
import type { Asked, Gathered } from './evidence/gather'
import type { Evidences } from './evidence/types'
import { baselines, keyOf, realKeyOf } from './registry'
import type {
  Baseline,
  Computations,
  Direction,
  EvidenceName,
  Figures,
  Measure,
  Measures,
  Work,
} from './types'

/** A measure's figure from one kind of evidence, under its key. */
interface Wanted<Name extends EvidenceName> {
  key: string
  measure: Measure
  compute: NonNullable<Computations[Name]>
}

/**
 * All figures that measures compute from one kind of evidence: each with what real data get, then what needs no training, then
 * what is said of the judge. Nothing is gathered where no measure asks.
 */
export async function figuresFrom<Name extends EvidenceName>(
  name: Name,
  gather: (asked: Asked<Evidences[Name]>) => Promise<Gathered<Evidences[Name]> | null>,
  { measures, direction, work }: { measures: Measures; direction: Direction | null; work: Work },
): Promise<Figures> {
  const wanted = Object.entries(measures).flatMap(([id, measure]): Wanted<Name>[] => {
    const compute = measure.from[name]
    return compute ? [{ key: keyOf(id, measure.directed ? direction : null), measure, compute }] : []
  })
  const gathered = wanted.length === 0 ? null : await gather(askedOf(wanted, work))
  if (!gathered) return {}
  const { own, beside = {} } = gathered
  const [figures, ofJudge]: [Figures, Figures] = [{}, {}]
  for (const { key, measure, compute } of wanted) {
    const figure = await compute(own, work)
    if (figure === undefined) continue
    const place = measure.hidden ? ofJudge : figures
    place[key] = figure
    const { real, most } = measure
    const floor = typeof real === 'string' ? beside[real]?.[key] : await real?.[name]?.(own, work)
    if (floor !== undefined) place[realKeyOf(key)] = floor
    const limit = await most?.from[name]?.(own, work)
    if (most && limit !== undefined) place[most.key] = limit
  }
  for (const baseline of baselines) {
    const found = beside[baseline]
    if (found && Object.keys(found).length > 0) figures[baseline] = found
  }
  return { ...figures, ...ofJudge }
}

function askedOf<Name extends EvidenceName>(
  wanted: readonly Wanted<Name>[],
  work: Work,
): Asked<Evidences[Name]> {
  const of = (baseline: Baseline) => wanted.filter(({ measure }) => measure.beside?.includes(baseline))
  return {
    keys: (baseline) => of(baseline).map(({ key }) => key),
    async figures(baseline, evidence) {
      const figures: Record<string, number> = {}
      for (const { key, compute } of of(baseline)) {
        const figure = await compute(evidence, work)
        if (typeof figure === 'number') figures[key] = figure
      }
      return figures
    },
  }
}
