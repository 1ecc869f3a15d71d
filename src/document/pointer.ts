// JSON pointers (RFC 6901): where in a document something is.
import type { Json } from './types'

/** The pointer to a path of keys and indices. */
export function pointer(...path: readonly PropertyKey[]): string {
  return path.map((key) => '/' + String(key).replaceAll('~', '~0').replaceAll('/', '~1')).join('')
}

/** The keys of a pointer; null where the text is no pointer. */
export function pointerPath(text: string): string[] | null {
  if (text === '') return []
  if (!text.startsWith('/')) return null
  return text
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** What a pointer points to in plain data, own properties only; undefined where it dangles. */
export function valueAtPointer(root: unknown, text: string): Json | undefined {
  const path = pointerPath(text)
  if (path === null) return undefined
  let value = root
  for (const key of path) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined
    if (Array.isArray(value) && !/^(0|[1-9]\d*)$/.test(key)) return undefined
    value = (value as Record<string, unknown>)[key]
  }
  return value as Json
}
