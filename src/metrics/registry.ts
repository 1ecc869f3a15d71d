// The measures: one line each, in the order in which figures of one thing are shown.
import { attributeAccuracy } from './measures/attribute_accuracy'
import { classAccuracy } from './measures/class_accuracy'
import { classEntropy } from './measures/class_entropy'
import { classes } from './measures/classes'
import { clusters } from './measures/clusters'
import { coverage } from './measures/coverage'
import { cycle } from './measures/cycle'
import { density } from './measures/density'
import { foregroundIou } from './measures/foreground_iou'
import { frechet } from './measures/frechet'
import { highQualityShare } from './measures/high_quality_share'
import { js } from './measures/js'
import { judge } from './measures/judge'
import { kid } from './measures/kid'
import { l1 } from './measures/l1'
import { modesCovered } from './measures/modes_covered'
import { modesStrong } from './measures/modes_strong'
import { mutualInformation } from './measures/mutual_information'
import { pairwiseDistance } from './measures/pairwise_distance'
import { precision } from './measures/precision'
import { psnr } from './measures/psnr'
import { recall } from './measures/recall'
import { segmentation } from './measures/segmentation'
import { ssim } from './measures/ssim'
import { wholePsnr } from './measures/whole_psnr'
import { wholeSsim } from './measures/whole_ssim'
import type { Baseline, Direction, Measure, Measures } from './types'

export const measures: Measures = {
  frechet,
  kid,
  precision,
  recall,
  density,
  coverage,
  pairwise_distance: pairwiseDistance,
  classes,
  class_entropy: classEntropy,
  class_accuracy: classAccuracy,
  attribute_accuracy: attributeAccuracy,
  judge,
  modes_covered: modesCovered,
  modes_strong: modesStrong,
  high_quality_share: highQualityShare,
  js,
  l1,
  psnr,
  ssim,
  whole_psnr: wholePsnr,
  whole_ssim: wholeSsim,
  foreground_iou: foregroundIou,
  segmentation,
  cycle,
  clusters,
  mutual_information: mutualInformation,
}

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
