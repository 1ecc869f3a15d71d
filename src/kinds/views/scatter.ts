// scatter: generated points over real ones, and over what the discriminator takes for real.
import { elementCount } from '../../lib/format'
import { floatsOf } from '../shared/pictureViews'
import type { DrawArgs, Plot, ViewKind, ViewRule } from './types'

const points: ViewRule = {
  says: 'draws points with 2 coordinates',
  accepts: ({ shape }) => shape.length === 1 && shape[0] === 2,
  odd: ({ domain }) => domain === 'latent',
}

const onePerPoint: ViewRule = {
  says: 'needs one score per point',
  accepts: ({ shape, domain }) => domain !== 'scalar' && elementCount(shape) === 1,
  odd: ({ shape }) => shape.length !== 1,
}

const heatSize = 48
const margin = 1.35

export const scatter: ViewKind = {
  title: 'Points',
  order: 5,
  doc: 'Draws generated points over real ones, and behind both how the discriminator would score every place.',
  plural: 'points',
  unit: 'points',
  heading: 'Real and generated points',
  form: 'plot',
  legend: [
    { mark: 'dot', text: 'generated', of: 'value' },
    { mark: 'circle', text: 'real' },
    { mark: 'heat', text: 'taken for real', of: 'score' },
  ],
  value: points,
  fields: {
    real: { title: 'Real', rule: points, stray: 'real points, which only a scatter can show' },
    score: {
      title: 'Score',
      doc: 'Whose value colours the background where its input is replaced by the points of a grid.',
      rule: onePerPoint,
      stray: 'a score, which only a scatter can show',
      pass: 'heat',
    },
  },
  aim: 'samples',
  draw,
}

async function draw({ value, beside, again }: DrawArgs): Promise<Plot> {
  const generated = floatsOf(value.values)
  const real = floatsOf(beside.real?.values ?? new Float32Array(0))
  const extent = extentOf(real.length > 0 ? real : generated)
  const scores = await again('score', { shape: [heatSize * heatSize, 2], values: gridPoints(extent) })
  return {
    form: 'plot',
    extent,
    points: [
      { mark: 'circle', xy: real },
      { mark: 'dot', of: 'value', xy: generated },
    ],
    heat: scores && { size: heatSize, values: floatsOf(scores.values), of: 'score' },
  }
}

/** Half the side of a square that holds the points with a margin. */
function extentOf(points: Float32Array): number {
  let largest = 0
  for (const coordinate of points)
    if (Number.isFinite(coordinate)) largest = Math.max(largest, Math.abs(coordinate))
  return largest > 0 ? largest * margin : 1
}

/** Points in the middle of the cells of a square grid, row after row from the bottom. */
function gridPoints(extent: number): Float32Array {
  const points = new Float32Array(heatSize * heatSize * 2)
  const at = (cell: number) => extent * ((2 * cell + 1) / heatSize - 1)
  for (let row = 0; row < heatSize; row++) {
    for (let column = 0; column < heatSize; column++) {
      points.set([at(column), at(row)], 2 * (row * heatSize + column))
    }
  }
  return points
}
