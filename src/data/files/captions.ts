// Captions of pictures: read from a table (CSV), from lines of JSON, or from text files beside the pictures; then words to numbers.
import Papa from 'papaparse'
import { isRecord } from '../../lib/own'
import { type Skipped, nameOf, stemOf } from './member'

/** Longer sentences are cut, rarer words are left out: both are said in the summary. */
const lengthCap = 32
const vocabularyCap = 4096
const captionCap = 1000

/** A caption by the file that it belongs to, as its table names it. */
export type CaptionTable = Map<string, string>

/** Captions of a CSV table: the column that names files, and the one called caption or text, else the one after it. */
export function captionsFromCsv(text: string, isFile: (name: string) => boolean): CaptionTable | null {
  const rows = Papa.parse<string[]>(text.replace(/^\ufeff/, ''), { skipEmptyLines: 'greedy' }).data
  const columns = Math.max(0, ...rows.map((row) => row.length))
  const hits = Array.from(
    { length: columns },
    (_, k) => rows.filter((row) => isFile((row[k] ?? '').trim())).length,
  )
  const file = hits.indexOf(Math.max(...hits))
  if (columns < 2 || (hits[file] ?? 0) === 0) return null
  const titles = (rows[0] ?? []).map((title) => title.trim().toLowerCase())
  const named = titles.findIndex(
    (title, k) => k !== file && /^(caption|text|sentence|description)s?$/.test(title),
  )
  const caption = named >= 0 ? named : (file + 1) % columns
  const table: CaptionTable = new Map()
  for (const row of rows) {
    const name = (row[file] ?? '').trim()
    const sentence = (row[caption] ?? '').trim()
    if (isFile(name) && sentence !== '' && !table.has(name)) table.set(name, sentence.slice(0, captionCap))
  }
  return table
}

/** Captions of lines of JSON objects, each with a file name and a caption, a text, or a list of them. */
export function captionsFromJsonLines(
  text: string,
  isFile: (name: string) => boolean,
): { table: CaptionTable; skipped: Skipped[] } | null {
  const table: CaptionTable = new Map()
  const skipped: Skipped[] = []
  text.split('\n').forEach((line, i) => {
    if (line.trim() === '') return
    const record = parseRecord(line)
    const strings = Object.values(record ?? {}).filter((value) => typeof value === 'string')
    const file = strings.find((value) => isFile(value))
    const said =
      record?.caption ?? record?.text ?? record?.captions ?? strings.find((value) => value !== file)
    const sentence: unknown = Array.isArray(said) ? said[0] : said
    if (file === undefined || typeof sentence !== 'string')
      skipped.push({ path: `line ${i + 1}`, reason: 'names no picture with a caption' })
    else if (!table.has(file)) table.set(file, sentence.slice(0, captionCap))
  })
  return table.size > 0 ? { table, skipped } : null
}

function parseRecord(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line)
    return isRecord(value) ? value : null
  } catch {
    return null
  }
}

/** The caption of a picture: by its path, by its name, or by its name without ending. */
export function captionOf(table: CaptionTable, path: string): string | undefined {
  return table.get(path) ?? table.get(nameOf(path)) ?? table.get(stemOf(path))
}

export interface Tokens {
  /** Word numbers from 1, padded with 0 to `length`, caption after caption. */
  values: Int32Array<ArrayBuffer>
  length: number
  /** Word i has the number i + 1. */
  words: string[]
  /** How many captions were cut, and how many rare words left out. */
  cut: number
  rare: number
}

/** Lower-case words, letters and digits of any script. */
export function splitWords(caption: string): string[] {
  return caption.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? []
}

/** Numbers the words of captions, the frequent ones first, equally frequent ones by the alphabet. */
export function numberWords(captions: readonly string[]): Tokens {
  const sentences = captions.map(splitWords)
  const frequency = new Map<string, number>()
  for (const word of sentences.flat()) frequency.set(word, (frequency.get(word) ?? 0) + 1)
  const ranked = [...frequency].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([word]) => word)
  const words = ranked.slice(0, vocabularyCap - 1)
  const numbers = new Map(words.map((word, i) => [word, i + 1]))
  const length = Math.max(
    1,
    Math.min(lengthCap, Math.max(0, ...sentences.map((sentence) => sentence.length))),
  )
  const values = new Int32Array(captions.length * length)
  sentences.forEach((sentence, i) => {
    const known = sentence.flatMap((word) => numbers.get(word) ?? [])
    values.set(known.slice(0, length), i * length)
  })
  const cut = sentences.filter((sentence) => sentence.length > length).length
  return { values, length, words, cut, rare: ranked.length - words.length }
}
