// Whether pictures have colours that would be lost in grey.
import type { StoredField } from '../source'

/** Differences of fewer steps of 255 come from JPEG. */
const noise = 8

/** True where a field of red, green and blue holds a pixel that is not grey. */
export function isColoured(fields: Readonly<Record<string, StoredField>>): boolean {
  return Object.values(fields).some(({ shape, values }) => {
    if (shape[2] !== 3) return false
    for (let i = 0; i + 2 < values.length; i += 3) {
      const [red = 0, green = 0, blue = 0] = [values[i], values[i + 1], values[i + 2]]
      if (Math.max(red, green, blue) - Math.min(red, green, blue) > noise) return true
    }
    return false
  })
}
