// How evidence is gathered: from a part's samples, together with the figures of what stands beside them.
import type { Program } from '../../compiler/program/program'
import type { Baseline, DataFor, Drawn, Part, PartKind, Work } from '../types'
import type { Pictures } from '../pictureSize'

/** What the measures ask to be computed of baselines, too. */
export interface Asked<Evidence> {
  /** The keys of a baseline's figures, in order. */
  keys(baseline: Baseline): string[]
  /** Its figures. */
  figures(baseline: Baseline, evidence: Evidence): Promise<Record<string, number>>
}

export interface Gathering<Kind extends PartKind, Evidence> {
  program: Program
  part: Part<Kind>
  drawn: Drawn
  /** What was drawn besides. */
  following: readonly Drawn[]
  data: DataFor
  asked: Asked<Evidence>
  /** Shortens the training of what judges, for tests. */
  steps?: number | undefined
}

export interface Gathered<Evidence> {
  own: Evidence
  beside?: Partial<Record<Baseline, Record<string, number>>>
}

/** Null where the samples are no evidence of this sort. */
export type Gather<Kind extends PartKind, Evidence> = (
  work: Work,
  samples: Gathering<Kind, Evidence>,
) => Promise<Gathered<Evidence> | null>

/** Drawn samples as pictures. */
export function picturesOf(drawn: Drawn, register: string): Pictures | null {
  const samples = drawn[register]
  const [count, height, width, channels] = samples?.shape ?? []
  if (
    !samples ||
    count === undefined ||
    height === undefined ||
    width === undefined ||
    channels === undefined
  )
    return null
  return { count, height, width, channels, values: samples.values }
}
