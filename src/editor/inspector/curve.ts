// Edits of curves: numbers over the share of the planned rounds.
import type { Curve } from '../../document/types'

export type CurveKind = 'constant' | 'step' | 'linear'
type PointCurve = Exclude<Curve, number>

/** The same numbers as another sort of curve. A constant becomes a line that starts with it. */
export function changedKind(curve: Curve, kind: CurveKind): Curve {
  if (kind === 'constant') return typeof curve === 'number' ? curve : (curve.points[0]?.[1] ?? 0)
  if (typeof curve !== 'number') return { ...curve, kind }
  const points: PointCurve['points'] = [
    [0, curve],
    [kind === 'step' ? 0.5 : 1, curve],
  ]
  return { kind, points }
}

/** Moves a point, keeping its time between those of its neighbours. */
export function setPoint(
  curve: PointCurve,
  index: number,
  change: { at?: number; amount?: number },
): PointCurve {
  const points = curve.points.map(([at, amount], each): [number, number] => {
    if (each !== index) return [at, amount]
    const before = curve.points[index - 1]?.[0] ?? 0
    const after = curve.points[index + 1]?.[0] ?? 1
    return [Math.min(after, Math.max(before, change.at ?? at)), change.amount ?? amount]
  })
  return { ...curve, points }
}

/** Adds a point halfway between the last one and the end. */
export function addPoint(curve: PointCurve): PointCurve {
  const [at, amount] = curve.points.at(-1) ?? [0, 0]
  if (at < 1) return { ...curve, points: [...curve.points, [(at + 1) / 2, amount]] }
  const before = curve.points.at(-2)?.[0] ?? 0
  return { ...curve, points: [...curve.points.slice(0, -1), [(before + at) / 2, amount], [at, amount]] }
}

/** Takes a point away; the last one stays. */
export function removePoint(curve: PointCurve, index: number): PointCurve {
  if (curve.points.length < 2) return curve
  return { ...curve, points: curve.points.filter((_, each) => each !== index) }
}
