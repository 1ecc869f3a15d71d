// Keeps long runs small: fewer loss points with the same extremes, fewer frames at even distances.
import type { LossPoint, ViewFrame } from '../../workers/trainer.api'

const mostPoints = 4_000
const mostFrames = 60

/**
 * Appends loss points, oldest first. Points at or after the first new round are replaced (a reset or a resume went back).
 * Beyond `most` points, each of at most `most`/4 equal spans of rounds keeps the two points that lie farthest from its
 * mean, so peaks and divergence (not-a-number) remain visible.
 */
export function appendLosses(
  points: readonly LossPoint[],
  added: readonly LossPoint[],
  most = mostPoints,
): LossPoint[] {
  const [first] = added
  if (!first) return [...points]
  const all = [...points.filter(({ round }) => round < first.round), ...added]
  return all.length > most ? thin(all, Math.floor(most / 4)) : all
}

function thin(points: readonly LossPoint[], mostSpans: number): LossPoint[] {
  const newest = points.at(-1)!
  // Widths are powers of two: spans only ever merge, so what was thinned once is thinned again only when they double.
  let width = 1
  while (newest.round / width > mostSpans - 1) width *= 2
  const windows = new Map<number, LossPoint[]>()
  for (const point of points) {
    const span = Math.floor(point.round / width)
    const window = windows.get(span)
    if (window) window.push(point)
    else windows.set(span, [point])
  }
  const ranges = lossRanges(points)
  const kept = [...windows.values()].flatMap((window) =>
    window.length > 2 ? farthestTwo(window, ranges) : window,
  )
  // The curve's ends do not move.
  if (kept[0] !== points[0]) kept.unshift(points[0]!)
  if (kept.at(-1) !== newest) kept.push(newest)
  return kept
}

/** Largest minus smallest finite loss of each player, so that players of different size count alike. */
function lossRanges(points: readonly LossPoint[]): Map<string, number> {
  const extremes = new Map<string, [number, number]>()
  for (const { losses } of points)
    for (const [player, loss] of Object.entries(losses)) {
      if (!Number.isFinite(loss)) continue
      const [low, high] = extremes.get(player) ?? [loss, loss]
      extremes.set(player, [Math.min(low, loss), Math.max(high, loss)])
    }
  return new Map([...extremes].map(([player, [low, high]]) => [player, high - low || 1]))
}

function farthestTwo(window: readonly LossPoint[], ranges: Map<string, number>): LossPoint[] {
  const distances = window.map(() => 0)
  for (const [player, range] of ranges) {
    const losses = window.map((point) => point.losses[player] ?? NaN)
    const finite = losses.filter(Number.isFinite)
    const mean = finite.reduce((sum, loss) => sum + loss, 0) / finite.length
    losses.forEach((loss, i) => {
      // Divergence outranks every finite distance.
      distances[i]! += Number.isFinite(loss) ? Math.abs(loss - mean) / range : 1e9
    })
  }
  const order = window.map((_, i) => i).sort((a, b) => distances[b]! - distances[a]! || a - b)
  const [first = 0, second = 1] = order
  return [window[Math.min(first, second)]!, window[Math.max(first, second)]!]
}

/**
 * Appends a frame, oldest first; frames at or after its round are replaced. Beyond `most`, the frame whose neighbours are
 * closest in rounds goes, never the first or the newest: the distances grow evenly with the run. Pictures that go are left
 * to the garbage collector, because a component may still be drawing them.
 */
export function appendFrame(frames: readonly ViewFrame[], added: ViewFrame, most = mostFrames): ViewFrame[] {
  const all = [...frames.filter(({ round }) => round < added.round), added]
  while (all.length > most) {
    let least = 1
    for (let i = 2; i < all.length - 1; i++) if (gapAround(all, i) < gapAround(all, least)) least = i
    all.splice(least, 1)
  }
  return all
}

function gapAround(frames: readonly ViewFrame[], i: number): number {
  return (frames[i + 1]?.round ?? Infinity) - (frames[i - 1]?.round ?? -Infinity)
}
