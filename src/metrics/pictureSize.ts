// Brings pictures to another size: by area, nearest, bilinear and bicubic, the last three as PyTorch's `interpolate` does.

/** Pictures of one size, sample after sample, rows from the top, channels innermost. */
export interface Pictures {
  count: number
  height: number
  width: number
  channels: number
  values: ArrayLike<number>
}

/** The numbers of one picture. */
export function sizeOf({ height, width, channels }: Pictures): number {
  return height * width * channels
}

/** Where an output pixel reads from along one axis, and with which weights. */
type Taps = { from: number; weights: number[] }[]

export type Enlargement = 'nearest' | 'bilinear' | 'bicubic'

/** Enlarges (or samples) pictures to `height` × `width`; pixel centres at halves, edges repeated, no antialiasing. */
export function resizePictures(
  pictures: Pictures,
  { height, width, how }: { height: number; width: number; how: Enlargement },
): Pictures {
  const rows = tapsOf(pictures.height, height, how)
  const columns = tapsOf(pictures.width, width, how)
  return apply(pictures, rows, columns)
}

/** Shrinks pictures to `height` × `width` by the mean over the area that each new pixel covers. */
export function shrinkByArea(
  pictures: Pictures,
  { height, width }: { height: number; width: number },
): Pictures {
  return apply(pictures, areaTaps(pictures.height, height), areaTaps(pictures.width, width))
}

function tapsOf(from: number, to: number, how: Enlargement): Taps {
  return Array.from({ length: to }, (_, at) => {
    const centre = ((at + 0.5) * from) / to - 0.5
    if (how === 'nearest') return { from: Math.floor((at * from) / to), weights: [1] }
    const first = Math.floor(centre)
    const t = centre - first
    if (how === 'bilinear') return { from: first, weights: [1 - t, t] }
    return { from: first - 1, weights: [cubic(t + 1), cubic(t), cubic(1 - t), cubic(2 - t)] }
  })
}

/** Keys' convolution kernel with a = −0.75, PyTorch's choice. */
function cubic(x: number): number {
  const a = -0.75
  return x <= 1 ? ((a + 2) * x - (a + 3)) * x * x + 1 : ((a * x - 5 * a) * x + 8 * a) * x - 4 * a
}

function areaTaps(from: number, to: number): Taps {
  const side = from / to
  return Array.from({ length: to }, (_, at) => {
    const [start, end] = [at * side, (at + 1) * side]
    const first = Math.floor(start)
    const weights: number[] = []
    for (let k = first; k < end; k++) weights.push((Math.min(end, k + 1) - Math.max(start, k)) / side)
    return { from: first, weights }
  })
}

function apply(pictures: Pictures, rows: Taps, columns: Taps): Pictures {
  const { count, channels, height, width } = pictures
  const wide = new Float32Array(count * height * columns.length * channels)
  const out = new Float32Array(count * rows.length * columns.length * channels)
  const line = {
    values: pictures.values,
    into: wide,
    before: count * height,
    side: width,
    inner: channels,
    taps: columns,
  }
  along(line)
  along({
    values: wide,
    into: out,
    before: count,
    side: height,
    inner: columns.length * channels,
    taps: rows,
  })
  return { count, channels, height: rows.length, width: columns.length, values: out }
}

/** Resamples one axis of `before` × `side` × `inner` numbers. */
function along(axis: {
  values: ArrayLike<number>
  into: Float32Array
  before: number
  side: number
  inner: number
  taps: Taps
}): void {
  const { values, into, before, side, inner, taps } = axis
  for (let block = 0; block < before; block++) {
    for (const [at, { from, weights }] of taps.entries()) {
      const to = (block * taps.length + at) * inner
      for (const [k, weight] of weights.entries()) {
        const source = (block * side + Math.min(side - 1, Math.max(0, from + k))) * inner
        for (let i = 0; i < inner; i++)
          into[to + i] = (into[to + i] ?? 0) + weight * (values[source + i] ?? NaN)
      }
    }
  }
}

/** The mean of pictures, as often as `like` has pictures. */
export function repeatMean({ count, values }: Pictures, like: Pictures): Float32Array {
  const size = values.length / count
  const mean = new Float64Array(size)
  for (let i = 0; i < values.length; i++) mean[i % size] = (mean[i % size] ?? 0) + (values[i] ?? 0) / count
  return Float32Array.from({ length: like.values.length }, (_, i) => mean[i % size] ?? 0)
}
