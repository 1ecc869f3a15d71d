// Keeps long runs small: fewer loss points with the same extremes, fewer frames at even distances.
import type { LossPoint, ViewFrame } from '../../workers/trainer.api'

const mostPoints = 4_000
const mostFrames = 60

/**
 * Appends loss points, oldest first. Points at or after the first new round are replaced (a reset or a resume went back).
 * Beyond `most` points, two of every four are dropped; the ones that lie farthest from their window's mean stay, so peaks
 * and divergence (not-a-number) remain visible.
 */
export function appendLosses(
  points: readonly LossPoint[],
  added: readonly LossPoint[],
  most = mostPoints,
): LossPoint[] {
  const [first] = added
  if (!first) return [...points]
  const all = [...points.filter(({ round }) => round < first.round), ...added]
  return all.length > most ? halve(all) : all
}

function halve(points: readonly LossPoint[]): LossPoint[] {
  const spans = playerSpans(points)
  const kept: LossPoint[] = []
  for (let start = 0; start < points.length; start += 4) {
    const window = points.slice(start, start + 4)
    // The newest points stay as they are: the curve's end must not move.
    if (window.length < 4 || start + 4 >= points.length) kept.push(...window)
    else kept.push(...farthestTwo(window, spans))
  }
  // The first point stays, whatever its window said.
  if (points[0] && kept[0] !== points[0]) kept[0] = points[0]
  return kept
}

/** Largest minus smallest finite loss of each player, so that players of different size count alike. */
function playerSpans(points: readonly LossPoint[]): Map<string, number> {
  const ranges = new Map<string, [number, number]>()
  for (const { losses } of points)
    for (const [player, loss] of Object.entries(losses)) {
      if (!Number.isFinite(loss)) continue
      const [low, high] = ranges.get(player) ?? [loss, loss]
      ranges.set(player, [Math.min(low, loss), Math.max(high, loss)])
    }
  return new Map([...ranges].map(([player, [low, high]]) => [player, high - low || 1]))
}

function farthestTwo(window: readonly LossPoint[], spans: Map<string, number>): LossPoint[] {
  const distances = window.map(() => 0)
  for (const [player, span] of spans) {
    const losses = window.map((point) => point.losses[player] ?? NaN)
    const finite = losses.filter(Number.isFinite)
    const mean = finite.reduce((sum, loss) => sum + loss, 0) / finite.length
    losses.forEach((loss, i) => {
      // Divergence outranks every finite distance.
      distances[i]! += Number.isFinite(loss) ? Math.abs(loss - mean) / span : 1e9
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
