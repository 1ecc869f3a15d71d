// Turns numbers of views and data sets into what the page shows: bitmaps and points.
import type { Drawing } from '../../src/kinds/views/types'
import { succeed, type Result } from '../../src/lib/result'
import { drawSheet, sheetGap } from '../../src/lib/sheet'
import type { DataSource } from '../../src/data/source'
import type { DataPreview } from '../data.api'
import type { Failure } from '../../src/lib/failure'
import type { ViewFrame } from '../trainer.api'
import { previewFields } from './fieldPreviews'
import { layTiles } from './viewSheet'

/** A view as the page gets it; pictures one pixel for one, in a grid. */
export async function frameOf(args: { view: string; round: number; drawing: Drawing }): Promise<ViewFrame> {
  const { view, round, drawing } = args
  if (drawing.form === 'plot') return { view, round, drawing }
  const { values, shape, columns, parts, captions } = layTiles(drawing)
  const grid = await drawGrid(values, shape, columns)
  return { view, round, drawing: { form: 'tiles', parts, captions, ...grid } }
}

/** What of frames is handed over to the page instead of being copied. */
export function transferablesOf(frames: readonly ViewFrame[]): Transferable[] {
  const all = frames.flatMap(({ drawing }): Transferable[] => {
    if (drawing.form === 'tiles') return [drawing.picture]
    const { points, heat } = drawing
    const arrays = [...points.map(({ xy }) => xy), ...(heat ? [heat.values] : [])]
    return arrays.map(({ buffer }) => buffer as ArrayBuffer)
  })
  // The same buffer twice is an error.
  return [...new Set(all)]
}

/** The first samples of a data set: pictures as a grid, pairs of numbers as points; labels where there are some. */
export async function previewOf(source: DataSource, count: number): Promise<Result<DataPreview, Failure>> {
  const shown = Math.min(count, source.count)
  const samples = source.read(Array.from({ length: shown }, (_, index) => index))
  const fields = previewFields(source, shown)
  const preview: DataPreview = { picture: null, points: null, labels: null, fields }
  for (const [name, { shape, integer }] of Object.entries(source.fields)) {
    const values = samples[name]
    if (values === undefined) continue
    if (integer && shape.length === 0) preview.labels ??= [...values]
    if (!(values instanceof Float32Array)) continue
    const field = fields.find((one) => one.name === name)
    if (shape.length === 3 && preview.picture === null)
      preview.picture = (await drawGrid(values, shape)).picture
    if (shape.length === 3 && field) field.picture = await drawGrid(values, shape)
    if (shape.length === 1 && shape[0] === 2) preview.points ??= values
  }
  return succeed(preview)
}

async function drawGrid(values: Float32Array, shape: readonly number[], across?: number) {
  const options = { values, shape, gap: sheetGap, ...(across === undefined ? {} : { columns: across }) }
  const { pixels, width, height, columns, rows } = drawSheet(options)
  const picture = await createImageBitmap(new ImageData(pixels, width, height))
  return { picture, columns, rows }
}
