// Measures generated 2-D points against a mixture of Gaussians whose modes are known.
import type { Modes } from '../data/made/types'

/** x, y pairs. */
type Points = ArrayLike<number>

export interface ModeCounts {
  /** Modes with at least one sample within 3σ. */
  covered: number
  /** Modes with at least 5 % of their fair share within 3σ. */
  strong: number
  /** Share of the samples that lie within 3σ of their nearest mode. */
  highQualityShare: number
  /** Kullback–Leibler divergence, in nats, of the modes' counts from equal counts; NaN where no sample is near a mode. */
  reverseKl: number
}

/** Which modes the points reach, and how well; the definitions of RECIPES §4. */
export function countModes(points: Points, { centres, sigma }: Modes): ModeCounts {
  const counts = new Array<number>(centres.length).fill(0)
  const total = points.length / 2
  let near = 0
  for (let i = 0; i < total; i++) {
    const { mode, square } = nearestMode(points[2 * i] ?? NaN, points[2 * i + 1] ?? NaN, centres)
    if (!(square <= 9 * sigma * sigma)) continue
    counts[mode] = (counts[mode] ?? 0) + 1
    near++
  }
  const fair = total / centres.length
  const kl = counts.map((count) =>
    count === 0 ? 0 : (count / near) * Math.log((count / near) * centres.length),
  )
  return {
    covered: counts.filter((count) => count > 0).length,
    strong: counts.filter((count) => count >= 0.05 * fair).length,
    highQualityShare: total === 0 ? 0 : near / total,
    reverseKl: near === 0 ? NaN : kl.reduce((sum, term) => sum + term, 0),
  }
}

function nearestMode(x: number, y: number, centres: Modes['centres']): { mode: number; square: number } {
  let nearest = { mode: 0, square: Infinity }
  for (const [mode, [cx, cy]] of centres.entries()) {
    const square = (x - cx) ** 2 + (y - cy) ** 2
    if (square < nearest.square) nearest = { mode, square }
  }
  return nearest
}

const cells = 30

/**
 * Jensen–Shannon divergence, in bits, between the histograms of two sets of points on 30 × 30 cells over the square
 * from −extent to extent; points outside count in the cell at the edge. 0: the same histogram, 1: nothing in common.
 */
export function jensenShannon(a: Points, b: Points, { extent }: { extent: number }): number {
  const p = histogram(a, extent)
  const q = histogram(b, extent)
  let bits = 0
  for (const [cell, share] of p.entries()) {
    const other = q[cell] ?? 0
    const middle = (share + other) / 2
    if (share > 0) bits += (share * Math.log2(share / middle)) / 2
    if (other > 0) bits += (other * Math.log2(other / middle)) / 2
  }
  return bits
}

function histogram(points: Points, extent: number): Float64Array {
  const counts = new Float64Array(cells * cells)
  const total = points.length / 2
  const cell = (coordinate: number) =>
    Math.min(cells - 1, Math.max(0, Math.floor(((coordinate + extent) / (2 * extent)) * cells)))
  for (let i = 0; i < total; i++) {
    const at = cell(points[2 * i] ?? 0) * cells + cell(points[2 * i + 1] ?? 0)
    counts[at] = (counts[at] ?? 0) + 1
  }
  return counts.map((count) => count / total)
}
