// triptych: what a picture was made from, the picture, and what it should be.
import { partOf, pictureFields, pictures, tilesOf } from '../shared/pictureViews'
import { images } from './images'
import type { ViewKind } from './types'

export const triptych: ViewKind = {
  title: 'Input, picture, target',
  order: 3,
  doc: 'Draws each picture between the one that it was made from and the one that it should be: a translation and its right answer.',
  plural: 'triptychs',
  unit: 'pictures',
  form: 'tiles',
  value: pictures,
  fields: pictureFields('input', 'target'),
  otherwise: images,
  aim: 'translation',
  draw: (args) => tilesOf(args, { before: partOf(args, 'input'), after: partOf(args, 'target') }),
}
