// What generated pictures are measured against: a feature network trained on the data set, and the features of real pictures.
import type { Ops } from '../kinds/types'
import type { Program } from '../compiler/program/program'
import { canonicalJson } from '../lib/canonical'
import { randomStream } from '../lib/random'
import { readSafetensors, writeSafetensors } from '../lib/safetensors'
import { madeSetOf } from '../data/made/registry'
import type { DataSource } from '../data/source'
import { labelsOf } from './dataFields'
import {
  countOf,
  coverageOf,
  firstOf,
  frechetDistance,
  kernelDistance,
  type Coverage,
  type Features,
} from './features'
import {
  featureWidth,
  runFeatureNet,
  trainFeatureNet,
  type FeatureNet,
  type Head,
  type Lessons,
} from './featureNet'
import { repeatMean, shrinkByArea, type Pictures } from './pictureSize'

type Section = Program['data'][string]

/** Keeps what takes long to make, by name; a store that fails just forgets. */
export interface MetricStore {
  load(name: string): Promise<ArrayBuffer | null>
  save(name: string, bytes: ArrayBuffer): Promise<void>
}

/** Reports and cancels long work. */
export interface Work {
  ops: Ops
  store: MetricStore
  report: (what: string, fraction: number) => void
  /** Throws where the work is not wanted any more. */
  check: () => void
}

/** Figures of a set of pictures beside real ones. */
export interface PictureFigures extends Coverage {
  frechet: number
  kid: number
}

export interface PictureReference {
  net: FeatureNet
  /** True where the network learned the data set's labels; false where it had only the pictures. */
  labelled: boolean
  /** Share of real test pictures whose class the network tells, by label. */
  accuracy: Record<string, number>
  standard: { mean: Float32Array; deviation: Float32Array }
  /** Standardised features of real training pictures. */
  real: Features
  /** What real pictures that the network never saw get: no generator does better, but for chance. */
  floor: PictureFigures
  /** Fréchet distance of noise, and of the mean picture. */
  noise: number
  mean: number
}

/** Changing this makes all that is kept anew. */
const version = 1
const largestSide = 32
const realCount = 3000
const standardCount = 5000
/** Samples for the measures that compare each with each. */
const pairedCount = 1000

/** Pictures as the feature network sees them: square, and at most 32 pixels a side, by area. */
export function feedPictures(pictures: Pictures): Pictures {
  const { height, width } = pictures
  const side = Math.min(largestSide, Math.max(height, width))
  return height === side && width === side ? pictures : shrinkByArea(pictures, { height: side, width: side })
}

/**
 * The reference for one field of a data section: from the store, or made, which takes a minute or two. `training` and `test` are
 * the section's samples with all labels. `steps` shortens the training, for tests.
 */
export async function prepareReference(
  work: Work,
  data: { section: Section; field: string; training: DataSource; test: DataSource; steps?: number },
): Promise<PictureReference> {
  const { section, field, training, test, steps = 1000 } = data
  const { source, seed, count } = section
  const order = madeSetOf(section) === null ? { order: 'shuffled' } : {}
  const about = { version, field, source, seed, count, steps, labels: labelsOf(section), ...order }
  const name = canonicalJson(about)
  const stored = await work.store.load(name)
  const known = stored && decodeReference(stored)
  if (known) return known
  const lessons = lessonsOf({ section, field, source: training })
  const net = await trainFeatureNet(work.ops, lessons, {
    steps,
    onProgress: (fraction) => work.report('Learning to tell real pictures apart', fraction),
    check: work.check,
  })
  const made = await describeReality(work, { net, field, training, test, labels: labelsOf(section) })
  await work.store.save(name, encodeReference(made))
  return made
}

/** Pictures number `from` and on of a source, as the feature network sees them. */
export function readPictures(source: DataSource, field: string, from: number, count: number): Pictures {
  const [height = 1, width = 1, channels = 1] = source.fields[field]?.shape ?? []
  const indices = Array.from({ length: Math.min(count, source.count) }, (_, k) => (from + k) % source.count)
  const values = source.read(indices)[field] ?? new Float32Array(0)
  return { count: indices.length, height, width, channels, values }
}

/** Labels where the set has some; else quarter turns, which need none. */
function lessonsOf({
  section,
  field,
  source,
}: {
  section: Section
  field: string
  source: DataSource
}): Lessons {
  const labels = labelsOf(section).filter(({ name }) => source.fields[name] !== undefined)
  const [height = 1, width = 1, channels = 1] = source.fields[field]?.shape ?? []
  const side = Math.min(largestSide, Math.max(height, width))
  const common = { side, channels, count: source.count }
  const picturesAt = (indices: number[]) => {
    const read = source.read(indices)
    const pictures = { count: indices.length, height, width, channels, values: read[field] ?? [] }
    return { read, fed: Float32Array.from(feedPictures(pictures).values) }
  }
  if (labels.length === 0) {
    const heads: Head[] = [{ name: 'turn', classes: 4 }]
    return {
      ...common,
      heads,
      read: (indices) => {
        const answers = Int32Array.from(indices, (index, k) =>
          Math.floor(4 * randomStream(0, index, 'turn').uniform(k)),
        )
        return { pictures: turnPictures(picturesAt(indices).fed, side, channels, answers), answers }
      },
    }
  }
  return {
    ...common,
    heads: labels,
    read: (indices) => {
      const { read, fed } = picturesAt(indices)
      const answers = new Int32Array(indices.length * labels.length)
      for (const [head, { name }] of labels.entries()) {
        for (let k = 0; k < indices.length; k++) answers[k * labels.length + head] = read[name]?.[k] ?? 0
      }
      return { pictures: fed, answers }
    },
  }
}

/** Turns each square picture by its number of quarter turns. */
function turnPictures(values: Float32Array, side: number, channels: number, turns: Int32Array): Float32Array {
  const out = new Float32Array(values.length)
  const size = side * side * channels
  for (const [k, turn] of turns.entries()) {
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const [u, v] = [
          [x, y],
          [y, side - 1 - x],
          [side - 1 - x, side - 1 - y],
          [side - 1 - y, x],
        ][turn] ?? [x, y]
        for (let c = 0; c < channels; c++) {
          out[k * size + (y * side + x) * channels + c] =
            values[k * size + ((v ?? 0) * side + (u ?? 0)) * channels + c] ?? 0
        }
      }
    }
  }
  return out
}

async function describeReality(
  work: Work,
  data: { net: FeatureNet; field: string; training: DataSource; test: DataSource; labels: Head[] },
): Promise<PictureReference> {
  const { net, field, training, test, labels } = data
  const run = async (pictures: Pictures) => runFeatureNet(work.ops, net, feedPictures(pictures), work)
  work.report('Looking at real pictures', 0)
  const raw = (await run(readPictures(training, field, 0, standardCount))).features
  const standard = standardOf(raw)
  const real = firstOf(standardise(raw, standard), Math.min(realCount, raw.length / featureWidth))
  const fresh = readPictures(test, field, 0, realCount)
  const { features, answers } = await run(fresh)
  const accuracy = labels.map(({ name }, head) => {
    const truth = test.read(Array.from({ length: fresh.count }, (_, k) => k))[name] ?? []
    let right = 0
    for (let k = 0; k < fresh.count; k++) if (answers[k * net.heads.length + head] === truth[k]) right++
    return [name, right / fresh.count] as const
  })
  const stream = randomStream(0, 0, 'noise pictures')
  const noise = Float32Array.from({ length: fresh.values.length }, (_, i) => 2 * stream.uniform(i) - 1)
  const distance = async (values: ArrayLike<number>) =>
    frechetDistance(real, standardise((await run({ ...fresh, values })).features, standard))
  work.report('Looking at noise', 0.5)
  return {
    net,
    labelled: labels.length > 0,
    accuracy: Object.fromEntries(accuracy),
    standard,
    real,
    floor: comparePictures(real, standardise(features, standard)),
    noise: await distance(noise),
    mean: await distance(repeatMean(readPictures(training, field, 0, realCount), fresh)),
  }
}

/** All figures of generated features beside real ones. */
export function comparePictures(real: Features, generated: Features): PictureFigures {
  const count = Math.min(pairedCount, countOf(real), countOf(generated))
  const [some, others] = [firstOf(real, count), firstOf(generated, count)]
  return {
    frechet: frechetDistance(real, generated),
    kid: kernelDistance(some, others),
    ...coverageOf(some, others),
  }
}

/** As the reference code: a thousandth of the spread of all features keeps dead ones from being blown up. */
function standardOf(raw: Float32Array): PictureReference['standard'] {
  const count = raw.length / featureWidth
  const mean = new Float64Array(featureWidth)
  const square = new Float64Array(featureWidth)
  for (const [i, value] of raw.entries())
    mean[i % featureWidth] = (mean[i % featureWidth] ?? 0) + value / count
  for (const [i, value] of raw.entries()) {
    const k = i % featureWidth
    square[k] = (square[k] ?? 0) + (value - (mean[k] ?? 0)) ** 2 / (count - 1)
  }
  const overall = raw.reduce((sum, value) => sum + value, 0) / raw.length
  const spread = Math.sqrt(raw.reduce((sum, value) => sum + (value - overall) ** 2, 0) / (raw.length - 1))
  const deviation = Float32Array.from(square, (value) => Math.sqrt(value) + 1e-3 * spread)
  return { mean: Float32Array.from(mean), deviation }
}

/** Features in units of the real ones' standard deviation, about their mean. */
export function standardise(raw: Float32Array, { mean, deviation }: PictureReference['standard']): Features {
  const values = raw.map(
    (value, i) => (value - (mean[i % featureWidth] ?? 0)) / (deviation[i % featureWidth] ?? 1),
  )
  return { width: featureWidth, values }
}

function encodeReference({ net, standard, real, ...figures }: PictureReference): ArrayBuffer {
  const { weights, ...about } = net
  const vector = (values: ArrayLike<number>) => ({
    shape: [values.length],
    values: Float32Array.from(values),
  })
  const kept = Object.entries(weights).map(([name, weight]) => [`net/${name}`, weight] as const)
  return writeSafetensors({
    tensors: {
      ...Object.fromEntries(kept),
      'standard/mean': vector(standard.mean),
      'standard/deviation': vector(standard.deviation),
      real: vector(real.values),
    },
    metadata: { reference: JSON.stringify({ net: about, ...figures }) },
  })
}

/** Null where the bytes are not what was kept. */
function decodeReference(bytes: ArrayBuffer): PictureReference | null {
  const file = readSafetensors(bytes)
  const text = file.ok ? file.value.metadata.reference : undefined
  if (!file.ok || text === undefined) return null
  const { net, ...figures } = JSON.parse(text) as Omit<PictureReference, 'net' | 'standard' | 'real'> & {
    net: Omit<FeatureNet, 'weights'>
  }
  const valuesOf = (name: string) => Float32Array.from(file.value.tensors[name]?.values ?? [])
  const weights = Object.entries(file.value.tensors).flatMap(([name, { shape, values }]) => {
    const weight = { shape: [...shape], values: Float32Array.from(values) }
    return name.startsWith('net/') ? [[name.slice('net/'.length), weight] as const] : []
  })
  return {
    ...figures,
    net: { ...net, weights: Object.fromEntries(weights) },
    standard: { mean: valuesOf('standard/mean'), deviation: valuesOf('standard/deviation') },
    real: { width: featureWidth, values: valuesOf('real') },
  }
}
