// One coloured shape a picture, and the sentence that says which, how large and where.
import type { Draws } from './shared/draws'
import { type Colour, fill, newCanvas, picture, shapeDistance, tint } from './shared/paint'
import { writeRule } from './shared/rule'
import type { MadeSet } from './types'

const shapeNames = ['circle', 'square', 'triangle']
const shapeSizes = ['small', 'large']
const shapeColours: [string, Colour][] = [
  ['red', [0.9, 0.16, 0.16]],
  ['green', [0.15, 0.7, 0.25]],
  ['blue', [0.2, 0.35, 0.95]],
  ['yellow', [0.95, 0.85, 0.15]],
  ['purple', [0.6, 0.25, 0.75]],
  ['white', [0.95, 0.95, 0.95]],
]
const shapePlaces: [string, number, number][] = [
  ['top left', 0.29, 0.29],
  ['top right', 0.71, 0.29],
  ['bottom left', 0.29, 0.71],
  ['bottom right', 0.71, 0.71],
  ['center', 0.5, 0.5],
]
/** Word k has the number k + 1 in a caption; 0 fills up. */
const captionWords =
  'a small large red green blue yellow purple white circle square triangle in the top left right bottom center'.split(
    ' ',
  )
const captionLength = 9

/** A shape of 32×32 pixels with its caption: its words' numbers. */
function sampleShapes(draws: Draws): Record<'image' | 'caption' | ShapeLabel, ArrayLike<number>> {
  const [shape, color, size, place] = [3, 6, 2, 5].map((count) => draws.choice(count)) as Four
  const [placeName, placeX, placeY] = shapePlaces[place] ?? ['', 0, 0]
  const [colourName, colour] = shapeColours[color] ?? ['', [0, 0, 0]]
  const middle: [number, number] = [placeX + draws.uniform(-0.03, 0.03), placeY + draws.uniform(-0.03, 0.03)]
  const radius = (size === 0 ? 0.115 : 0.215) * draws.uniform(0.93, 1.07)
  const canvas = newCanvas(32, tint([0.1, 0.1, 0.13], draws.uniform(0.6, 1.4)), middle)
  const shade = tint(colour, draws.uniform(0.9, 1.05)).map((part) => Math.min(1, part)) as unknown as Colour
  fill(canvas, shade, [-radius, -radius, radius, radius], (x, y) => shapeDistance(shape, x, y, radius))
  const sentence = `a ${shapeSizes[size]} ${colourName} ${shapeNames[shape]} in the ${placeName}`
  const words = sentence.split(' ').map((word) => captionWords.indexOf(word) + 1)
  const caption = Array.from({ length: captionLength }, (_, k) => words[k] ?? 0)
  return { image: picture(canvas), caption, shape: [shape], color: [color], size: [size], place: [place] }
}

type ShapeLabel = 'shape' | 'color' | 'size' | 'place'
type Four = [number, number, number, number]

export const shapes: MadeSet = {
  title: 'Captioned shapes',
  order: 7,
  doc: 'A circle, square or triangle in one of six colours, two sizes and five places, and the sentence that says so.',
  count: 12_000,
  fields: {
    image: { shape: [32, 32, 3], domain: 'image' },
    caption: {
      shape: [captionLength],
      domain: 'tokens',
      vocabulary: captionWords.length + 1,
      words: captionWords,
    },
    shape: { shape: [], domain: 'label', classes: 3, words: shapeNames },
    color: { shape: [], domain: 'label', classes: 6, words: shapeColours.map(([name]) => name) },
    size: { shape: [], domain: 'label', classes: 2, words: shapeSizes },
    place: { shape: [], domain: 'label', classes: 5, words: shapePlaces.map(([name]) => name) },
  },
  write: writeRule(sampleShapes),
  exported: { title: 'Captioned shapes', name: 'sampleShapes' },
}
