// Bad pictures are refused, each with its exact sentence.
import { beforeAll, describe, expect, test } from 'vitest'
import { changed, picture, text } from './testing/corpus'
import { refusal } from './testing/reading'

let png: Uint8Array
let jpeg: Uint8Array
let webp: Uint8Array
beforeAll(async () => {
  png = await picture(32, 32)
  jpeg = await picture(32, 32, { format: 'jpeg' })
  webp = await picture(32, 32, { format: 'webp' })
})

describe('pictures', () => {
  const size = (width: number, height: number) => (bytes: Uint8Array) => {
    const copy = Uint8Array.from(bytes)
    new DataView(copy.buffer).setUint32(16, width)
    new DataView(copy.buffer).setUint32(20, height)
    return copy
  }
  test.each<[string, () => Uint8Array, string]>([
    [
      'a PNG signature alone',
      () => png.slice(0, 8),
      'f starts as a PNG picture and ends before it says its size.',
    ],
    [
      'a JPEG cut before its size',
      () => jpeg.slice(0, 30),
      'f starts as a JPEG picture and ends before it says its size.',
    ],
    [
      'a WebP cut before its size',
      () => webp.slice(0, 20),
      'f starts as a WEBP picture and ends before it says its size.',
    ],
    [
      'a GIF cut before its size',
      () => text('GIF89a'),
      'f starts as a GIF picture and ends before it says its size.',
    ],
    ['no width', () => size(0, 8)(png), 'f says that it has 0×8 pixels.'],
    [
      'a bomb',
      () => size(60_000, 60_000)(png),
      'f says that it has 60000×60000 pixels, more than can be read.',
    ],
    [
      'a wide bomb',
      () => size(16_000, 16_000)(png),
      'f says that it has 16000×16000 pixels, more than can be read.',
    ],
    [
      'a PNG cut in its pixels',
      () => png.slice(0, 60),
      'No picture of f can be read: f does not decode: it is damaged.',
    ],
    [
      'a JPEG cut in its pixels',
      () => jpeg.slice(0, jpeg.length - 20),
      'No picture of f can be read: f does not decode: it is damaged.',
    ],
    [
      'a PNG with a broken chunk',
      () => changed(png, { [png.length - 20]: 1, [png.length - 21]: 2 }),
      'No picture of f can be read: f does not decode: it is damaged.',
    ],
    [
      'a lying size',
      () => size(31, 32)(png),
      'No picture of f can be read: f does not decode: it is damaged.',
    ],
  ])('with %s', async (_, bytes, message) => {
    expect(await refusal(bytes())).toBe(message)
  })
})
