// A set as a newcomer would add it: stripes across or down, in one of two colours.
import type { Draws } from '../shared/draws'
import { type Colour, newCanvas, picture, setPixel, tint } from '../shared/paint'
import { writeRule } from '../shared/rule'
import type { MadeSet } from '../types'

const stripeColours: Colour[] = [
  [0.9, 0.2, 0.2],
  [0.2, 0.3, 0.9],
]

/** Stripes of 32×32 pixels. */
function sampleStripes(draws: Draws): Record<'image' | 'label', ArrayLike<number>> {
  const label = draws.choice(2)
  const width = draws.uniform(2, 6)
  const colour = tint(stripeColours[label] ?? [0, 0, 0], draws.uniform(0.7, 1))
  const canvas = newCanvas(32, [draws.uniform(0.8, 1), draws.uniform(0.8, 1), draws.uniform(0.8, 1)])
  for (let pixel = 0; pixel < 32 * 32; pixel++) {
    const along = label === 0 ? pixel % 32 : Math.floor(pixel / 32)
    if (Math.floor(along / width) % 2 === 0) setPixel(canvas, pixel, colour)
  }
  return { image: picture(canvas), label: [label] }
}

export const stripes: MadeSet = {
  title: 'Stripes',
  doc: 'Stripes across or down, in a colour that says which.',
  count: 2000,
  fields: {
    image: { shape: [32, 32, 3], domain: 'image' },
    label: { shape: [], domain: 'label', classes: 2 },
  },
  write: writeRule(sampleStripes),
  exported: { title: 'Stripes', name: 'sampleStripes' },
}
