// Measures pictures of which it is known what they should have been: translations, cycles and enlargements.
import type { Program } from '../compiler/program/program'
import { madeSetOf } from '../data/made/registry'
import type { DataFor, Drawn, Figures } from './figures'
import {
  clampPictures,
  foregroundOverlap,
  meanAbsoluteError,
  meanPeakSignalRatio,
  peakSignalRatio,
  structuralSimilarity,
} from './pictureDistances'
import { readPictures, type Work } from './pictureReference'
import { repeatMean, resizePictures, type Pictures } from './pictureSize'
import type { MetricPart } from './plan'
import { readPalette, scoreSegmentation, segmentPictures, trainSegmenter, type Segmenter } from './segmenter'
import { readSafetensors, writeSafetensors } from '../lib/safetensors'
import { canonicalJson } from '../lib/canonical'

type Translation = Extract<MetricPart, { kind: 'translation' }>
type Enlargement = Extract<MetricPart, { kind: 'enlargement' }>

const meanOf = 400
const segmenterSteps = 600

/** Drawn samples as pictures. */
export function picturesOf(drawn: Drawn, register: string): Pictures | null {
  const samples = drawn[register]
  const [count, height, width, channels] = samples?.shape ?? []
  if (
    !samples ||
    count === undefined ||
    height === undefined ||
    width === undefined ||
    channels === undefined
  )
    return null
  return { count, height, width, channels, values: samples.values }
}

/** Distance to the known target, beside what the mean target and the unchanged input get. */
export async function measureTranslation(
  work: Work,
  {
    program,
    part,
    drawn,
    data,
    steps,
  }: { program: Program; part: Translation; drawn: Drawn; data: DataFor; steps?: number },
): Promise<Figures> {
  const value = picturesOf(drawn, part.value)
  const target = picturesOf(drawn, part.targetRegister)
  if (!value || !target) return {}
  const name = (key: string) => `${key}${part.direction ?? ''}`
  const of = (values: ArrayLike<number>) => ({
    [name('l1')]: meanAbsoluteError(values, target.values),
    [name('psnr')]: peakSignalRatio(values, target.values),
  })
  const training = await data(part.target.data, 'training')
  const input = part.input === null ? null : picturesOf(drawn, part.input)
  const alike = input !== null && input.values.length === target.values.length
  const set = program.data[part.target.data]
  const above = set && madeSetOf(set)?.foreground?.[part.target.field]
  return {
    ...of(value.values),
    ...(above === undefined ? {} : { foregroundIou: foregroundOverlap(value, target, above) }),
    mean: of(repeatMean(readPictures(training, part.target.field, 0, meanOf), target)),
    ...(alike ? { identity: of(input.values) } : {}),
    ...(await segmentationFigures(work, {
      program,
      part,
      value,
      target,
      data,
      steps: steps ?? segmenterSteps,
    })),
  }
}

/** Whether the parts that the label map asked for can be read off the pictures; only for sets with label maps. */
async function segmentationFigures(
  work: Work,
  args: {
    program: Program
    part: Translation
    value: Pictures
    target: Pictures
    data: DataFor
    steps: number
  },
): Promise<Figures> {
  const { program, part, value, target, data, steps } = args
  const { data: name, field } = part.target
  const section = program.data[name]
  const palettes = Object.entries((section && madeSetOf(section)?.palettes) ?? {})
  const [maps, palette] = palettes.find(([other]) => other !== field) ?? []
  if (!section || maps === undefined || palette === undefined) return {}
  const [training, test] = [await data(name, 'training'), await data(name, 'test')]
  const read = (source: typeof training, count: number) =>
    readPalette(readPictures(source, maps, 0, count), palette)
  const { source, seed, count } = section
  const key = canonicalJson({ segmenter: 1, source, seed, count, field, maps, steps })
  const segmenter = await keptSegmenter(work, key, () => {
    const pictures = readPictures(training, field, 0, meanOf)
    const lessons = { pictures, classes: read(training, meanOf) }
    const onProgress = (fraction: number) => work.report('Learning to read label maps', fraction)
    return trainSegmenter(work.ops, lessons, {
      classes: palette.length,
      steps,
      onProgress,
      check: work.check,
    })
  })
  work.report('Reading generated pictures', 0.9)
  const truth = read(test, value.count)
  const score = async (pictures: Pictures) =>
    scoreSegmentation(
      truth,
      await segmentPictures(work.ops, segmenter, pictures, palette.length),
      palette.length,
    )
  return { segmentation: await score(value), segmentationFloor: await score(target) }
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

/** How far pictures are that should have come back as they were. */
export function measureCycle(part: Extract<MetricPart, { kind: 'cycle' }>, drawn: Drawn): Figures {
  const [value, target] = [drawn[part.value], drawn[part.target]]
  return value && target ? { cycle: meanAbsoluteError(value.values, target.values) } : {}
}

/** PSNR and SSIM of enlarged pictures, beside enlarging by rule. */
export function measureEnlargement(part: Enlargement, drawn: Drawn): Figures {
  const [value, input, target] = [part.value, part.input, part.target].map((name) => picturesOf(drawn, name))
  if (!value || !input || !target) return {}
  const of = (pictures: Pictures) => {
    const shown = clampPictures(pictures)
    return { psnr: meanPeakSignalRatio(shown, target), ssim: structuralSimilarity(shown, target) }
  }
  const { height, width } = target
  const by = (how: 'nearest' | 'bilinear' | 'bicubic') => of(resizePictures(input, { height, width, how }))
  return { ...of(value), nearest: by('nearest'), bilinear: by('bilinear'), bicubic: by('bicubic') }
}
