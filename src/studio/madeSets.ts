// The data sets that Ganvas makes by itself, as the page offers them; a test holds this list to the trainer's.
import type { DataSection, Port } from '../document/types'

export interface MadeSet {
  /** As a document names it: `made/ring`. */
  source: string
  title: string
  doc: string
  fields: DataSection['fields']
}

const point: Port = { shape: [2], domain: 'point' }

function label(classes: number, words?: string[]): Port {
  return { shape: [], domain: 'label', classes, ...(words ? { words } : {}) }
}

function picture(side: number, channels = 3): Port {
  return { shape: [side, side, channels], domain: 'image' }
}

function set(name: string, title: string, fields: DataSection['fields'], doc: string): MadeSet {
  return { source: `made/${name}`, title, doc, fields }
}

const captionWords =
  'a small large red green blue yellow purple white circle square triangle in the top left right bottom center'

const traits = {
  woman: label(2, ['man', 'woman']),
  glasses: label(2, ['no glasses', 'glasses']),
  smile: label(2, ['serious', 'smile']),
  hat: label(2, ['no hat', 'hat']),
  dark_hair: label(2, ['fair hair', 'dark hair']),
}

function faces(name: string, title: string, side: number): MadeSet {
  const doc = `Cartoon faces of ${side}×${side} pixels: man or woman, glasses, smile, hat and dark hair, each by the toss of a coin.`
  return set(name, title, { image: picture(side), ...traits }, doc)
}

/** The set that follows what the user draws. */
export const drawnSource = 'made/drawn'

export const madeSets: readonly MadeSet[] = [
  set(
    'ring',
    'Ring of 8',
    { point, label: label(8) },
    'Eight small clouds of points on the unit circle; a generator that forgets some of them has collapsed.',
  ),
  set(
    'grid',
    'Grid of 25',
    { point, label: label(25) },
    'Twenty-five small clouds of points on a square grid; harder to cover than the ring.',
  ),
  set(
    'spiral',
    'Spiral',
    { point, label: label(2) },
    'Two arms that wind around each other; a curve, not clouds, so the generator must bend its noise.',
  ),
  set(
    'moons',
    'Two moons',
    { point, label: label(2) },
    'Two half circles that reach into each other; the classic set that no straight line separates.',
  ),
  set('drawn', 'Drawn by you', { point }, 'Points as dense as you draw them: the smallest set of your own.'),
  set(
    'digits',
    'Stroke digits',
    { image: picture(28, 1), label: label(10) },
    'Digits 0–9 drawn by rule with warps, turns and varying pens; as small as MNIST, and made in a second.',
  ),
  set(
    'shapes',
    'Captioned shapes',
    {
      image: picture(32),
      caption: { shape: [9], domain: 'tokens', vocabulary: 20, words: captionWords.split(' ') },
      shape: label(3, ['circle', 'square', 'triangle']),
      color: label(6, ['red', 'green', 'blue', 'yellow', 'purple', 'white']),
      size: label(2, ['small', 'large']),
      place: label(5, ['top left', 'top right', 'bottom left', 'bottom right', 'center']),
    },
    'A circle, square or triangle in one of six colours, two sizes and five places, and the sentence that says so.',
  ),
  faces('faces', 'Faces', 32),
  faces('faces_64', 'Faces, large', 64),
  set(
    'facades',
    'Façades',
    { labels: picture(64), photo: picture(64) },
    'House fronts as label maps of twelve parts in the colours of the CMP façade data, and the fronts that follow from them.',
  ),
  set(
    'textures',
    'Textures',
    { low: picture(16), high: picture(64) },
    'Patches of stripes, checks and dots with dark seams at 64×64, and the same at a quarter of the size.',
  ),
  set(
    'scenes',
    'Day and night',
    { day: picture(32), night: picture(32) },
    'A street by day and the same street by night: a colour map that is known exactly, and windows that light up.',
  ),
  set(
    'outlines',
    'Outlines and fillings',
    { outline: picture(32), filled: picture(32) },
    'The same circle, square or triangle as an outline on white and filled on dark, its colour being a function of its kind.',
  ),
]
