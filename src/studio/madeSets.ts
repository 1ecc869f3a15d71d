// The data sets that Ganvas makes by itself, as the page offers them; a test holds this list to the trainer's.
import type { DataSection } from '../document/types'

export interface MadeSet {
  /** As a document names it: `made/ring`. */
  source: string
  title: string
  doc: string
  fields: DataSection['fields']
}

function pointSet(name: string, title: string, classes: number, doc: string): MadeSet {
  const fields: DataSection['fields'] = {
    point: { shape: [2], domain: 'point' },
    label: { shape: [], domain: 'label', classes },
  }
  return { source: `made/${name}`, title, doc, fields }
}

export const madeSets: readonly MadeSet[] = [
  pointSet(
    'ring',
    'Ring of 8',
    8,
    'Eight small clouds of points on the unit circle; a generator that forgets some of them has collapsed.',
  ),
  pointSet(
    'grid',
    'Grid of 25',
    25,
    'Twenty-five small clouds of points on a square grid; harder to cover than the ring.',
  ),
  pointSet(
    'spiral',
    'Spiral',
    2,
    'Two arms that wind around each other; a curve, not clouds, so the generator must bend its noise.',
  ),
  pointSet(
    'moons',
    'Two moons',
    2,
    'Two half circles that reach into each other; the classic set that no straight line separates.',
  ),
  {
    source: 'made/digits',
    title: 'Stroke digits',
    doc: 'Digits 0–9 drawn by rule with warps, turns and varying pens; as small as MNIST, and made in a second.',
    fields: {
      image: { shape: [28, 28, 1], domain: 'image' },
      label: { shape: [], domain: 'label', classes: 10 },
    },
  },
]
