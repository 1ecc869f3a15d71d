// Rules that tell from a short history whether a run is going wrong: pure functions, tuned to stay silent when in doubt.

/** Some samples of fixed noise, cut down to a few numbers each. */
export interface Sketch {
  count: number
  /** Numbers of one sample. */
  size: number
  /** Sample after sample. */
  values: Float32Array
}

/** What is remembered of a view's samples at one moment. */
export interface Look {
  round: number
  /** How far its samples are apart, as a fraction of how far real ones are. */
  spread: number
}

/** Mean loss of a player over some rounds that end here. */
export interface MeanLoss {
  round: number
  loss: number
}

const mostSamples = 32
const mostNumbers = 256
/** Prime, so that pixels are taken from all rows, columns and channels. */
const stride = 7919

/** Samples differ less than this share of what real ones do where a generator has collapsed. */
const collapsedSpread = 0.5
/** Rounds that a state must last: at least so many, and at least this share of the planned ones. */
export const saturationRounds = 200
const leastRounds = 200
const leastShare = 0.4
const leastLooks = 5
const mostKept = 40
/** A loss that cannot fall below 0 is as low as this where hardly one sample in a hundred is mistaken. */
const saturatedLoss = 0.01
/** With a loss as low as this a player is not fooled: samples that are alike have another cause. */
const aheadLoss = 0.05
/** Samples that are spreading out: the later half of the looks shows this much more than the earlier one. */
const spreadingOut = 0.1

/** The first 32 samples, each cut down to at most 256 of its numbers. */
export function sketchOf(
  values: ArrayLike<number>,
  { count, size }: { count: number; size: number },
): Sketch {
  const [samples, numbers] = [Math.min(count, mostSamples), Math.min(size, mostNumbers)]
  const sketch = new Float32Array(samples * numbers)
  for (let k = 0; k < samples; k++)
    for (let i = 0; i < numbers; i++)
      sketch[k * numbers + i] = values[k * size + (size > numbers ? (i * stride) % size : i)] ?? NaN
  return { count: samples, size: numbers, values: sketch }
}

/** Mean Euclidean distance of every two samples. */
export function spreadOf({ count, size, values }: Sketch): number {
  let sum = 0
  for (let a = 0; a < count; a++)
    for (let b = 0; b < a; b++) {
      let square = 0
      for (let i = 0; i < size; i++)
        square += ((values[a * size + i] ?? NaN) - (values[b * size + i] ?? NaN)) ** 2
      sum += Math.sqrt(square)
    }
  return sum / ((count * (count - 1)) / 2)
}

/** For how many rounds a state must have lasted before it is spoken of. */
export function patience(plannedRounds: number): number {
  return Math.max(leastRounds, Math.round(leastShare * plannedRounds))
}

/**
 * Whether samples have been far more alike than real ones for so long that a slow start does not explain it, and are not
 * spreading out by now. `looks` are in order and may reach back further.
 */
export function isCollapsed(looks: readonly Look[], plannedRounds: number): boolean {
  const recent = lasting(looks, patience(plannedRounds))
  if (recent === null || !recent.every(({ spread }) => spread < collapsedSpread)) return false
  const middle = Math.floor(recent.length / 2)
  return meanSpread(recent.slice(middle)) - meanSpread(recent.slice(0, middle)) < spreadingOut
}

/**
 * Whether a player that judges has been right nearly always for 200 rounds. `lowest` is the lowest mean of all: a loss that can
 * fall below 0, as a critic's does, says nothing of that.
 */
export function isSaturated(means: readonly MeanLoss[], lowest: number): boolean {
  if (lowest < 0) return false
  return lasting(means, saturationRounds)?.every(({ loss }) => loss < saturatedLoss) ?? false
}

/** Whether a player that judges is far from being fooled at the moment. `lowest` as above. */
export function isAhead(means: readonly MeanLoss[], lowest: number): boolean {
  return lowest >= 0 && (means.at(-1)?.loss ?? Infinity) < aheadLoss
}

/** Adds what was seen last, and drops what lies further back than so many rounds; what follows too closely is left out. */
export function remember<Seen extends { round: number }>(
  seen: readonly Seen[],
  next: Seen,
  rounds: number,
): readonly Seen[] {
  const last = seen.at(-1)
  if (last && next.round - last.round < rounds / mostKept) return seen
  const first = seen.findLastIndex(({ round }) => round <= next.round - rounds)
  return [...seen.slice(Math.max(0, first)), next]
}

/** The last looks that together span so many rounds; null where there are too few. */
function lasting<Seen extends { round: number }>(looks: readonly Seen[], rounds: number): Seen[] | null {
  const since = (looks.at(-1)?.round ?? 0) - rounds
  const first = looks.findLastIndex(({ round }) => round <= since)
  return first < 0 || looks.length - first < leastLooks ? null : looks.slice(first)
}

function meanSpread(looks: readonly Look[]): number {
  return looks.reduce((sum, { spread }) => sum + spread, 0) / looks.length
}
