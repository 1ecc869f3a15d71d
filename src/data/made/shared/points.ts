// What the sets of 2-D points share: their two fields and how a sample is written.
import type { Draws } from './draws'
import type { MadeSet } from '../types'

/** The fields of a set of points whose label says which of `classes` parts a point came from. */
export function pointFields(classes: number): MadeSet['fields'] {
  return {
    point: { shape: [2], domain: 'point' },
    label: { shape: [], domain: 'label', classes },
  }
}

/** A `write` for sets of points, from a rule that gives one point and its label. */
export function writePoint(
  rule: (draws: Draws) => { x: number; y: number; label: number },
): MadeSet['write'] {
  return (draws, at, { point, label }) => {
    const sample = rule(draws)
    point?.set([sample.x, sample.y], at * 2)
    label?.set([sample.label], at)
  }
}

/** A `write` for Gaussians of one width around `centres`, all equally likely; the label is the centre's number. */
export function writeGaussians({
  centres,
  sigma,
}: {
  centres: readonly (readonly [number, number])[]
  sigma: number
}): MadeSet['write'] {
  return writePoint((draws) => {
    const label = draws.choice(centres.length)
    const [x, y] = centres[label] ?? [0, 0]
    return { x: x + sigma * draws.normal(), y: y + sigma * draws.normal(), label }
  })
}
