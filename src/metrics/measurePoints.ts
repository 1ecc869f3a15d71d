// Measures for points whose real ones come from a made set with known modes.
import type { Program, ProgramView, Register } from '../compiler/program/program'
import { viewKindOf } from '../kinds/views/registry'
import { randomStream } from '../lib/random'
import { madeSetOf } from '../data/made/registry'
import { makeSource, makeTestSource } from '../data/makeSource'
import type { Modes } from '../data/made/types'
import type { Figures } from './figures'
import { pointCount } from './plan'
import { countModes, jensenShannon } from './points'

/** Measures for points; `modesCovered` and `modesStrong` are counts, `js` is in bits, beside what real data would get. */
export interface PointMetrics {
  modesCovered: number
  modesStrong: number
  highQualityShare: number
  js: number
  jsFloor: number
}

/** Samples for modes, and for each histogram, as in the reference code. */
const modeSamples = 2500
const histogramSamples = pointCount - modeSamples

/** Where fresh samples come from; an engine is one. */
export interface Sampler {
  sample(
    register: Register,
    options: { count: number; seed: number; weights?: 'average' | 'current' },
  ): Promise<{ values: ArrayLike<number> }>
}

/**
 * Measures the generated points of the first view whose real points come from a made set with known modes. Null where
 * there is none. `seed` decides the samples; data for comparison is drawn afresh, not taken from the training samples.
 */
export async function measurePoints(
  program: Program,
  sampler: Sampler,
  { seed }: { seed: number },
): Promise<PointMetrics | null> {
  for (const view of Object.values(program.views)) {
    const found = modesOf(program, view)
    if (!found) continue
    const { section, field, modes } = found
    const { value, weights } = view
    const generated = await sampler.sample(value, { count: modeSamples + histogramSamples, seed, weights })
    const points = Array.from(generated.values)
    const fresh = { ...section, count: 2 * histogramSamples, seed: (section.seed ^ 0x5eed) >>> 0 }
    const source = await makeSource(fresh)
    const real = (from: number) => {
      const indices = Array.from({ length: histogramSamples }, (_, index) => from + index)
      return source.read(indices)[field] ?? []
    }
    const { covered, strong, highQualityShare } = countModes(points.slice(0, 2 * modeSamples), modes)
    return {
      modesCovered: covered,
      modesStrong: strong,
      highQualityShare,
      js: jensenShannon(points.slice(2 * modeSamples), real(0), modes),
      jsFloor: jensenShannon(real(0), real(histogramSamples), modes),
    }
  }
  return null
}

/** The figures of points that are drawn already, beside what real points and points strewn evenly over the square get. */
export async function measurePointPart(program: Program, values: ArrayLike<number>): Promise<Figures> {
  const sampler = { sample: () => Promise.resolve({ values }) }
  const measured = await measurePoints(program, sampler, { seed: program.seed })
  return { ...measured, ...(await pointBaselines(program)) }
}

/** What real points get, and what points strewn evenly over the square get. */
async function pointBaselines(program: Program): Promise<Figures> {
  const found = Object.values(program.views).flatMap((view) => modesOf(program, view) ?? [])[0]
  const extent = found?.modes.extent
  if (!found || extent === undefined) return {}
  const { section, field } = found
  const stream = randomStream(program.seed, 0, 'strewn points')
  const strewn = Float32Array.from({ length: 2 * pointCount }, (_, i) => (2 * stream.uniform(i) - 1) * extent)
  const real = await makeTestSource(section, { count: pointCount })
  const points = real.read(Array.from({ length: pointCount }, (_, k) => k))[field] ?? new Float32Array(0)
  const figuresOf = async (values: ArrayLike<number>) => {
    const sampler = { sample: () => Promise.resolve({ values }) }
    const { jsFloor: _, ...figures } = (await measurePoints(program, sampler, { seed: program.seed })) ?? {
      jsFloor: 0,
    }
    return figures
  }
  return { floor: await figuresOf(points), noise: await figuresOf(strewn) }
}

/** The data section and field behind a view's real points, where that set's modes are known. */
function modesOf(
  program: Program,
  view: ProgramView,
): { section: Program['data'][string]; field: string; modes: Modes } | null {
  if (viewKindOf(view.as)?.aim !== 'samples' || view.real === undefined) return null
  for (const value of program.values) {
    const output = Object.entries(value.out).find(([, register]) => register === view.real)
    const data = value.op === 'apply' ? value.params.data : undefined
    if (!output || typeof data !== 'string') continue
    const section = Object.hasOwn(program.data, data) ? program.data[data] : undefined
    const modes = section && madeSetOf(section)?.modes
    if (section && modes) return { section, field: output[0], modes }
  }
  return null
}
