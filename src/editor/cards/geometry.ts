// How large cards are and where their ports sit, known without measuring anything on the page.

const cardWidth = 216
const wideWidth = 280
export const thumbSize = 96
/** Side of the area around a port that takes the pointer. */
export const portReach = 24

const headHeight = 56
const titleHeight = 36
const thumbHeight = thumbSize + 16
const rowHeight = 20
const rowsBottom = 8

/** Sizes and port heights of a card, from what stands on it. */
export function cardGeometry(card: {
  wide: boolean
  thumb: boolean
  /** Whether a second line stands under the title. */
  summary: boolean
  inputs: readonly string[]
  outputs: readonly string[]
}): { width: number; height: number; rows: boolean; inputs: number[]; outputs: number[] } {
  const { wide, thumb, summary, inputs, outputs } = card
  const width = wide ? wideWidth : cardWidth
  const rows = inputs.length > 1 || outputs.length > 1
  const head = thumb ? thumbHeight : rows && !summary ? titleHeight : headHeight
  if (!rows) {
    const middle = head / 2
    return { width, height: head, rows, inputs: inputs.map(() => middle), outputs: outputs.map(() => middle) }
  }
  const rowY = (index: number) => head + index * rowHeight + rowHeight / 2
  return {
    width,
    height: head + Math.max(inputs.length, outputs.length) * rowHeight + rowsBottom,
    rows,
    inputs: inputs.map((_, index) => rowY(index)),
    outputs: outputs.map((_, index) => rowY(index)),
  }
}
