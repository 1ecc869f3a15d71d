// Evidence of parts in their place: label maps that a segmenter, trained on real pairs, reads off pictures.
import { fromByte } from '../../lib/pixels'
import { madeSetOf } from '../../data/made/registry'
import type { DataSource } from '../../data/source'
import { canonicalJson } from '../../lib/canonical'
import { readSafetensors, writeSafetensors } from '../../lib/safetensors'
import { segmentPictures, trainSegmenter, type Segmenter } from '../judges/segmenter'
import type { Pictures } from '../pictureSize'
import { readPictures } from '../sourcePictures'
import type { Work } from '../types'
import { picturesOf, type Gather } from './gather'
import type { ReadingEvidence } from './types'

/** Real pairs that the segmenter learns from, and for how long. */
const lessonCount = 400
const usualSteps = 600

/** Only for sets with label maps. */
export const gatherReading: Gather<'translation', ReadingEvidence> = async (work, samples) => {
  const { program, part, drawn, data, steps = usualSteps } = samples
  const shown = picturesOf(drawn, part.value)
  const target = picturesOf(drawn, part.target)
  const { data: name, field } = part.truth
  const section = program.data[name]
  const palettes = Object.entries((section && madeSetOf(section)?.palettes) ?? {})
  const [maps, palette] = palettes.find(([other]) => other !== field) ?? []
  if (!shown || !target || !section || maps === undefined || palette === undefined) return null
  const [training, test] = [await data(name, 'training'), await data(name, 'test')]
  const read = (source: DataSource, count: number) =>
    readPalette(readPictures(source, maps, 0, count), palette)
  const { source, seed, count } = section
  const key = canonicalJson({ segmenter: 1, source, seed, count, field, maps, steps })
  const classes = palette.length
  const segmenter = await keptSegmenter(work, key, () => {
    const pictures = readPictures(training, field, 0, lessonCount)
    const lessons = { pictures, classes: read(training, lessonCount) }
    const onProgress = (fraction: number) => work.report('Learning to read label maps', fraction)
    return trainSegmenter(work.ops, lessons, { classes, steps, onProgress, check: work.check })
  })
  work.report('Reading generated pictures', 0.9)
  const wanted = read(test, shown.count)
  const segment = (pictures: Pictures) => segmentPictures(work.ops, segmenter, pictures, classes)
  return { own: { wanted, classes, generated: await segment(shown), real: await segment(target) } }
}

async function keptSegmenter(
  { store }: Work,
  key: string,
  train: () => Promise<Segmenter>,
): Promise<Segmenter> {
  const stored = await store.load(key)
  const file = stored && readSafetensors(stored)
  if (file?.ok) {
    const weights = Object.entries(file.value.tensors).map(([name, { shape, values }]) => {
      const weight = { shape: [...shape], values: Float32Array.from(values) }
      return [name, weight] as const
    })
    return { weights: Object.fromEntries(weights) }
  }
  const trained = await train()
  await store.save(key, writeSafetensors({ tensors: trained.weights }))
  return trained
}

/** The nearest colour of a palette (0 … 255) at every pixel of label maps in [−1, 1]. */
export function readPalette(
  { values, channels }: Pictures,
  palette: readonly { colour: readonly [number, number, number] }[],
): Uint8Array {
  return Uint8Array.from({ length: values.length / channels }, (_, pixel) => {
    let [nearest, least] = [0, Infinity]
    for (const [k, { colour }] of palette.entries()) {
      const square = colour.reduce(
        (sum, part, c) => sum + (fromByte(part) - (values[pixel * channels + c] ?? 0)) ** 2,
        0,
      )
      if (square < least) [nearest, least] = [k, square]
    }
    return nearest
  })
}
