// segmentation: whether the parts that a label map asks for can be read off the pictures.
import { scoreSegmentation } from '../classes'
import type { Measure } from '../types'

export const segmentation: Measure = {
  title: 'Parts in place',
  order: 23,
  meaning:
    'Whether a reader trained on real pairs finds the asked-for parts in the pictures: pixels, classes, overlap.',
  better: 'higher',
  unit: 'share',
  from: { reading: ({ wanted, generated, classes }) => scoreSegmentation(wanted, generated, classes) },
  real: { reading: ({ wanted, real, classes }) => scoreSegmentation(wanted, real, classes) },
}
