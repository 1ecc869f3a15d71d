// Cartoon faces with five traits that are drawn independently: woman, glasses, smile, hat, dark hair.
import type { Draws } from './draws'
import { type Canvas, type Colour, fill, newCanvas, picture, tint } from './paint'
import { writeRule } from './rule'
import type { MadeSet } from '../types'

type Trait = 'woman' | 'glasses' | 'smile' | 'hat' | 'dark_hair'
interface Face extends Record<Trait, boolean> {
  width: number
  height: number
  skin: Colour
  hair: Colour
}

/** A face of `side` × `side` pixels and its five traits, 0 or 1. */
function sampleFaces(draws: Draws, side: number): Record<'image' | Trait, ArrayLike<number>> {
  const trait = () => draws.choice(2) === 1
  const traits = { woman: trait(), glasses: trait(), smile: trait(), hat: trait(), dark_hair: trait() }
  const middle: [number, number] = [0.5 + draws.uniform(-0.03, 0.03), 0.54 + draws.uniform(-0.03, 0.03)]
  const near = (part: number) => part + draws.uniform(-0.12, 0.12)
  const face: Face = {
    ...traits,
    width: 0.27 * draws.uniform(0.93, 1.07),
    height: 0.33 * draws.uniform(0.95, 1.05),
    skin: tint([0.95, 0.78, 0.62], draws.uniform(0.72, 1.02)),
    hair: tint(traits.dark_hair ? [0.2, 0.13, 0.1] : [0.92, 0.78, 0.35], draws.uniform(0.85, 1.1)),
  }
  const canvas = newCanvas(side, [near(0.55), near(0.7), near(0.85)], middle)
  paintHead(canvas, face)
  paintEyes(canvas, face)
  paintMouth(canvas, face)
  if (face.glasses) paintGlasses(canvas)
  if (face.hat) paintHat(canvas, face)
  const numbers = Object.entries(traits).map(([name, has]) => [name, [Number(has)]])
  return { image: picture(canvas), ...(Object.fromEntries(numbers) as Record<Trait, number[]>) }
}

/** How far a point (x, y from the middle) is outside of an ellipse, about. */
function ellipse(x: number, y: number, width: number, height: number): number {
  return (Math.sqrt((x / width) ** 2 + (y / height) ** 2) - 1) * Math.min(width, height)
}

/** Hair behind the head, long or short, then the skin, then the fringe. */
function paintHead(canvas: Canvas, { woman, width, height, skin, hair }: Face): void {
  const wide = 1.3 * width
  if (woman) {
    fill(canvas, hair, [-wide, -0.06 - 1.12 * height, wide, 1.12 * height], (x, y) => {
      const fall = Math.max(Math.abs(x) - wide, -y - 0.06, y - 1.05 * height)
      return Math.min(ellipse(x, y + 0.06, wide, 1.12 * height), fall)
    })
  } else {
    fill(canvas, hair, [-1.1 * width, -0.1 - height, 1.1 * width, height - 0.1], (x, y) => {
      return ellipse(x, y + 0.1, 1.08 * width, 0.98 * height)
    })
  }
  fill(canvas, skin, [-width, 0.02 - height, width, 0.04 + height], (x, y) =>
    ellipse(x, y - 0.03, width, height),
  )
  fill(canvas, hair, [-1.04 * width, -0.03 - 1.03 * height, 1.04 * width, -0.2], (x, y) => {
    return Math.max(ellipse(x, y + 0.02, 1.02 * width, 1.02 * height), y + 0.2)
  })
}

/** Eyes with pupils under their brows. */
function paintEyes(canvas: Canvas, { woman, hair }: Face): void {
  const brow = woman ? 0.012 : 0.024
  for (const middle of [-0.115, 0.115]) {
    fill(canvas, [0.98, 0.98, 0.98], [middle - 0.06, -0.08, middle + 0.06, 0.02], (x, y) => {
      return ellipse(x - middle, y + 0.03, 0.055, 0.042)
    })
    fill(canvas, [0.08, 0.08, 0.12], [middle - 0.03, -0.07, middle + 0.03, 0.01], (x, y) => {
      return ellipse(x - middle, y + 0.03, 0.026, 0.032)
    })
    fill(canvas, tint(hair, 0.7), [middle - 0.06, -0.115 - brow, middle + 0.06, -0.115 + brow], (x, y) => {
      return Math.max(Math.abs(x - middle) - 0.06, Math.abs(y + 0.115) - brow)
    })
  }
}

/** Lips that bend up or down, and a moustache where there is no woman. */
function paintMouth(canvas: Canvas, { woman, smile, hair }: Face): void {
  const lips: Colour = woman ? [0.8, 0.16, 0.22] : [0.55, 0.3, 0.25]
  const bend = smile ? 1.6 : -0.9
  const [height, thickness] = woman ? [0.185, 0.022] : [0.19, 0.016]
  fill(canvas, lips, [-0.115, 0.1, 0.115, 0.26], (x, y) => {
    return Math.max(Math.abs(y - (height - 2 * bend * x * x)) - thickness, Math.abs(x) - 0.115)
  })
  if (woman) return
  fill(canvas, tint(hair, 0.8), [-0.09, 0.105, 0.09, 0.145], (x, y) => {
    return Math.max(Math.abs(y - 0.125) - 0.02, Math.abs(x) - 0.09)
  })
}

function paintGlasses(canvas: Canvas): void {
  const frame: Colour = [0.05, 0.05, 0.05]
  for (const middle of [-0.115, 0.115]) {
    fill(canvas, frame, [middle - 0.112, -0.127, middle + 0.112, 0.067], (x, y) => {
      return Math.abs(ellipse(x - middle, y + 0.03, 0.092, 0.078)) - 0.014
    })
  }
  fill(canvas, frame, [-0.03, -0.042, 0.03, -0.018], (x, y) => {
    return Math.max(Math.abs(y + 0.03) - 0.012, Math.abs(x) - 0.03)
  })
}

/** A red hat, and its brim in a darker red. */
function paintHat(canvas: Canvas, { width }: Face): void {
  const red: Colour = [0.75, 0.15, 0.2]
  fill(canvas, red, [-width, -0.44, width, -0.22], (x, y) =>
    Math.max(Math.abs(x) - width, y + 0.22, -y - 0.44),
  )
  fill(canvas, tint(red, 0.8), [-1.45 * width, -0.25, 1.45 * width, -0.19], (x, y) => {
    return Math.max(Math.abs(x) - 1.45 * width, Math.abs(y + 0.22) - 0.03)
  })
}

const traitWords: Record<Trait, [string, string]> = {
  woman: ['man', 'woman'],
  glasses: ['no glasses', 'glasses'],
  smile: ['serious', 'smile'],
  hat: ['no hat', 'hat'],
  dark_hair: ['fair hair', 'dark hair'],
}

/** The set of faces of `side` × `side` pixels. */
export function facesOf(side: number, about: Pick<MadeSet, 'title' | 'order' | 'count'>): MadeSet {
  const labels = Object.entries(traitWords).map(([trait, words]) => {
    return [trait, { shape: [], domain: 'label' as const, classes: 2, words }] as const
  })
  return {
    ...about,
    doc: `Cartoon faces of ${side}×${side} pixels: man or woman, glasses, smile, hat and dark hair, each by the toss of a coin.`,
    fields: { image: { shape: [side, side, 3], domain: 'image' }, ...Object.fromEntries(labels) },
    write: writeRule((draws) => sampleFaces(draws, side)),
    exported: { title: 'Cartoon faces', name: 'sampleFaces', args: [side] },
  }
}
