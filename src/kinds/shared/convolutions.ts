// Arithmetic that the two convolutions share: sides of outputs, in the user's terms.
import { z } from 'zod'
import { fail, succeed, type Result } from '../../lib/result'

type Padding = 'valid' | 'same' | number

/** Parameters that both convolutions have. */
export const windowParams = {
  filters: z.int().min(1).max(4096).default(64).describe('Number of output channels.'),
  kernel: z
    .int()
    .min(1)
    .max(32)
    .default(4)
    .describe('Height and width of the window that slides over the picture.'),
  stride: z.int().min(1).max(16).default(2).describe('Pixels between one place of the window and the next.'),
  padding: z
    .union([z.enum(['same', 'valid']), z.int().min(0).max(32)])
    .default('same')
    .describe(
      'Zeros around the picture: same (TensorFlow’s rule: the side is divided or multiplied by the stride), valid (none), or a number of pixels on every side (PyTorch’s).',
    ),
}

interface WindowParams {
  kernel: number
  stride: number
  padding: Padding
}

/** Shape of a convolution's output, or what is wrong. */
export function convolvedShape(
  shape: readonly number[],
  params: WindowParams & { filters: number },
): Result<number[]> {
  return sides(shape, params.filters, (side) => convolvedSide(side, params))
}

/** Shape of a transposed convolution's output, or what is wrong. */
export function transposedShape(
  shape: readonly number[],
  params: WindowParams & { filters: number; output_padding: number },
): Result<number[]> {
  return sides(shape, params.filters, (side) => transposedSide(side, params))
}

function sides(
  [height = 0, width = 0]: readonly number[],
  filters: number,
  sideOf: (side: number) => Result<number>,
) {
  const [rows, columns] = [sideOf(height), sideOf(width)]
  if (!rows.ok) return rows
  return columns.ok ? succeed([rows.value, columns.value, filters]) : columns
}

function convolvedSide(side: number, { kernel, stride, padding }: WindowParams): Result<number> {
  if (padding === 'same') return succeed(Math.ceil(side / stride))
  const padded = side + 2 * (padding === 'valid' ? 0 : padding)
  if (padded < kernel) {
    return fail(
      `the ${kernel}×${kernel} window is larger than the picture (${padded} pixels with its padding): use a smaller kernel or more padding`,
    )
  }
  return succeed(Math.floor((padded - kernel) / stride) + 1)
}

function transposedSide(
  side: number,
  { kernel, stride, padding, output_padding: extra }: WindowParams & { output_padding: number },
): Result<number> {
  if (typeof padding !== 'number') {
    if (extra > 0) return fail('output padding belongs to a padding in pixels: set it to 0 or give a number')
    return succeed(side * stride + (padding === 'valid' ? Math.max(kernel - stride, 0) : 0))
  }
  if (extra >= stride) return fail(`output padding (${extra}) must be smaller than the stride (${stride})`)
  const result = (side - 1) * stride - 2 * padding + kernel + extra
  if (result < 1)
    return fail(`nothing is left: a padding of ${padding} takes away more than the ${side}-pixel side gives`)
  return succeed(result)
}

/** `4×4 · s2 · same`, as cards show it. */
export function showWindow({ kernel, stride, padding }: WindowParams): string {
  return `${kernel}×${kernel} · s${stride} · ${typeof padding === 'number' ? `p${padding}` : padding}`
}
