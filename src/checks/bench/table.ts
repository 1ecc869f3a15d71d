// Writes the bench's figures as text: aligned columns, units, and what each is compared with.

/** Rows of cells as lines under the first row. The first column and columns without a name stand left, figures right. */
export function alignRows(rows: readonly (readonly string[])[]): string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, at) =>
    Math.max(...rows.map((row) => (row[at] ?? '').length)),
  )
  const isLeft = (at: number) => at === 0 || (rows[0]?.[at] ?? '') === ''
  return rows.map((row) =>
    row
      .map((cell, at) => (isLeft(at) ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
}

/** A time with three digits: `0.512 s`, `51.2 ms`. */
export function formatTime(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return '–'
  return milliseconds < 1000 ? `${threeDigits(milliseconds)} ms` : `${threeDigits(milliseconds / 1000)} s`
}

/** `×` and three digits; a dash where there is nothing to compare. */
export function formatRatio(ratio: number | null): string {
  return ratio === null || !Number.isFinite(ratio) ? '–' : `${threeDigits(ratio)} ×`
}

/** At least three digits, at most three after the point. */
export function threeDigits(value: number): string {
  if (!Number.isFinite(value)) return '–'
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value) || 1)))
  return value.toFixed(Math.min(digits, 3))
}
