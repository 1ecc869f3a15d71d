// Names, strings and comments of exported files: whatever a document says, it stays inside them.
import { isReservedWord } from '../../document/reservedWords'
import { literal } from '../../lib/literal'

/** A string literal as prettier writes it: single quotes, unless the text has more of them than of double ones. */
export function quote(text: string): string {
  const inner = literal(text).slice(1, -1)
  const count = (mark: string) => inner.split(mark).length - 1
  if (count("'") > count('"')) return `"${inner}"`
  const unescaped = inner.replace(/\\(.)/g, (pair, escaped) => (escaped === '"' ? '"' : pair))
  return `'${unescaped.replaceAll("'", "\\'")}'`
}

/** Plain data as source text: numbers, switches, null and strings. */
export function scalarText(value: unknown): string {
  if (typeof value === 'string') return quote(value)
  return literal(value).replace('e+', 'e')
}

/** Text for the middle of a `//` comment or a one-line `/** … *\/`: no line ends, no control or direction marks. */
export function commentText(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replaceAll('*/', '* /')
    .trim()
    .slice(0, 200)
}

/** `Two-player DCGAN` → `two-player-dcgan`: letters, digits and dashes; never empty, never a device's name. */
export function slugOf(title: string): string {
  const plain = title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const slug = plain
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 48)
    .replace(/^-+|-+$/g, '')
  if (slug === '' || /^(con|prn|aux|nul|com\d|lpt\d)$/.test(slug))
    return `game${slug === '' ? '' : '-'}${slug}`
  return slug
}

/** `score_real` → `scoreReal`. */
export function camel(id: string): string {
  return id.replace(/[_./]+([a-z0-9])?/g, (_, next: string | undefined) => next?.toUpperCase() ?? '')
}

/** `critic` → `Critic`. */
export function pascal(id: string): string {
  const name = camel(id)
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** Hands out identifiers, each once: a wish that is taken or reserved gets a number. */
export interface Names {
  take(wish: string): string
}

export function createNames(reserved: Iterable<string>): Names {
  const taken = new Set(reserved)
  return {
    take(wish) {
      let name = isReservedWord(wish) ? `${wish}Value` : wish
      for (let i = 2; taken.has(name); i++) name = `${wish}${/\d$/.test(wish) ? '_' : ''}${i}`
      taken.add(name)
      return name
    },
  }
}
