// Measures generated pictures against real ones by features of their own data set.
import type { Program } from '../compiler/program/program'
import { agreement, spreadOf } from './classes'
import { pairwiseRatio, firstOf } from './features'
import { runFeatureNet } from './featureNet'
import { labelsOf } from './dataFields'
import type { DataFor, Drawn, Figures } from './figures'
import {
  comparePictures,
  feedPictures,
  prepareReference,
  standardise,
  type PictureReference,
  type Work,
} from './pictureReference'
import type { Pictures } from './pictureSize'
import type { MetricPart } from './plan'

type Part = Extract<MetricPart, { kind: 'pictures' }>

/** More combinations of labels than this are not counted: most would be empty by chance. */
const mostCombinations = 400

/** Figures of generated pictures, each beside what real ones get. */
export async function measurePictures(
  work: Work,
  {
    program,
    part,
    drawn,
    data,
    steps,
  }: { program: Program; part: Part; drawn: Drawn; data: DataFor; steps?: number },
): Promise<Figures> {
  const section = program.data[part.real.data]
  const samples = drawn[part.value]
  if (!section || !samples) return {}
  const { field } = part.real
  const [training, test] = [await data(part.real.data, 'training'), await data(part.real.data, 'test')]
  const reference = await prepareReference(work, {
    section,
    field,
    training,
    test,
    ...(steps === undefined ? {} : { steps }),
  })
  work.report('Looking at generated pictures', 0)
  const [count = 0, height = 1, width = 1, channels = 1] = samples.shape
  const pictures: Pictures = { count, height, width, channels, values: samples.values }
  const { features, answers } = await runFeatureNet(work.ops, reference.net, feedPictures(pictures), work)
  const generated = standardise(features, reference.standard)
  work.report('Comparing', 0.8)
  const { frechet, ...rest } = comparePictures(reference.real, generated)
  const few = (set: typeof generated) => firstOf(set, Math.min(500, set.values.length / set.width))
  return {
    frechet,
    frechetFloor: reference.floor.frechet,
    ...rest,
    pairwiseDistance: pairwiseRatio(few(reference.real), few(generated)),
    ...(reference.labelled ? classFigures(reference, answers) : {}),
    ...(reference.labelled ? labelFigures({ program, part, drawn, reference, answers, test }) : {}),
    floor: { ...reference.floor },
    noise: { frechet: reference.noise },
    mean: { frechet: reference.mean },
    ...(reference.labelled ? { judge: reference.accuracy } : {}),
  }
}

/** Over all combinations of labels where there are several. */
function classFigures({ net: { heads } }: PictureReference, answers: Int32Array): Figures {
  const total = heads.reduce((product, { classes }) => product * classes, 1)
  const counted = total <= mostCombinations ? heads : heads.slice(0, 1)
  const combined = Int32Array.from({ length: answers.length / heads.length }, (_, k) =>
    counted.reduce((code, { classes }, head) => code * classes + (answers[k * heads.length + head] ?? 0), 0),
  )
  const { classes, entropy } = spreadOf(
    combined,
    counted.reduce((product, head) => product * head.classes, 1),
  )
  return { classes, classEntropy: entropy }
}

/** How often pictures show what they were asked to show. */
function labelFigures(args: {
  program: Program
  part: Part
  drawn: Drawn
  reference: PictureReference
  answers: Int32Array
  test: Awaited<ReturnType<DataFor>>
}): Figures {
  const { program, part, drawn, reference, answers, test } = args
  const { heads } = reference.net
  const column = (head: number) =>
    Int32Array.from(
      { length: answers.length / heads.length },
      (_, k) => answers[k * heads.length + head] ?? 0,
    )
  if (part.label === undefined) return {}
  if ('data' in part.label) {
    const section = program.data[part.label.data]
    if (!section || part.label.data !== part.real.data) return {}
    const count = answers.length / heads.length
    const truth = test.read(Array.from({ length: count }, (_, k) => k % test.count))
    const accuracies = labelsOf(section).flatMap(({ name }) => {
      const head = heads.findIndex((other) => other.name === name)
      return head < 0 ? [] : [[name, agreement(column(head), truth[name] ?? [])] as const]
    })
    return { attributeAccuracy: Object.fromEntries(accuracies) }
  }
  const { register, field } = part.label
  const type = program.types[register]
  const samples = drawn[register]
  const named = heads.findIndex(({ name }) => name === field)
  const head = named >= 0 ? named : heads.findIndex(({ classes }) => classes === type?.classes)
  if (!samples || head < 0) return {}
  const wanted = type?.domain === 'one_hot' ? largest(samples.values, type.classes ?? 1) : samples.values
  return { classAccuracy: agreement(column(head), wanted) }
}

/** The place of the largest number of each row. */
export function largest(values: ArrayLike<number>, width: number): Int32Array {
  return Int32Array.from({ length: values.length / width }, (_, row) => {
    let best = 0
    for (let k = 1; k < width; k++) {
      if ((values[row * width + k] ?? -Infinity) > (values[row * width + best] ?? -Infinity)) best = k
    }
    return best
  })
}
