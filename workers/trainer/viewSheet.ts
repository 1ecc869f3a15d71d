// Lays what a view shows out as tiles of one size: every sample is a run of parts, side by side.
import type { TensorType } from '../../src/kinds/types'
import { captionsOf } from '../../src/lib/captions'
import { sheetColumns } from '../../src/lib/sheet'
import { resizePictures } from '../../src/metrics/pictureSize'
import type { Pictures, ViewData } from '../../src/engine/views'

export type PictureData = Exclude<ViewData, { as: 'scatter' }>
/** What a tile is: the input, what the networks made of it, what it should be, or the input enlarged by bicubic splines. */
export type PartName = 'input' | 'bicubic' | 'ours' | 'target'

/** Tiles for `drawSheet`: `shape` is that of one tile, `columns` how many stand in a row. */
export interface ViewTiles {
  values: Float32Array
  shape: [height: number, width: number, channels: number]
  columns: number
  /** What the tiles of one sample are, from left to right; empty where a sample is one picture. */
  parts: PartName[]
  /** One a sample; empty where there is nothing to say. */
  captions: string[]
}

/** The tiles of a view, in the order in which they are drawn. `type` is that of the view's label. */
export function tilesOf(data: PictureData, type?: TensorType): ViewTiles {
  const parts = partsOf(data)
  const [count] = data.shape
  const captions = data.label && type ? captionsOf(type, data.label.values, count) : []
  if (parts.length < 2) {
    const [, ...shape] = data.shape
    return {
      values: data.values,
      shape,
      columns: sheetColumns(count),
      parts: [],
      captions,
    }
  }
  const shape = [0, 1, 2].map((axis) =>
    Math.max(...parts.map(({ pictures }) => pictures.shape[axis + 1] ?? 1)),
  )
  const [height = 1, width = 1, channels = 1] = shape
  const tile: ViewTiles['shape'] = [height, width, channels]
  const fitted = parts.map(({ pictures }) => fitTo(pictures, tile))
  const size = height * width * channels
  const values = new Float32Array(count * parts.length * size)
  fitted.forEach((pictures, part) => {
    for (let k = 0; k < count; k++)
      values.set(pictures.subarray(k * size, (k + 1) * size), (k * parts.length + part) * size)
  })
  return {
    values,
    shape: tile,
    columns: samplesAcross(count, parts.length) * parts.length,
    parts: parts.map(({ name }) => name),
    captions,
  }
}

interface Part {
  name: PartName
  pictures: Pictures
}

function partsOf(data: PictureData): Part[] {
  const { as, input, target } = data
  const before: Part[] = input && as !== 'images' ? [{ name: 'input', pictures: input }] : []
  if (input && as === 'enlarged') before.push({ name: 'bicubic', pictures: bicubic(input, data.shape) })
  const after: Part[] =
    target && (as === 'triptych' || as === 'enlarged') ? [{ name: 'target', pictures: target }] : []
  return [...before, { name: 'ours', pictures: data }, ...after]
}

/** Samples in a row: about as wide as high, rather wider, and without a last row that is half empty where that can be had. */
export function samplesAcross(count: number, parts: number): number {
  const least = Math.max(1, Math.ceil(Math.sqrt(count / parts)))
  for (let across = least; across <= 2 * least; across++) if (count % across === 0) return across
  return least
}

function bicubic({ shape, values }: Pictures, [, height, width]: Pictures['shape']): Pictures {
  const [count, fromHeight, fromWidth, channels] = shape
  const pictures = { count, height: fromHeight, width: fromWidth, channels, values }
  const { values: enlarged } = resizePictures(pictures, { height, width, how: 'bicubic' })
  return { shape: [count, height, width, channels], values: Float32Array.from(enlarged) }
}

/** Pictures with the tile's size, by repeating pixels, and its channels, grey ones in all of them. */
function fitTo({ shape, values }: Pictures, tile: ViewTiles['shape']): Float32Array {
  const [count, fromHeight, fromWidth, from] = shape
  const [height, width, channels] = tile
  if (fromHeight === height && fromWidth === width && from === channels) return values
  const pictures = { count, height: fromHeight, width: fromWidth, channels: from, values }
  const sized = resizePictures(pictures, { height, width, how: 'nearest' }).values
  const out = new Float32Array(count * height * width * channels)
  for (let pixel = 0; pixel < count * height * width; pixel++) {
    for (let c = 0; c < channels; c++)
      out[pixel * channels + c] = sized[pixel * from + Math.min(c, from - 1)] ?? 0
  }
  return out
}
