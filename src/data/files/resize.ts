// Brings pictures to one size: a centred crop or the whole picture, by area-correct resampling, as bytes.
import type { DecodedPicture } from './picture'
import type { Box } from './pieces'

/**
 * `crop` keeps the proportions and cuts what sticks out; `fit` keeps all and pads; `stretch` keeps all and distorts; `cut` makes
 * pieces of a picture at its own size, and is `crop` for what it is given here.
 */
export type Fit = 'crop' | 'fit' | 'stretch' | 'cut'

export interface TargetSize {
  width: number
  height: number
  /** 1: luma (BT.601); 3: red, green, blue. */
  channels: 1 | 3
  fit: Fit
}

/** What lies behind transparent pixels, and beside a picture that is fitted. */
const ground = 255

/**
 * The picture, or the part of it in `box`, at the given size: height × width × channels bytes. Shrinking averages over the
 * area that each new pixel covers (a triangle of that width, as PIL's bilinear reduction does); enlarging is bilinear.
 */
export function resizePicture(
  picture: DecodedPicture,
  target: TargetSize,
  box?: Box,
): Uint8Array<ArrayBuffer> {
  const { width, height, channels, fit } = target
  const whole = box ?? { left: 0, top: 0, width: picture.width, height: picture.height }
  const { source, place } = frame(whole, target, fit)
  const columns = weigh({ from: source.left, length: source.width, limit: picture.width, count: place.width })
  const rows = weigh({ from: source.top, length: source.height, limit: picture.height, count: place.height })
  const narrow = shrinkRows(picture, columns, rows, channels)
  const out = new Uint8Array(width * height * channels).fill(ground)
  for (let y = 0; y < place.height; y++) {
    const { first, weights } = rows[y] ?? { first: 0, weights: [] }
    for (let i = 0; i < place.width * channels; i++) {
      let sum = 0
      weights.forEach((weight, k) => {
        sum += weight * (narrow.get(first + k)?.[i] ?? 0)
      })
      out[((place.top + y) * width + place.left) * channels + i] = Math.max(0, Math.min(255, Math.round(sum)))
    }
  }
  return out
}

/** Which part of the picture is taken, and where in the result it goes. */
function frame(box: Box, { width, height }: TargetSize, fit: Fit): { source: Box; place: Box } {
  const place = { left: 0, top: 0, width, height }
  if (fit === 'stretch') return { source: box, place }
  const scale = (fit === 'fit' ? Math.min : Math.max)(width / box.width, height / box.height)
  if (fit !== 'fit') {
    const [w, h] = [width / scale, height / scale]
    return {
      source: {
        left: box.left + (box.width - w) / 2,
        top: box.top + (box.height - h) / 2,
        width: w,
        height: h,
      },
      place,
    }
  }
  const [w, h] = [Math.max(1, Math.round(box.width * scale)), Math.max(1, Math.round(box.height * scale))]
  const [left, top] = [Math.floor((width - w) / 2), Math.floor((height - h) / 2)]
  return { source: box, place: { left, top, width: w, height: h } }
}

interface Taps {
  first: number
  weights: number[]
}

/** For each of `count` new pixels: the old ones that it averages, and by how much; the weights add up to 1. */
function weigh(args: { from: number; length: number; limit: number; count: number }): Taps[] {
  const { from, length, limit, count } = args
  const step = length / count
  const reach = Math.max(1, step)
  return Array.from({ length: count }, (_, i) => {
    const middle = from + (i + 0.5) * step
    const first = Math.max(0, Math.floor(middle - reach + 0.5))
    const last = Math.min(limit, Math.max(first + 1, Math.floor(middle + reach + 0.5)))
    const raw = Array.from({ length: last - first }, (_, k) =>
      Math.max(0, 1 - Math.abs(first + k + 0.5 - middle) / reach),
    )
    const total = raw.reduce((sum, weight) => sum + weight, 0)
    return { first, weights: total > 0 ? raw.map((weight) => weight / total) : raw.map(() => 1 / raw.length) }
  })
}

/** The rows that are needed, each brought to the new width, by their number. */
function shrinkRows(
  { width, pixels }: DecodedPicture,
  columns: readonly Taps[],
  rows: readonly Taps[],
  channels: 1 | 3,
): Map<number, Float32Array> {
  const narrow = new Map<number, Float32Array>()
  for (const { first, weights } of rows) {
    for (let y = first; y < first + weights.length; y++) {
      if (narrow.has(y)) continue
      const row = new Float32Array(columns.length * channels)
      columns.forEach((taps, x) => {
        let [red, green, blue] = [0, 0, 0]
        taps.weights.forEach((weight, k) => {
          const at = (y * width + taps.first + k) * 4
          const solid = (pixels[at + 3] ?? 255) / 255
          const over = (channel: number) =>
            weight * ((pixels[at + channel] ?? 0) * solid + ground * (1 - solid))
          red += over(0)
          green += over(1)
          blue += over(2)
        })
        if (channels === 1) row[x] = 0.299 * red + 0.587 * green + 0.114 * blue
        else row.set([red, green, blue], x * 3)
      })
      narrow.set(y, row)
    }
  }
  return narrow
}
