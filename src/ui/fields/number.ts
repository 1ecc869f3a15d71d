// How numbers are read from, and stepped in, a text field.
import type { NumberBounds } from '../../lib/numbers'
import { fail, succeed, type Result } from '../../lib/result'

/** Reads a number (also `2e-4`), or says in words which one is wanted. */
export function readNumber(text: string, bounds: NumberBounds): Result<number, string> {
  const trimmed = text.trim().replace('−', '-').replace(',', '.')
  const value = Number(trimmed)
  if (trimmed === '' || !Number.isFinite(value)) return fail('Type a number.')
  if (bounds.integer === true && !Number.isInteger(value)) return fail('Type a whole number.')
  const { min, max, above, below } = bounds
  if (min !== undefined && value < min) return fail(`At least ${min}.`)
  if (above !== undefined && value <= above) return fail(`More than ${above}.`)
  if (max !== undefined && value > max) return fail(`At most ${max}.`)
  if (below !== undefined && value >= below) return fail(`Less than ${below}.`)
  return succeed(value)
}

/** The number one key press up or down: whole numbers by 1, others by one unit of their leading digit. */
export function stepNumber(value: number, direction: 1 | -1, bounds: NumberBounds, large: boolean): number {
  const unit = bounds.integer === true ? 1 : unitOf(value, direction, bounds)
  const stepped = Number((value + direction * unit * (large ? 10 : 1)).toPrecision(12))
  return readNumber(String(stepped), bounds).ok ? stepped : value
}

function unitOf(value: number, direction: 1 | -1, { min, max }: NumberBounds): number {
  if (value === 0) return min !== undefined && max !== undefined ? (max - min) / 100 : 0.01
  const exponent = Math.floor(Math.log10(Math.abs(value)) + 1e-9)
  const leads = Math.abs(Math.abs(value) - 10 ** exponent) < 10 ** (exponent - 6)
  // Downwards from 0.01 the next is 0.009, so that a rate never steps to 0.
  return 10 ** (leads && direction * value < 0 ? exponent - 1 : exponent)
}
