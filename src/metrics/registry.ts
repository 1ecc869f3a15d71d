// The measures, in the order in which figures of one thing are shown.
import { inOrder } from '../lib/order'
import * as entries from './measures'
import type { Baseline, Direction, Measure, Measures } from './types'

export const measures: Measures = inOrder(entries)

/** What needs no training, in words and in order; real samples (`floor`) stand before all of them. */
export const untrained: Readonly<Record<Exclude<Baseline, 'floor'>, string>> = {
  noise: 'noise',
  mean: 'mean picture',
  identity: 'input unchanged',
  nearest: 'nearest',
  bilinear: 'bilinear',
  bicubic: 'bicubic',
}

export const baselines = ['floor', ...Object.keys(untrained)] as readonly Baseline[]

/** The directions of an unpaired game, in words. */
export const directions: Readonly<Record<Direction, string>> = { Forward: 'forwards', Backward: 'backwards' }

/** The key of a measure's figure, which is `pairwiseDistance` for the id `pairwise_distance`. */
export function keyOf(id: string, direction: Direction | null = null): string {
  const key = id.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
  return `${key}${direction ?? ''}`
}

const realEnding = 'Floor'

/** The key of what real data get, where that is not among what the baseline `floor` got. */
export function realKeyOf(key: string): string {
  return `${key}${realEnding}`
}

/** The key of the figure of which this is what real data get; null where it is no such key. */
export function measuredByReal(key: string, known: Measures = measures): string | null {
  const figure = key.endsWith(realEnding) ? key.slice(0, -realEnding.length) : ''
  return measureOf(figure, known)?.measure.real === undefined ? null : figure
}

/** What a figure's key stands for, where it is the key of a figure. */
export function measureOf(
  key: string,
  known: Measures = measures,
): { measure: Measure; direction: Direction | null } | null {
  for (const [id, measure] of Object.entries(known)) {
    const ways: (Direction | null)[] = measure.directed ? [null, ...directionsInOrder] : [null]
    const direction = ways.find((way) => key === keyOf(id, way))
    if (direction !== undefined) return { measure, direction }
  }
  return null
}

const directionsInOrder = Object.keys(directions) as readonly Direction[]

/** Whether a larger figure is a better one; keys that nobody knows are taken for distances. */
export function isBetterUpwards(key: string, known: Measures = measures): boolean {
  return measureOf(key, known)?.measure.better === 'higher'
}

/** The keys of the figures that say most, before others; those of one direction after all others. */
export function tellingKeys(known: Measures = measures): string[] {
  const telling = Object.entries(known).filter(([, measure]) => measure.telling)
  const directed = telling.filter(([, measure]) => measure.directed)
  return [
    ...telling.map(([id]) => keyOf(id)),
    ...directed.flatMap(([id]) => directionsInOrder.map((way) => keyOf(id, way))),
  ]
}

/** The key under which what real data get, or the most there is, stands for a figure; null where there is none of its own. */
export function limitKeyOf(key: string, known: Measures = measures): string | null {
  const { real, most } = measureOf(key, known)?.measure ?? {}
  return real === undefined ? (most?.key ?? null) : realKeyOf(key)
}

/** Whether a key is that of a baseline, of a limit or of what judges: kept with the figures, and none of them. */
export function standsBeside(key: string, known: Measures = measures): boolean {
  if ((baselines as readonly string[]).includes(key) || measureOf(key, known)?.measure.hidden) return true
  return Object.keys(known).some((id) => limitKeyOf(keyOf(id), known) === key)
}
