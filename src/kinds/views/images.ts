// images: samples in a grid.
import { pictureFields, pictures, tilesOf } from '../shared/pictureViews'
import type { ViewKind } from './types'

export const images: ViewKind = {
  title: 'Pictures',
  order: 1,
  doc: 'Draws samples in a grid, always from the same noise, so that one sees how each of them changes as the game goes on.',
  plural: 'pictures',
  unit: 'pictures',
  form: 'tiles',
  value: pictures,
  fields: pictureFields(),
  aim: 'samples',
  draw: (args) => tilesOf(args, {}),
}
