// Makes what generated pictures are measured against: a feature network trained on the data set, and what it sees in real pictures.
import type { Program } from '../../compiler/program/program'
import { madeSetOf } from '../../data/made/registry'
import type { DataSource } from '../../data/source'
import { canonicalJson } from '../../lib/canonical'
import { labelsOf } from '../dataFields'
import type { Asked } from '../evidence/gather'
import type { PictureEvidence } from '../evidence/types'
import { coverageOf, countOf, firstOf, type Coverage, type Features } from '../features'
import { repeatMean, type Pictures } from '../pictureSize'
import { feedPictures, noisePictures, readPictures } from '../sourcePictures'
import type { Baseline, Work } from '../types'
import { featureWidth, runFeatureNet, trainFeatureNet, type FeatureNet } from './featureNet'
import { lessonsOf } from './lessons'
import { decodeReference, encodeReference } from './referenceFile'
import { standardise, standardOf } from './standard'
import type { PictureReference } from './types'

/** A field of a data section, with its samples and all their labels. */
interface RealPictures {
  section: Program['data'][string]
  field: string
  training: DataSource
  test: DataSource
}

/** Changing this makes all that is kept anew. */
const version = 1
const realCount = 3000
const standardCount = 5000
/** Samples for the measures that compare each with each. */
const pairedCount = 1000
const usualSteps = 1000

/**
 * The reference for one field of a data section: from the store, or made, which takes a minute or two. `steps` shortens the
 * training, for tests.
 */
export async function prepareReference(
  work: Work,
  data: RealPictures & { asked: Asked<PictureEvidence>; steps?: number | undefined },
): Promise<PictureReference> {
  const { section, field, training, steps = usualSteps, asked } = data
  const { source, seed, count } = section
  const order = madeSetOf(section) === null ? { order: 'shuffled' } : {}
  const about = { version, field, source, seed, count, steps, labels: labelsOf(section), ...order }
  const name = canonicalJson(about)
  const stored = await work.store.load(name)
  const known = stored && decodeReference(stored)
  if (known && missing(known, asked).length === 0) return known
  const learn = async () => {
    const net = await trainFeatureNet(work.ops, lessonsOf({ section, field, source: training }), {
      steps,
      onProgress: (fraction) => work.report('Learning to tell real pictures apart', fraction),
      check: work.check,
    })
    return describeReality(work, net, data)
  }
  const made = known ? { reference: known } : await learn()
  const reference = await describeBaselines(work, { ...data, ...made })
  await work.store.save(name, encodeReference(reference))
  return reference
}

/** Features of both sides as evidence. */
export function featureEvidence(real: Features, generated: Features): PictureEvidence {
  const count = Math.min(pairedCount, countOf(real), countOf(generated))
  const few = { real: firstOf(real, count), generated: firstOf(generated, count) }
  let nearness: Coverage | null = null
  return {
    real,
    generated,
    few,
    nearness: () => (nearness ??= coverageOf(few.real, few.generated)),
    classes: null,
  }
}

/** What the network sees in real pictures; `floor` are the features of those that it never saw. */
async function describeReality(
  work: Work,
  net: FeatureNet,
  { section, field, training, test }: RealPictures,
): Promise<{ reference: PictureReference; floor: Features }> {
  const labels = labelsOf(section)
  const run = (pictures: Pictures) => runFeatureNet(work.ops, net, feedPictures(pictures), work)
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
  const labelled = labels.length > 0
  const reference = { net, labelled, accuracy: Object.fromEntries(accuracy), standard, real, beside: {} }
  return { reference, floor: standardise(features, standard) }
}

const beside: readonly Baseline[] = ['floor', 'noise', 'mean']

/** Baselines of which a figure is asked that is not known. */
function missing(reference: PictureReference, asked: Asked<PictureEvidence>): Baseline[] {
  return beside.filter((baseline) =>
    asked.keys(baseline).some((key) => reference.beside[baseline]?.[key] === undefined),
  )
}

/** The reference with all figures that are asked of real pictures, of noise and of the mean picture. */
async function describeBaselines(
  work: Work,
  data: RealPictures & { asked: Asked<PictureEvidence>; reference: PictureReference; floor?: Features },
): Promise<PictureReference> {
  const { field, training, test, asked, reference, floor } = data
  const { net, standard, real } = reference
  const fresh = readPictures(test, field, 0, realCount)
  const look = async (pictures: Pictures) => {
    const { features } = await runFeatureNet(work.ops, net, feedPictures(pictures), work)
    return standardise(features, standard)
  }
  const featuresOf = (baseline: Baseline) => {
    work.report(baseline === 'floor' ? 'Looking at real pictures' : 'Looking at noise', 0.5)
    if (baseline === 'floor') return floor ?? look(fresh)
    if (baseline === 'noise') return look(noisePictures(fresh))
    return look({ ...fresh, values: repeatMean(readPictures(training, field, 0, realCount), fresh) })
  }
  const known = { ...reference.beside }
  for (const baseline of missing(reference, asked)) {
    const evidence = featureEvidence(real, await featuresOf(baseline))
    known[baseline] = { ...known[baseline], ...(await asked.figures(baseline, evidence)) }
  }
  return { ...reference, beside: known }
}
