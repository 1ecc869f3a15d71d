// Changes a drawn density: rows of 24 digits, from nothing to dense.
import { densitySide } from '../lib/density'

export const emptyDensity: readonly string[] = Array.from({ length: densitySide }, () =>
  '0'.repeat(densitySide),
)

/** The density with a soft dab at a cell, or with that place wiped. Cells outside of the square are left alone. */
export function dab(
  density: readonly string[],
  { column, row, erase }: { column: number; row: number; erase: boolean },
): string[] {
  return density.map((line, y) =>
    [...line]
      .map((level, x) => {
        const distance = Math.abs(x - column) + Math.abs(y - row)
        if (distance > 1) return level
        if (erase) return '0'
        return String(Math.max(Number(level), distance === 0 ? 9 : 4))
      })
      .join(''),
  )
}
