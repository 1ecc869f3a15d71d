// Evidence of enlarged pictures, as a screen shows them, beside what enlarging by rule gives.
import { clampPictures } from '../pictureDistances'
import { resizePictures, type Enlargement, type Pictures } from '../pictureSize'
import { picturesOf, type Gather } from './gather'
import type { PairEvidence } from './types'

export const gatherEnlargement: Gather<'enlargement', PairEvidence> = async (_, { part, drawn, asked }) => {
  const [value, input, target] = [part.value, part.input, part.target].map((name) => picturesOf(drawn, name))
  if (!value || !input || !target) return null
  const of = (pictures: Pictures) => ({ shown: clampPictures(pictures), target })
  const { height, width } = target
  const by = (how: Enlargement) => asked.figures(how, of(resizePictures(input, { height, width, how })))
  const beside = {
    nearest: await by('nearest'),
    bilinear: await by('bilinear'),
    bicubic: await by('bicubic'),
  }
  return { own: of(value), beside }
}
