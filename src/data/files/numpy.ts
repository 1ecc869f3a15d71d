// Makes a data set of NumPy arrays: pictures, points or vectors, and labels that belong to them.
import { formatSizes } from '../../lib/format'
import { fail, succeed, type Result } from '../../lib/result'
import type { Failure } from '../../lib/failure'
import type { StoredField } from '../source'
import { nameOf, stemOf } from './member'
import { type NpyArray, readNpy } from './npy'

export interface NumpySet {
  count: number
  fields: Record<string, StoredField>
  classes: number | null
}

/** One array of samples and, beside it, at most one of labels: whole numbers, as many as there are samples. */
export function readNumpy(
  files: readonly { path: string; bytes: Uint8Array<ArrayBuffer> }[],
): Result<NumpySet, Failure> {
  const arrays: (NpyArray & { path: string })[] = []
  for (const { path, bytes } of files) {
    const read = readNpy(bytes)
    if (!read.ok) return refuse(`${nameOf(path)} ${read.error}.`)
    arrays.push({ ...read.value, path })
  }
  const samples = arrays.filter(({ shape }) => shape.length >= 2 && (shape.length > 2 || shape[1] !== 1))
  const [main] = samples
  if (!main) return refuse('There is no array of samples: pictures are count × height × width (× channels).')
  if (samples.length > 1) {
    const list = samples.map(({ path, shape }) => `${stemOf(path)} (${formatSizes(shape)})`).join(', ')
    return refuse(`There are several arrays of samples: ${list}. Give one, and its labels.`)
  }
  const count = main.shape[0] ?? 0
  if (count < 1) return refuse(`${nameOf(main.path)} has no samples.`)
  const made = fieldOf(main)
  if (!made.ok) return made
  const { name, field } = made.value
  const labels = arrays.find((array) => array !== main && array.shape[0] === count)
  const stray = arrays.find((array) => array !== main && array !== labels)
  if (stray) {
    return refuse(
      `${nameOf(stray.path)} has ${formatSizes(stray.shape)} numbers and does not belong to the ${count} samples of ${nameOf(main.path)}.`,
    )
  }
  if (!labels) return succeed({ count, fields: { [name]: field }, classes: null })
  const values = Int32Array.from(labels.values)
  const wrong = values.findIndex((label, i) => label < 0 || label > 65_535 || label !== labels.values[i])
  if (wrong >= 0)
    return refuse(
      `${nameOf(labels.path)} holds no labels: number ${wrong} is ${labels.values[wrong]}, and labels are whole numbers from 0.`,
    )
  const classes = Math.max(2, values.reduce((most, label) => Math.max(most, label), 0) + 1)
  return succeed({ count, fields: { [name]: field, label: { shape: [], values } }, classes })
}

function fieldOf(array: NpyArray & { path: string }): Result<{ name: string; field: StoredField }, Failure> {
  const [count = 0, ...rest] = array.shape
  if (rest.length === 1)
    return succeed({ name: 'point', field: { shape: rest, values: Float32Array.from(array.values) } })
  const planes = rest.length === 3 && isChannels(rest[0]) && !isChannels(rest[2])
  const [height = 0, width = 0, channels = 0] = planes ? [rest[1], rest[2], rest[0]] : [...rest, 1]
  if (!isChannels(channels) || rest.length > 3)
    return refuse(
      `${nameOf(array.path)} has ${formatSizes(array.shape)} numbers: pictures are count × height × width × 1 or 3 channels.`,
    )
  const bytes = toBytes(array)
  if (!bytes.ok) return bytes
  const values = planes ? interleave(bytes.value, { count, height, width, channels }) : bytes.value
  return succeed({ name: 'image', field: { shape: [height, width, channels], values } })
}

function isChannels(size: number | undefined): boolean {
  return size === 1 || size === 3
}

/** Bytes as they are; fractions from 0 to 1, or from −1 to 1, spread over the bytes. */
function toBytes({ values, path }: NpyArray & { path: string }): Result<Uint8Array<ArrayBuffer>, Failure> {
  if (values instanceof Uint8Array) return succeed(values)
  let [least, most] = [Infinity, -Infinity]
  for (const value of values) {
    if (!Number.isFinite(value)) return refuse(`${nameOf(path)} holds numbers that are not finite.`)
    least = Math.min(least, value)
    most = Math.max(most, value)
  }
  const [from, to] = most > 1.001 ? [0, 255] : least < 0 ? [-1, 1] : [0, 1]
  if (least < from - 1e-3 || most > to + 1e-3)
    return refuse(
      `${nameOf(path)} has numbers from ${least} to ${most}: pictures are 0 to 255, 0 to 1, or −1 to 1.`,
    )
  return succeed(Uint8Array.from(values, (value) => Math.round(((value - from) / (to - from)) * 255)))
}

/** Channel planes to channels beside each other. */
function interleave(
  bytes: Uint8Array,
  { count, height, width, channels }: { count: number; height: number; width: number; channels: number },
): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(bytes.length)
  const plane = height * width
  for (let sample = 0; sample < count; sample++)
    for (let channel = 0; channel < channels; channel++)
      for (let i = 0; i < plane; i++)
        out[(sample * plane + i) * channels + channel] = bytes[(sample * channels + channel) * plane + i] ?? 0
  return out
}

function refuse(message: string): Result<never, Failure> {
  return fail({ code: 'files_refused', message, remedy: 'Save arrays with numpy.save or numpy.savez.' })
}
