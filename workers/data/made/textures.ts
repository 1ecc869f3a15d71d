// Patches of stripes, checks and dots with dark seams, and their fourfold reduction: what enlarging learns from.
import type { Draws } from './draws'
import { newCanvas, picture, type Canvas } from './paint'
import { writeRule } from './rule'
import type { MadeSet } from './types'

/** One patch: what is nearest to its middle shows its colour and its pattern. */
interface Patch {
  x: number
  y: number
  colour: number[]
  /** 0 plain, 1 stripes, 2 checks, 3 dots. */
  pattern: number
  frequency: number
  cos: number
  sin: number
  contrast: number
}

/** A texture of 64×64 pixels and its 4×4 means. */
function sampleTextures(draws: Draws): Record<'low' | 'high', Float64Array> {
  const side = 64
  const patches = Array.from({ length: 4 + draws.choice(5) }, (): Patch => {
    const angle = draws.uniform(0, Math.PI)
    return {
      x: draws.uniform(0, 1),
      y: draws.uniform(0, 1),
      colour: [draws.uniform(0.1, 0.95), draws.uniform(0.1, 0.95), draws.uniform(0.1, 0.95)],
      pattern: draws.choice(4),
      frequency: draws.uniform(2, 6),
      cos: Math.cos(angle),
      sin: Math.sin(angle),
      contrast: draws.uniform(0.12, 0.35),
    }
  })
  const canvas: Canvas = newCanvas(side, [0, 0, 0])
  for (let pixel = 0; pixel < side * side; pixel++) {
    paintNearest(canvas, pixel, patches)
  }
  const high = picture(canvas)
  return { low: reduce(high, side, 4), high }
}

/** Paints a pixel like the patch that it is nearest to, darker where another patch is as near. */
function paintNearest({ side, values }: Canvas, pixel: number, patches: Patch[]): void {
  const [x, y] = [((pixel % side) + 0.5) / side, (Math.floor(pixel / side) + 0.5) / side]
  let [nearest, least, second] = [patches[0], Infinity, Infinity]
  for (const patch of patches) {
    const square = (x - patch.x) ** 2 + (y - patch.y) ** 2
    if (square < least) [nearest, least, second] = [patch, square, least]
    else if (square < second) second = square
  }
  if (!nearest) return
  const gap = Math.sqrt(second) - Math.sqrt(least)
  const light = 1 - 0.8 * Math.min(1, Math.max(0, 1 - (gap * side) / 1.2))
  const along = nearest.frequency * (x * nearest.cos + y * nearest.sin)
  const across = nearest.frequency * (y * nearest.cos - x * nearest.sin)
  const added = nearest.contrast * patternAt(nearest.pattern, along, across)
  nearest.colour.forEach((part, c) => {
    values[pixel * 3 + c] = light * (part + added)
  })
}

/** Between −1 and 1; both coordinates count repetitions. */
function patternAt(pattern: number, along: number, across: number): number {
  if (pattern === 0) return 0
  if (pattern === 1) return Math.sin(2 * Math.PI * along)
  const [u, v] = [along - Math.floor(along), across - Math.floor(across)]
  if (pattern === 2) return u < 0.5 === v < 0.5 ? 1 : -1
  return (u - 0.5) ** 2 + (v - 0.5) ** 2 < 0.09 ? 1 : -1
}

/** A square picture with `factor` × `factor` pixels replaced by their mean. */
function reduce(values: Float64Array, side: number, factor: number): Float64Array {
  const small = side / factor
  const reduced = new Float64Array(small * small * 3)
  values.forEach((value, k) => {
    const pixel = Math.floor(k / 3)
    const row = Math.floor(pixel / side / factor)
    const column = Math.floor((pixel % side) / factor)
    const at = (row * small + column) * 3 + (k % 3)
    reduced[at] = (reduced[at] ?? 0) + value / factor ** 2
  })
  return reduced
}

export const textures: MadeSet = {
  title: 'Textures',
  doc: 'Patches of stripes, checks and dots with dark seams at 64×64, and the same at a quarter of the size.',
  fields: {
    low: { shape: [16, 16, 3], domain: 'image' },
    high: { shape: [64, 64, 3], domain: 'image' },
  },
  write: writeRule(sampleTextures),
}
