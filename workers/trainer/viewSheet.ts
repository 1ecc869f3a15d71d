// Brings tiles to one size and into rows: every sample is a run of parts, side by side.
import type { Pictures, Tiles } from '../../src/kinds/views/types'
import { sheetColumns } from '../../src/lib/sheet'
import { resizePictures } from '../../src/metrics/pictureSize'

/** Tiles for `drawSheet`: `shape` is that of one tile, `columns` how many stand in a row. */
export interface ViewTiles {
  values: Float32Array
  shape: [height: number, width: number, channels: number]
  columns: number
  /** What the tiles of one sample are, from left to right; empty where a sample is one picture. */
  parts: string[]
  /** One a sample; empty where there is nothing to say. */
  captions: string[]
}

/** Lays tiles out in the order in which they are drawn. */
export function layTiles({ parts, captions }: Tiles): ViewTiles {
  const sized = parts.map((part) => (part.bicubic ? bicubic(part.pictures, part.bicubic) : part.pictures))
  const [first] = sized
  if (!first) throw new Error('tiles without a part')
  const [count, ...whole] = first.shape
  if (sized.length < 2) {
    return { values: first.values, shape: whole, columns: sheetColumns(count), parts: [], captions }
  }
  const largest = (axis: 1 | 2 | 3) => Math.max(...sized.map(({ shape }) => shape[axis]))
  const tile: ViewTiles['shape'] = [largest(1), largest(2), largest(3)]
  const size = tile[0] * tile[1] * tile[2]
  const values = new Float32Array(count * sized.length * size)
  sized.forEach((part, index) => {
    const fitted = fitTo(part, tile)
    for (let k = 0; k < count; k++)
      values.set(fitted.subarray(k * size, (k + 1) * size), (k * sized.length + index) * size)
  })
  return {
    values,
    shape: tile,
    columns: samplesAcross(count, sized.length) * sized.length,
    parts: parts.map(({ name }) => name),
    captions,
  }
}

/** Samples in a row: about as wide as high, rather wider, and without a last row that is half empty where that can be had. */
export function samplesAcross(count: number, parts: number): number {
  const least = Math.max(1, Math.ceil(Math.sqrt(count / parts)))
  for (let across = least; across <= 2 * least; across++) if (count % across === 0) return across
  return least
}

function bicubic({ shape, values }: Pictures, [height, width]: [number, number]): Pictures {
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
