// Lays expressions out as prettier would (width 110): flat where they fit, else one part a line.
import { scalarText } from './text'

/** Text, which is never broken, or a call, an object or an array, which may be. */
export type Code =
  string | { call: string; args: Code[] } | { entries: [key: string, value: Code][] } | { items: Code[] }

const width = 110

/** Plain data as code. */
export function dataCode(value: unknown): Code {
  if (Array.isArray(value)) return { items: value.map(dataCode) }
  if (value === null || typeof value !== 'object') return scalarText(value)
  return { entries: Object.entries(value).map(([key, item]) => [keyText(key), dataCode(item)]) }
}

function keyText(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : scalarText(key)
}

/** Everything on one line. */
export function flatText(code: Code): string {
  if (typeof code === 'string') return code
  if ('call' in code) return `${code.call}(${code.args.map(flatText).join(', ')})`
  if ('items' in code) return `[${code.items.map(flatText).join(', ')}]`
  if (code.entries.length === 0) return '{}'
  return `{ ${code.entries.map(([key, value]) => entryText(key, flatText(value))).join(', ')} }`
}

function entryText(key: string, value: string): string {
  return key === value ? key : `${key}: ${value}`
}

/** Prettier breaks lists of lists, and lists of objects, even where they fit. */
function mustBreak(code: Code): boolean {
  if (typeof code === 'string') return false
  if ('call' in code) return code.args.some(mustBreak)
  if ('entries' in code) return code.entries.some(([, value]) => mustBreak(value))
  const lists = code.items.every(
    (item) => typeof item !== 'string' && 'items' in item && item.items.length > 1,
  )
  const objects = code.items.every(
    (item) => typeof item !== 'string' && 'entries' in item && item.entries.length > 1,
  )
  return (code.items.length > 1 && (lists || objects)) || code.items.some(mustBreak)
}

/** Where an expression stands: its line's indent, what stands before it on that line, and how much follows it. */
export interface Place {
  indent: number
  before: string
  after: number
}

/** The text of `code`; lines after the first are indented. */
export function layOut(code: Code, { indent, before, after }: Place): string {
  const flat = flatText(code)
  if (typeof code === 'string') return flat
  if (!mustBreak(code) && indent + before.length + flat.length + after <= width) return flat
  if ('call' in code) return breakCall(code, indent)
  if ('items' in code)
    return breakParts({ open: '[', close: ']', indent, parts: code.items.map((item) => ['', item]) })
  return breakParts({ open: '{', close: '}', indent, parts: code.entries })
}

function breakCall({ call, args }: { call: string; args: Code[] }, indent: number): string {
  const last = args.at(-1)
  const others = args.slice(0, -1)
  // Prettier hugs an object or a list that stands last.
  if (last !== undefined && typeof last !== 'string' && !('call' in last) && !others.some(mustBreak)) {
    const head = `${call}(${others.map((arg) => `${flatText(arg)}, `).join('')}`
    const parts = breakLast(last, indent)
    if (parts !== null && indent + head.length < width) return `${head}${parts})`
  }
  if (args.length === 0) return `${call}()`
  return breakParts({ open: `${call}(`, close: ')', indent, parts: args.map((arg) => ['', arg]) })
}

function breakLast(last: Exclude<Code, string>, indent: number): string | null {
  if ('items' in last && last.items.length > 0) {
    return breakParts({ open: '[', close: ']', indent, parts: last.items.map((item) => ['', item]) })
  }
  if ('entries' in last && last.entries.length > 0) {
    return breakParts({ open: '{', close: '}', indent, parts: last.entries })
  }
  return null
}

interface Parts {
  open: string
  close: string
  indent: number
  parts: [key: string, value: Code][]
}

function breakParts({ open, close, indent, parts }: Parts): string {
  const inner = ' '.repeat(indent + 2)
  const lines = parts.map(([key, value]) => {
    if (key !== '' && key === flatText(value)) return `${inner}${key},`
    const before = key === '' ? '' : `${key}: `
    const text = afterOperator(value, { indent: indent + 2, before, after: 1 })
    return `${inner}${text.startsWith('\n') ? before.trimEnd() : before}${text},`
  })
  return [open, ...lines, `${' '.repeat(indent)}${close}`].join('\n')
}

/** What stands after `key: ` or `x = `: on a line of its own where it cannot even begin on this one. */
function afterOperator(code: Code, place: Place): string {
  const { indent, before, after } = place
  if (before === '' || indent + before.length + flatText(code).length + after <= width)
    return layOut(code, place)
  const head = typeof code === 'string' ? code : 'call' in code ? `${code.call}(` : '{'
  const breakable = typeof code !== 'string' && !('call' in code && code.args.length === 0)
  if (breakable && indent + before.length + head.length <= width) return layOut(code, place)
  const inner = indent + 2
  return `\n${' '.repeat(inner)}${layOut(code, { indent: inner, before: '', after })}`
}

/** A line such as `const x = …` or `return …`, indented. */
export function statement(before: string, code: Code, indent = 0): string {
  const place = { indent, before, after: 0 }
  const text = before.endsWith('= ') ? afterOperator(code, place) : layOut(code, place)
  return `${' '.repeat(indent)}${text.startsWith('\n') ? before.trimEnd() : before}${text}`
}

/** An object with an entry a line, whether or not it would fit on one. */
export function brokenObject(entries: [key: string, value: Code][], indent: number): string {
  return breakParts({ open: '{', close: '}', indent, parts: entries })
}

/** Reads the calls, lists and objects of an expression that a kind has written, so that it can be broken. */
export function readCode(source: string): Code {
  const text = source.trim()
  const call = /^((?:new )?[\w.]+)\(/.exec(text)
  if (call?.[1] !== undefined && closes(text, call[1].length)) {
    return { call: call[1], args: split(text.slice(call[1].length + 1, -1)).map(readCode) }
  }
  if (text.startsWith('[') && closes(text, 0)) return { items: split(text.slice(1, -1)).map(readCode) }
  if (text.startsWith('{') && closes(text, 0)) {
    const entries = split(text.slice(1, -1)).map((entry): [string, Code] => {
      const [, key = '', value = ''] = /^"?([\w$]+)"?\s*:(.*)$/s.exec(entry.trim()) ?? []
      return [key, readCode(value)]
    })
    if (entries.every(([key]) => key !== '')) return { entries }
  }
  return text
}

/** Whether the bracket at `start` is closed by the last character of the text and not before. */
function closes(text: string, start: number): boolean {
  let depth = 0
  for (const [at, mark] of marks(text)) {
    if (at < start) continue
    depth += '([{'.includes(mark) ? 1 : ')]}'.includes(mark) ? -1 : 0
    if (depth === 0) return at === text.length - 1
  }
  return false
}

/** The parts between commas outside of brackets and strings. */
function split(text: string): string[] {
  const parts: string[] = []
  let [depth, start] = [0, 0]
  for (const [at, mark] of marks(text)) {
    depth += '([{'.includes(mark) ? 1 : ')]}'.includes(mark) ? -1 : 0
    if (mark !== ',' || depth > 0) continue
    parts.push(text.slice(start, at))
    start = at + 1
  }
  return [...parts, text.slice(start)].map((part) => part.trim()).filter((part) => part !== '')
}

/** Brackets and commas outside of strings, with their places. */
function marks(text: string): [number, string][] {
  return [...text.matchAll(/'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|[()[\]{},]/g)]
    .filter(([mark]) => mark.length === 1)
    .map((match) => [match.index, match[0]])
}
