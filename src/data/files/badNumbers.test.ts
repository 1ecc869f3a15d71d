// Bad files of numbers, and files of no known form, are refused, each with its exact sentence.
import { describe, expect, test } from 'vitest'
import { changed, cifar, given, gzip, idx, joined, npy, text, zip } from './testing/corpus'
import { read, refusal } from './testing/reading'

describe('files of no known form', () => {
  const nothingKnown = 'f is no picture, and holds no numbers in IDX, CIFAR-10 or NumPy form.'
  test.each<[string, () => Uint8Array, string]>([
    ['nothing', () => new Uint8Array(0), 'f is empty.'],
    ['one zero', () => new Uint8Array(1), nothingKnown],
    ['noise', () => Uint8Array.from([1, 2, 3, 200, 9]), nothingKnown],
    ['an ELF program', () => joined([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]), nothingKnown],
    [
      'floats in IDX',
      () => changed(idx([2, 2, 2]), { 2: 0x0d }),
      'f is not an IDX file of bytes: byte 2 is 0x0d, expected 0x08.',
    ],
    ['a CIFAR file with a label of 10', () => cifar([1, 10]), nothingKnown],
    ['a CIFAR file that is cut', () => cifar([1, 2]).slice(0, -1), nothingKnown],
    [
      'gzip of noise',
      () => gzip(Uint8Array.from([9, 8, 7])),
      'f is not an IDX file of bytes: byte 0 is 0x09, expected 0x00.',
    ],
    [
      'a sentence',
      () => text('hello, world\n'),
      'f holds text, and there are no pictures that it could belong to.',
    ],
    [
      'an HTML page',
      () => text('<!doctype html>'),
      'f holds text, and there are no pictures that it could belong to.',
    ],
  ])('%s', async (_, bytes, message) => {
    expect(await refusal(bytes())).toBe(message)
  })
})

describe('IDX files', () => {
  const good = idx([2, 2, 2])
  const promised = 'its header (bytes 4 to 15) promises 2 × 2 × 2 bytes, up to byte 23.'
  test.each<[string, () => Uint8Array, string]>([
    [
      'rank 2',
      () => changed(good, { 3: 2 }),
      'f is neither pictures nor labels in IDX form: byte 3 is 0x02, expected 0x03 for pictures or 0x01 for labels.',
    ],
    [
      'rank 9',
      () => changed(good, { 3: 9 }),
      'f is neither pictures nor labels in IDX form: byte 3 is 0x09, expected 0x03 for pictures or 0x01 for labels.',
    ],
    [
      'a header of 5 bytes',
      () => good.slice(0, 5),
      'f ends inside its header: byte 5 is missing, it has 16.',
    ],
    [
      'a header of 15 bytes',
      () => good.slice(0, 15),
      'f ends inside its header: byte 15 is missing, it has 16.',
    ],
    ['one byte too few', () => good.slice(0, -1), `f ends too early: byte 23 is missing; ${promised}`],
    ['one byte too many', () => joined(good, [1]), `f is too long: there is a byte 24; ${promised}`],
    [
      'one byte too few, gzipped',
      () => gzip(good.slice(0, -1)),
      `f ends too early: unpacked, byte 23 is missing; ${promised}`,
    ],
    [
      'one byte too many, gzipped',
      () => gzip(joined(good, [1])),
      `f is too long: unpacked, there is a byte 24; ${promised}`,
    ],
    [
      'no samples',
      () => changed(good, { 7: 0 }),
      'f has a wrong header: bytes 4 to 7 say 0 samples, expected 1 to 10,000,000.',
    ],
    [
      'no rows',
      () => changed(good, { 11: 0 }),
      'f has a wrong header: bytes 8 to 11 say 0 rows, expected 1 to 4,096.',
    ],
    [
      '4 billion columns',
      () => changed(good, { 12: 255 }),
      'f has a wrong header: bytes 12 to 15 say 4,278,190,082 columns, expected 1 to 4,096.',
    ],
    [
      'a body of 21 gigabytes',
      () => changed(good, { 5: 0x13, 6: 0x88, 10: 0x10, 11: 0, 14: 0x01 }),
      'f is too large: bytes 4 to 15 say 1280002×4096×258 bytes, at most 536,870,912 can be read.',
    ],
    [
      'labels alone',
      () => idx([3]),
      'f holds labels (byte 3 is 0x01), and there is no file of pictures (byte 3 is 0x03) beside it.',
    ],
    [
      'a gzip stream cut',
      () => gzip(good).slice(0, 11),
      'f is gzipped, but the gzip stream breaks off after 0 unpacked bytes (the file has 11).',
    ],
    [
      'a gzip header alone',
      () => Uint8Array.from([0x1f, 0x8b]),
      'f is gzipped, but the gzip stream breaks off after 0 unpacked bytes (the file has 2).',
    ],
  ])('with %s', async (_, bytes, message) => {
    expect(await refusal(bytes())).toBe(message)
  })

  test('with other labels', async () => {
    const result = await read([given('p', good), given('l', idx([3]))])
    expect(result).toMatchObject({
      error: {
        message:
          'Pictures and labels do not match: p has 2 pictures (bytes 4 to 7), l has 3 labels (bytes 4 to 7).',
      },
    })
  })
})

describe('NumPy files', () => {
  const good = npy([2, 2, 2], new Uint8Array(8))
  const at = (part: string) => new TextDecoder('latin1').decode(good).indexOf(part)
  const advice = 'pictures are count × height × width × 1 or 3 channels.'
  test.each<[string, () => Uint8Array, string]>([
    ['a header cut', () => good.slice(0, 40), 'f ends inside its header.'],
    ['six bytes', () => good.slice(0, 6), 'f ends inside its header.'],
    [
      'a body cut',
      () => good.slice(0, -1),
      'f ends too early: 2×2×2 numbers need 136 bytes, and it has 135.',
    ],
    [
      'objects',
      () => npy([2], new Uint8Array(2), '|O'),
      'f holds no plain numbers (its header names another type).',
    ],
    [
      'complex numbers',
      () => npy([1, 2, 2], new Uint8Array(64), '<c16'),
      'f holds numbers of the type c16, which is not read.',
    ],
    [
      'columns first',
      () =>
        changed(good, {
          [at('False')]: 0x54,
          [at('False') + 1]: 0x72,
          [at('False') + 2]: 0x75,
          [at('False') + 3]: 0x65,
          [at('False') + 4]: 0x20,
        }),
      'f is stored column by column (fortran_order); save it again after numpy.ascontiguousarray.',
    ],
    ['no shape', () => changed(good, { [at('shape')]: 0x78 }), 'f has a header without a shape.'],
    [
      'a lying shape',
      () => npy([90_000, 90_000, 3], new Uint8Array(8)),
      'f says that it holds 90000×90000×3 numbers, which is too many.',
    ],
    [
      'labels alone',
      () => npy([4], new Uint8Array(4)),
      'There is no array of samples: pictures are count × height × width (× channels).',
    ],
    ['no samples', () => npy([0, 2, 2], new Uint8Array(0)), 'f has no samples.'],
    ['five axes', () => npy([1, 2, 2, 2, 3], new Uint8Array(24)), `f has 1×2×2×2×3 numbers: ${advice}`],
    ['seven channels', () => npy([1, 2, 2, 7], new Uint8Array(28)), `f has 1×2×2×7 numbers: ${advice}`],
    ['NaN', () => npy([1, 1, 2], Float32Array.from([NaN, 0])), 'f holds numbers that are not finite.'],
    [
      'numbers to 300',
      () => npy([1, 1, 2], Float32Array.from([0, 300])),
      'f has numbers from 0 to 300: pictures are 0 to 255, 0 to 1, or −1 to 1.',
    ],
    [
      'two arrays of samples',
      () => zip({ 'a.npy': good, 'b.npy': good }),
      'There are several arrays of samples: a (2×2×2), b (2×2×2). Give one, and its labels.',
    ],
    [
      'labels that are fractions',
      () => zip({ 'a.npy': good, 'b.npy': npy([2], Float32Array.from([0.5, 1])) }),
      'b.npy holds no labels: number 0 is 0.5, and labels are whole numbers from 0.',
    ],
    [
      'labels below 0',
      () => zip({ 'a.npy': good, 'b.npy': npy([2], BigInt64Array.from([-1n, 1n])) }),
      'b.npy holds no labels: number 0 is -1, and labels are whole numbers from 0.',
    ],
    [
      'three labels for two',
      () => zip({ 'a.npy': good, 'b.npy': npy([3], new Uint8Array(3)) }),
      'b.npy has 3 numbers and does not belong to the 2 samples of a.npy.',
    ],
  ])('with %s', async (_, bytes, message) => {
    expect(await refusal(bytes())).toBe(message)
  })
})

test('no files, and too many', async () => {
  expect(await read([])).toMatchObject({ error: { message: 'There are no files.' } })
})
