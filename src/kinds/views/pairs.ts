// pairs: what a picture was made from, and the picture.
import { partOf, pictureFields, pictures, tilesOf } from '../shared/pictureViews'
import { images } from './images'
import type { ViewKind } from './types'

export const pairs: ViewKind = {
  title: 'Input and picture',
  order: 2,
  doc: 'Draws each picture beside the one that it was made from, such as a copy beside its original.',
  plural: 'pairs',
  unit: 'pictures',
  form: 'tiles',
  value: pictures,
  fields: pictureFields('input'),
  otherwise: images,
  draw: (args) => tilesOf(args, { before: partOf(args, 'input') }),
}
