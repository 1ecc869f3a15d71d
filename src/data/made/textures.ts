// Patches of stripes, checks and dots with dark seams, and their fourfold reduction: what enlarging learns from.
import type { Draws } from './shared/draws'
import { newCanvas, picture, type Canvas } from './shared/paint'
import { writeRule } from './shared/rule'
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
  for (let pixel = 0; pixel < side * side; pixel++) paintNearest(canvas, pixel, patches)
  const high = picture(canvas)
  return { low: reduce(high, side, 4), high }
}

/** Paints a pixel like the patch that it is nearest to, darker where another patch is as near. */
function paintNearest({ side, values }: Canvas, pixel: number, patches: Patch[]): void {
  const x = ((pixel % side) + 0.5) / side
  const y = (Math.floor(pixel / side) + 0.5) / side
  let nearest = patches[0]
  let least = Infinity
  let second = Infinity
  for (const patch of patches) {
    const across = x - patch.x
    const down = y - patch.y
    const square = across * across + down * down
    if (square < least) {
      second = least
      least = square
      nearest = patch
    } else if (square < second) second = square
  }
  if (!nearest) return
  const gap = Math.sqrt(second) - Math.sqrt(least)
  const light = 1 - 0.8 * Math.max(0, 1 - (gap * side) / 1.2)
  const added = nearest.contrast * patternAt(nearest, x, y)
  values[pixel * 3] = light * (nearest.red + added)
  values[pixel * 3 + 1] = light * (nearest.green + added)
  values[pixel * 3 + 2] = light * (nearest.blue + added)
}

/** What a patch's pattern shows at a point, between −1 and 1. */
function patternAt({ pattern, frequency, cos, sin }: Patch, x: number, y: number): number {
  if (pattern === 0) return 0
  const along = frequency * (x * cos + y * sin)
  if (pattern === 1) return Math.sin(2 * Math.PI * along)
  const across = frequency * (y * cos - x * sin)
  const u = along - Math.floor(along) - 0.5
  const v = across - Math.floor(across) - 0.5
  if (pattern === 2) return u * v > 0 ? 1 : -1
  return u * u + v * v < 0.09 ? 1 : -1
}

/** A square picture with `factor` × `factor` pixels replaced by their mean. */
function reduce(values: Float64Array, side: number, factor: number): Float64Array {
  const small = side / factor
  const reduced = new Float64Array(small * small * 3)
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const from = (row * side + column) * 3
      const to = (Math.floor(row / factor) * small + Math.floor(column / factor)) * 3
      for (let c = 0; c < 3; c++) {
        reduced[to + c] = (reduced[to + c] ?? 0) + (values[from + c] ?? 0) / (factor * factor)
      }
    }
  }
  return reduced
}

export const textures: MadeSet = {
  title: 'Textures',
  order: 11,
  doc: 'Patches of stripes, checks and dots with dark seams at 64×64, and the same at a quarter of the size.',
  count: 3000,
  fields: {
    low: { shape: [16, 16, 3], domain: 'image' },
    high: { shape: [64, 64, 3], domain: 'image' },
  },
  write: writeRule(sampleTextures),
  exported: { title: 'Textures', name: 'sampleTextures' },
}
