// Measures points from a sampler alone, without what stands beside them: what training says at its end.
import type { Program, Register } from '../compiler/program/program'
import { loadOps } from '../tensors/backends'
import { figuresFrom } from './compute'
import { seePoints } from './evidence/points'
import { pointCount, points } from './parts/points'
import { measures } from './registry'
import type { Figures, Work } from './types'

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
): Promise<Figures | null> {
  const [part] = points.find(program)
  const see = part && (await seePoints(program, part.real))
  if (!part || !see) return null
  const { weights } = part.samples
  const { values } = await sampler.sample(part.value, { count: pointCount, seed, weights })
  const gather = () => Promise.resolve({ own: see(values) })
  return figuresFrom('points', gather, { measures, direction: null, work: quietWork() })
}

/** Tools for what takes no time and keeps nothing. */
function quietWork(): Work {
  const store = { load: () => Promise.resolve(null), save: () => Promise.resolve() }
  return { ops: loadOps(), store, report: () => undefined, check: () => undefined }
}
