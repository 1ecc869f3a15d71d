// Patches of stripes, checks and dots with dark seams, and their fourfold reduction: what enlarging learns from.
import type { Draws } from './draws'
import { newCanvas, picture, type Canvas } from './paint'
import { writeRule } from './rule'
import type { MadeSet } from './types'

/** One patch: what is nearest to its middle shows its colour and its pattern. */
interface Patch {
  x: number
  y: number
  red: number
  green: number
  blue: number
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
      red: draws.uniform(0.1, 0.95),
      green: draws.uniform(0.1, 0.95),
      blue: draws.uniform(0.1, 0.95),
      pattern: draws.choice(4),
      frequency: draws.uniform(2, 6),
      cos: Math.cos(angle),
      sin: Math.sin(angle),
      contrast: draws.uniform(0.12, 0.35),
    }
  })
  const canvas: Canvas = newCanvas(side, [0, 0, 0])
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) paintNearest(canvas, column, row, patches)
  }
  const high = picture(canvas)
  return { low: reduce(high, side, 4), high }
}

/** Paints a pixel like the patch that it is nearest to, darker where another patch is as near. */
function paintNearest(canvas: Canvas, column: number, row: number, patches: Patch[]): void {
  const { side, values } = canvas
  const x = (column + 0.5) / side
  const y = (row + 0.5) / side
  let nearest = patches[0]
  let least = Infinity
  let second = Infinity
  for (const patch of patches) {
    const square = (x - patch.x) * (x - patch.x) + (y - patch.y) * (y - patch.y)
    if (square < least) {
      second = least
      least = square
      nearest = patch
    } else if (square < second) second = square
  }
  if (!nearest) return
  const gap = Math.sqrt(second) - Math.sqrt(least)
  const light = 1 - 0.8 * Math.max(0, 1 - (gap * side) / 1.2)
  const along = nearest.frequency * (x * nearest.cos + y * nearest.sin)
  const across = nearest.frequency * (y * nearest.cos - x * nearest.sin)
  const added = nearest.contrast * patternAt(nearest.pattern, along, across)
  const at = (row * side + column) * 3
  values[at] = light * (nearest.red + added)
  values[at + 1] = light * (nearest.green + added)
  values[at + 2] = light * (nearest.blue + added)
}

/** Between −1 and 1; both coordinates count repetitions. */
function patternAt(pattern: number, along: number, across: number): number {
  if (pattern === 0) return 0
  if (pattern === 1) return Math.sin(2 * Math.PI * along)
  const u = along - Math.floor(along) - 0.5
  const v = across - Math.floor(across) - 0.5
  if (pattern === 2) return u * v > 0 ? 1 : -1
  return u * u + v * v < 0.09 ? 1 : -1
}

/** A square picture with `factor` × `factor` pixels replaced by their mean. */
function reduce(values: Float64Array, side: number, factor: number): Float64Array {
  const small = side / factor
  const reduced = new Float64Array(small * small * 3)
  for (let k = 0; k < values.length; k++) {
    const pixel = Math.floor(k / 3)
    const row = Math.floor(pixel / side / factor)
    const column = Math.floor((pixel % side) / factor)
    const at = (row * small + column) * 3 + (k % 3)
    reduced[at] = (reduced[at] ?? 0) + (values[k] ?? 0) / (factor * factor)
  }
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
