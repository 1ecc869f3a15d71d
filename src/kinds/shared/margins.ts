// The four sides that padding and cropping layers have.
import { z } from 'zod'

const side = z.int().min(0).max(64).default(1)

/** Parameters: pixels on each side. */
export const marginParams = z.strictObject({
  top: side.describe('Pixels above the picture.'),
  bottom: side.describe('Pixels below the picture.'),
  left: side.describe('Pixels on its left.'),
  right: side.describe('Pixels on its right.'),
})

type Margins = z.infer<typeof marginParams>

/** As TensorFlow.js layers take them. */
export function marginPairs({ top, bottom, left, right }: Margins): [[number, number], [number, number]] {
  return [
    [top, bottom],
    [left, right],
  ]
}

/** `1 px`, or the four sides: `1 0 1 0 px` for top, bottom, left, right. */
export function showMargins({ top, bottom, left, right }: Margins): string {
  const sides = [top, bottom, left, right]
  return sides.every((pixels) => pixels === top) ? `${top} px` : `${sides.join(' ')} px`
}
