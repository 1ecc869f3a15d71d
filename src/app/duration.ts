// Spans of time as people say them.

/** `40 s`, `3 min 20 s`, `2 h 5 min`; coarse, for what is only an estimate. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 60) return `${whole} s`
  const minutes = Math.floor(whole / 60)
  if (minutes < 10) {
    const rest = whole % 60
    return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`
  }
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`
}

const units = ['B', 'kB', 'MB', 'GB']

/** Bytes with two digits that matter: `940 kB`, `4.2 MB`. */
export function formatBytes(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${unit > 0 && value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`
}
