// Checks where a sheet puts each picture and how it turns numbers into pixels.
import { describe, expect, it } from 'vitest'
import { drawSheet, sheetColumns } from './sheet'

function pixel(sheet: ReturnType<typeof drawSheet>, x: number, y: number): number[] {
  const at = (y * sheet.width + x) * 4
  return [...sheet.pixels.subarray(at, at + 4)]
}

describe('sheetColumns', () => {
  it('makes the squarest grid', () => {
    expect([1, 2, 4, 5, 36, 40].map(sheetColumns)).toEqual([1, 2, 2, 3, 6, 7])
  })
})

describe('drawSheet', () => {
  it('puts grey pictures side by side with gaps and repeats their pixels', () => {
    const values = new Float32Array([-1, 1, 0, 0.5])
    const sheet = drawSheet({ values, shape: [1, 2, 1], gap: 1, scale: 2, background: 7, columns: 1 })
    expect(sheet).toMatchObject({ width: 4, height: 5, columns: 1, rows: 2 })
    expect(pixel(sheet, 1, 1)).toEqual([0, 0, 0, 255])
    expect(pixel(sheet, 2, 0)).toEqual([255, 255, 255, 255])
    expect(pixel(sheet, 0, 2)).toEqual([7, 7, 7, 255])
    expect(pixel(sheet, 0, 3)).toEqual([128, 128, 128, 255])
    expect(pixel(sheet, 3, 4)).toEqual([191, 191, 191, 255])
  })

  it('keeps red, green and blue apart, clamps, and leaves empty places in the background', () => {
    const sheet = drawSheet({
      values: new Float32Array([1, -1, 0, 2, -2, NaN]),
      shape: [1, 1, 3],
      columns: 3,
    })
    expect(sheet).toMatchObject({ width: 3, height: 1, rows: 1 })
    expect(pixel(sheet, 0, 0)).toEqual([255, 0, 128, 255])
    expect(pixel(sheet, 1, 0)).toEqual([255, 0, 0, 255])
    expect(pixel(sheet, 2, 0)).toEqual([0, 0, 0, 255])
  })
})
