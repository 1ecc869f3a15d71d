// Evidence of generated pictures: their features beside those of real ones, and the classes that they show.
import type { Program } from '../../compiler/program/program'
import { largest, spreadOf } from '../classes'
import { labelsOf } from '../dataFields'
import { runFeatureNet, type Head } from '../judges/featureNet'
import { featureEvidence, prepareReference } from '../judges/reference'
import { standardise } from '../judges/standard'
import type { PictureReference } from '../judges/types'
import { feedPictures } from '../sourcePictures'
import type { Baseline, Drawn, Part } from '../types'
import { picturesOf, type Asked, type Gather } from './gather'
import type { Answers, PictureEvidence } from './types'

/** More combinations of labels than this are not counted: most would be empty by chance. */
const mostCombinations = 400

export const gatherPictures: Gather<'pictures', PictureEvidence> = async (work, samples) => {
  const { program, part, drawn, data, asked, steps } = samples
  const { data: name, field } = part.real
  const section = program.data[name]
  const pictures = picturesOf(drawn, part.value)
  if (!section || !pictures) return null
  const [training, test] = [await data(name, 'training'), await data(name, 'test')]
  const reference = await prepareReference(work, { section, field, training, test, asked, steps })
  work.report('Looking at generated pictures', 0)
  const { features, answers } = await runFeatureNet(work.ops, reference.net, feedPictures(pictures), work)
  work.report('Comparing', 0.8)
  const evidence = featureEvidence(reference.real, standardise(features, reference.standard))
  const readTruth = (count: number) => test.read(Array.from({ length: count }, (_, k) => k % test.count))
  const seen = { program, part, drawn, heads: reference.net.heads, answers, readTruth }
  const { accuracy, labelled } = reference
  const classes = labelled ? { spread: spreadOver(seen), ...askedOf(seen), accuracy } : null
  return { own: { ...evidence, classes }, beside: figuresAsked(reference, asked) }
}

/** Of all that is kept of the baselines, what is asked, in that order. */
function figuresAsked({ beside }: PictureReference, asked: Asked<PictureEvidence>) {
  const figures = Object.entries(beside).map(([baseline, known]) => {
    const keys = asked.keys(baseline as Baseline)
    return [baseline, Object.fromEntries(keys.map((key) => [key, known[key] ?? NaN]))] as const
  })
  return Object.fromEntries(figures)
}

/** What the network says of every picture: head after head of each. */
interface SeenAnswers {
  program: Program
  part: Part<'pictures'>
  drawn: Drawn
  heads: readonly Head[]
  answers: Int32Array
  readTruth: (count: number) => Record<string, ArrayLike<number>>
}

/** One head's answers, picture after picture. */
function columnOf({ heads, answers }: SeenAnswers, head: number): Int32Array {
  const count = answers.length / heads.length
  return Int32Array.from({ length: count }, (_, k) => answers[k * heads.length + head] ?? 0)
}

/** Over all combinations of labels where there are several. */
function spreadOver({ heads, answers }: SeenAnswers) {
  const total = heads.reduce((product, { classes }) => product * classes, 1)
  const counted = total <= mostCombinations ? heads : heads.slice(0, 1)
  const combined = Int32Array.from({ length: answers.length / heads.length }, (_, k) =>
    counted.reduce((code, { classes }, head) => code * classes + (answers[k * heads.length + head] ?? 0), 0),
  )
  return spreadOf(
    combined,
    counted.reduce((product, { classes }) => product * classes, 1),
  )
}

/** What pictures were asked to show. */
function askedOf(seen: SeenAnswers): { asked?: Answers; described?: Record<string, Answers> } {
  const { program, part, drawn, heads, answers, readTruth } = seen
  if (part.label === undefined) return {}
  if ('data' in part.label) {
    const section = program.data[part.label.data]
    if (!section || part.label.data !== part.real.data) return {}
    const truth = readTruth(answers.length / heads.length)
    const described = labelsOf(section).flatMap(({ name }) => {
      const head = heads.findIndex((other) => other.name === name)
      return head < 0 ? [] : [[name, { seen: columnOf(seen, head), wanted: truth[name] ?? [] }] as const]
    })
    return { described: Object.fromEntries(described) }
  }
  const { register, field } = part.label
  const type = program.types[register]
  const samples = drawn[register]
  const named = heads.findIndex(({ name }) => name === field)
  const head = named >= 0 ? named : heads.findIndex(({ classes }) => classes === type?.classes)
  if (!samples || head < 0) return {}
  const wanted = type?.domain === 'one_hot' ? largest(samples.values, type.classes ?? 1) : samples.values
  return { asked: { seen: columnOf(seen, head), wanted } }
}
