// enlarged: a small picture, its enlargement by splines and by a network, and what it was shrunk from.
import { partOf, pictureFields, pictures, picturesOf, tilesOf } from '../shared/pictureViews'
import { images } from './images'
import type { DrawArgs, TilePart, ViewKind } from './types'

function enlargedBySplines(args: DrawArgs): TilePart[] {
  const [, height, width] = picturesOf(args.value).shape
  return partOf(args, 'input').map((part) => ({ ...part, name: 'bicubic', bicubic: [height, width] }))
}

export const enlarged: ViewKind = {
  title: 'Enlargement and target',
  order: 4,
  doc: 'Draws small pictures, their enlargement by bicubic splines, the enlargement that the network makes, and the original of each.',
  plural: 'enlargements',
  unit: 'pictures',
  form: 'tiles',
  value: pictures,
  fields: pictureFields('input', 'target'),
  otherwise: images,
  aim: 'enlargement',
  draw: (args) =>
    tilesOf(args, {
      before: [...partOf(args, 'input'), ...enlargedBySplines(args)],
      after: partOf(args, 'target'),
    }),
}
