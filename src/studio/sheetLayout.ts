// How a sheet of pictures stands on the page: its strips of rows, what is written over its columns and under its pictures.
import { sheetGap } from '../lib/sheet'

/** What of a frame decides the layout; the pixels do not. */
export interface SheetFacts {
  /** Of the bitmap. */
  width: number
  height: number
  columns: number
  rows: number
  parts: readonly string[]
  captions: readonly string[]
}

/** A run of rows that is drawn on one canvas, and what stands under it. */
export interface Strip {
  /** Where it lies in the bitmap. */
  top: number
  height: number
  /** One for each sample of the row; empty where nothing is written. */
  captions: readonly string[]
}

export interface SheetLayout {
  /** CSS pixels per pixel of the bitmap. */
  scale: number
  /** Words over the columns, one a tile; empty where a sample is one picture. */
  headings: string[]
  /** Tiles that one caption spans. */
  span: number
  strips: Strip[]
}

const headingHeight = 16
/** CSS pixels of one line of captions. */
export const captionHeight = 15
/** Longer captions are written only where there is room for them. */
const shortCaption = 4

/** Fits a sheet into `width` × `height` CSS pixels; `roomy` lets captions take lines of their own, beyond that height. */
export function layoutSheet(
  facts: SheetFacts,
  room: { width: number; height: number; roomy: boolean },
): SheetLayout {
  const { columns, rows, parts } = facts
  const captions =
    room.roomy || facts.captions.every(({ length }) => length <= shortCaption) ? facts.captions : []
  const span = Math.max(1, parts.length)
  const headings = parts.length > 1 ? Array.from({ length: columns }, (_, k) => parts[k % span] ?? '') : []
  const written =
    (headings.length > 0 ? headingHeight : 0) +
    (captions.length > 0 && !room.roomy ? rows * captionHeight : 0)
  const scale = Math.max(0.25, Math.min(room.width / facts.width, (room.height - written) / facts.height))
  return { scale, headings, span, strips: stripsOf(facts, captions) }
}

function stripsOf({ height, columns, rows, parts }: SheetFacts, captions: readonly string[]): Strip[] {
  if (captions.length === 0) return [{ top: 0, height, captions: [] }]
  const tile = (height - (rows - 1) * sheetGap) / rows
  const samples = columns / Math.max(1, parts.length)
  return Array.from({ length: rows }, (_, row) => ({
    top: row * (tile + sheetGap),
    height: tile,
    captions: captions.slice(row * samples, (row + 1) * samples),
  }))
}
