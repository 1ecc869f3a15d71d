// Evidence of translations: what came out beside what it should be, and beside the mean target and the unchanged input.
import { madeSetOf } from '../../data/made/registry'
import { repeatMean } from '../pictureSize'
import { readPictures } from '../sourcePictures'
import { picturesOf, type Gather } from './gather'
import type { TranslationEvidence } from './types'

/** Pictures that the mean one is the mean of. */
const meanOf = 400

export const gatherTranslation: Gather<'translation', TranslationEvidence> = async (_, samples) => {
  const { program, part, drawn, data, asked } = samples
  const shown = picturesOf(drawn, part.value)
  const target = picturesOf(drawn, part.target)
  if (!shown || !target) return null
  const section = program.data[part.truth.data]
  const foreground = section && madeSetOf(section)?.foreground?.[part.truth.field]
  const seen = { target, ...(foreground === undefined ? {} : { foreground }) }
  const of = (values: ArrayLike<number>) => ({ ...seen, shown: { ...target, values } })
  const training = await data(part.truth.data, 'training')
  const mean = repeatMean(readPictures(training, part.truth.field, 0, meanOf), target)
  const input = part.input === null ? null : picturesOf(drawn, part.input)
  const alike = input !== null && input.values.length === target.values.length
  return {
    own: { ...seen, shown },
    beside: {
      mean: await asked.figures('mean', of(mean)),
      ...(alike ? { identity: await asked.figures('identity', of(input.values)) } : {}),
    },
  }
}
