// Evidence of points: how they fall into the known modes, and real points to hold their density against.
import type { Program } from '../../compiler/program/program'
import { madeSetOf } from '../../data/made/registry'
import { makeSource, makeTestSource } from '../../data/makeSource'
import { randomStream } from '../../lib/random'
import { pointCount } from '../parts/points'
import { countModes } from '../points'
import type { FieldOf } from '../types'
import type { Gather } from './gather'
import type { PointEvidence } from './types'

/** Samples for modes, and for each histogram, as in the reference code. */
const modeSamples = 2500
const histogramSamples = pointCount - modeSamples

/**
 * Makes evidence of 12,500 points (x, y pairs) beside real ones of this field, which are drawn afresh, not taken from the training
 * samples. Null where the field's modes are not known.
 */
export async function seePoints(
  program: Program,
  real: FieldOf,
): Promise<((values: ArrayLike<number>) => PointEvidence) | null> {
  const section = program.data[real.data]
  const modes = section && madeSetOf(section)?.modes
  if (!section || !modes) return null
  const fresh = { ...section, count: 2 * histogramSamples, seed: (section.seed ^ 0x5eed) >>> 0 }
  const source = await makeSource(fresh)
  const read = (from: number) =>
    source.read(Array.from({ length: histogramSamples }, (_, index) => from + index))[real.field] ?? []
  const known = { modes, real: read(0), others: read(histogramSamples) }
  return (values) => {
    const points = Array.from(values)
    const counts = countModes(points.slice(0, 2 * modeSamples), modes)
    return { ...known, counts, points: points.slice(2 * modeSamples) }
  }
}

/** Beside it: real points, and points strewn evenly over the square. */
export const gatherPoints: Gather<'points', PointEvidence> = async (_, { program, part, drawn, asked }) => {
  const see = await seePoints(program, part.real)
  const section = program.data[part.real.data]
  const samples = drawn[part.value]
  if (!see || !section || !samples) return null
  const own = see(samples.values)
  const { extent } = own.modes
  const stream = randomStream(program.seed, 0, 'strewn points')
  const strewn = Float32Array.from({ length: 2 * pointCount }, (_, i) => (2 * stream.uniform(i) - 1) * extent)
  const real = await makeTestSource(section, { count: pointCount })
  const points = real.read(Array.from({ length: pointCount }, (_, k) => k))[part.real.field] ?? []
  return {
    own,
    beside: {
      floor: await asked.figures('floor', see(points)),
      noise: await asked.figures('noise', see(strewn)),
    },
  }
}
