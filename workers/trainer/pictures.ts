// Turns numbers of views and data sets into what the page shows: bitmaps and points.
import { succeed, type Result } from '../../src/lib/result'
import { drawSheet } from '../../src/lib/sheet'
import type { DataSource } from '../data/source'
import type { ViewData } from '../engine/views'
import type { DataPreview, Failure, ViewFrame } from '../trainer.api'

const gap = 2

/** A view as the page gets it; pictures one pixel for one, in a grid. */
export async function frameOf(view: string, round: number, data: ViewData): Promise<ViewFrame> {
  if (data.as === 'images') {
    const [, ...shape] = data.shape
    return { as: 'images', view, round, ...(await drawGrid(data.values, shape)) }
  }
  const { generated, real, extent, heat } = data
  const frame = { as: 'scatter' as const, view, round, generated, real, extent }
  return heat === null ? frame : { ...frame, heat }
}

/** The first samples of a data set: pictures as a grid, pairs of numbers as points; labels where there are some. */
export async function previewOf(source: DataSource, count: number): Promise<Result<DataPreview, Failure>> {
  const shown = Math.min(count, source.count)
  const samples = source.read(Array.from({ length: shown }, (_, index) => index))
  const preview: DataPreview = { picture: null, points: null, labels: null }
  for (const [name, { shape, integer }] of Object.entries(source.fields)) {
    const values = samples[name]
    if (values === undefined) continue
    if (integer && shape.length === 0) preview.labels ??= [...values]
    if (!(values instanceof Float32Array)) continue
    if (shape.length === 3 && preview.picture === null)
      preview.picture = (await drawGrid(values, shape)).picture
    if (shape.length === 1 && shape[0] === 2) preview.points ??= values
  }
  return succeed(preview)
}

async function drawGrid(values: Float32Array, shape: readonly number[]) {
  const { pixels, width, height, columns, rows } = drawSheet({ values, shape, gap })
  const picture = await createImageBitmap(new ImageData(pixels, width, height))
  return { picture, columns, rows }
}
