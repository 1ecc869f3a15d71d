// Curves: numbers that change over the planned rounds.
import type { Curve } from './types'

/** Whether a parameter, which may be any JSON, is a curve. */
export function isCurve(value: unknown): value is Exclude<Curve, number> {
  if (typeof value !== 'object' || value === null) return false
  const { kind, points } = value as { kind?: unknown; points?: unknown }
  const isPoint = (point: unknown) =>
    Array.isArray(point) && point.length === 2 && point.every((item) => typeof item === 'number')
  return (
    (kind === 'step' || kind === 'linear') &&
    Array.isArray(points) &&
    points.length > 0 &&
    points.every(isPoint)
  )
}
