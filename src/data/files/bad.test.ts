// Bad files of every form are refused, or left out of what is read, each with its exact sentence; nothing throws or hangs.
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { decodePicture } from '../../cli/decodePicture'
import { changed, cifar, given, gzip, idx, joined, npy, picture, tar, text, zip } from './testing/corpus'
import { recogniseFiles } from './recognise'
import type { GivenFile } from './unpack'

const read = (files: readonly GivenFile[]) => recogniseFiles(files, { decode: decodePicture })

/** The refusal of a file called `f`. */
async function refusal(bytes: Uint8Array): Promise<string> {
  const result = await read([given('f', bytes)])
  return result.ok ? `accepted: ${result.value[0]?.summary ?? ''}` : result.error.message
}

/** What is said of members that are left out of an archive with one good picture in it. */
async function leftOut(archive: Uint8Array): Promise<string[]> {
  const result = await read([given('f', archive)])
  if (!result.ok) return [`refused: ${result.error.message}`]
  return (result.value[0]?.skipped ?? []).map(({ path, reason }) => `${path} ${reason}`)
}

let png: Uint8Array
let jpeg: Uint8Array
let webp: Uint8Array
beforeAll(async () => {
  png = await picture(32, 32)
  jpeg = await picture(32, 32, { format: 'jpeg' })
  webp = await picture(32, 32, { format: 'webp' })
})

/** The place of the n-th (from 0) directory record of an archive. */
function recordOf(archive: Uint8Array, n: number): number {
  const view = new DataView(archive.buffer as ArrayBuffer, archive.byteOffset, archive.byteLength)
  let at = view.getUint32(archive.length - 6, true)
  for (let i = 0; i < n; i++)
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  return at
}

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

describe('archives', () => {
  const archive = () => zip({ 'good.png': png, 'bad.png': png })
  test.each<[string, () => Uint8Array, string]>([
    ['a ZIP of nothing', () => zip({}), 'f is an empty archive.'],
    [
      'a ZIP cut',
      () => archive().slice(0, -30),
      'f ends without the directory of a ZIP archive: it is cut off or broken.',
    ],
    [
      'a ZIP with a broken directory',
      () => changed(archive(), { [recordOf(archive(), 1)]: 0 }),
      'f has a broken directory: its entry 2 of 2 is not where it should be.',
    ],
    [
      'a ZIP of texts',
      () => zip({ 'a.txt': text('a'), 'b.txt': text('b') }),
      'Nothing of 2 files can be trained on: a.txt holds text, and there are no pictures that it could belong to.',
    ],
    ['a tar cut', () => tar({ 'a.png': png }).slice(0, 600), 'f ends inside its member a.png.'],
    [
      'a tar with a broken header',
      () => changed(tar({ 'a.png': png, 'b.png': png }), { [512 + Math.ceil(png.length / 512) * 512]: 0x7a }),
      'broken',
    ],
    [
      'a gzipped tar cut',
      () => gzip(tar({ 'a.bin': idx([5000], (i) => (i * i * 7919) >> 5) })).slice(0, 2000),
      'breaks off',
    ],
    [
      'two forms',
      () => zip({ 'a.png': png, 'b.npy': npy([2, 2, 2], new Uint8Array(8)) }),
      'There are NumPy arrays and pictures together.',
    ],
  ])('%s', async (_, bytes, message) => {
    expect(await refusal(bytes())).toContain(message)
  })

  const local = (bytes: Uint8Array) =>
    new DataView(bytes.buffer as ArrayBuffer).getUint32(recordOf(bytes, 1) + 42, true)
  test.each<[string, () => Uint8Array, string]>([
    [
      'one bit of a member is flipped',
      () => {
        const stored = zip({ 'good.png': png, 'bad.png': png }, 0)
        return changed(stored, { [local(stored) + 60]: (stored[local(stored) + 60] ?? 0) ^ 1 })
      },
      'bad.png does not match its checksum: it is damaged',
    ],
    [
      'a member is encrypted',
      () => changed(archive(), { [recordOf(archive(), 1) + 8]: 1 }),
      'bad.png is encrypted',
    ],
    [
      'a member is packed by another method',
      () => changed(archive(), { [recordOf(archive(), 1) + 10]: 12 }),
      'bad.png is packed by method 12, and only methods 0 and 8 are read',
    ],
    [
      'a member is elsewhere',
      () => changed(archive(), { [recordOf(archive(), 1) + 42]: 3 }),
      'bad.png is not where the directory of its archive says',
    ],
    [
      'a member is longer than the archive',
      () => changed(archive(), { [recordOf(archive(), 1) + 22]: 1 }),
      'bad.png reaches beyond the end of its archive',
    ],
    [
      'a member lies about its size',
      () => changed(archive(), { [recordOf(archive(), 1) + 24]: 1 }),
      'bad.png ',
    ],
    [
      'a member claims gigabytes',
      () => changed(archive(), { [recordOf(archive(), 1) + 26]: 255 }),
      'bad.png says that it unpacks to',
    ],
    [
      'a member is no picture',
      () => zip({ 'good.png': png, 'bad.png': Uint8Array.from([200, 1, 2]) }),
      'bad.png does not hold a PNG picture; it may be damaged: save it again as PNG or JPEG',
    ],
    [
      'a member does not decode',
      () => zip({ 'good.png': png, 'bad.png': png.slice(0, 60) }),
      'bad.png does not decode: it is damaged',
    ],
    [
      'a member is a picture of another form',
      () => zip({ 'good.png': png, 'a/IMG_1.HEIC': Uint8Array.from([200, 1, 2]) }),
      'a/IMG_1.HEIC is a picture of a form that cannot be read here: save it as PNG or JPEG',
    ],
    [
      'a member is named as IDX files are',
      () => zip({ 'good.png': png, 'train.idx': Uint8Array.from([200, 1, 2]) }),
      'train.idx is not an IDX file of bytes: byte 0 is 0xc8, expected 0x00',
    ],
    ['a member is empty', () => zip({ 'good.png': png, 'bad.png': new Uint8Array(0) }), 'bad.png is empty'],
    [
      'a picture has no caption',
      () => zip({ 'good.png': png, 'bad.png': png, 'good.txt': text('a dog') }),
      'bad.png has no caption',
    ],
    [
      'a text belongs to nothing',
      () => zip({ 'good.png': png, 'bad.txt': text('a dog') }),
      'bad.txt names no picture that is here',
    ],
    [
      'a line of captions is broken',
      () => zip({ 'good.png': png, 'bad.jsonl': text('{"file":"good.png","caption":"a"}\n{"file":\n') }),
      'bad.jsonl, line 2 names no picture with a caption',
    ],
    [
      'a picture stands in neither domain',
      () => zip({ 'trainA/1.png': png, 'trainB/1.png': png, 'bad.png': png }),
      'bad.png stands in neither of the folders A and B',
    ],
  ])('where %s, it is left out and the rest is read', async (_, bytes, sentence) => {
    const sentences = await leftOut(bytes())
    expect(sentences).toHaveLength(1)
    expect(sentences[0]).toContain(sentence)
  })

  test('with pairs and one picture that is none', async () => {
    const pair = await picture(64, 32)
    const files = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`${i}.png`, pair]))
    expect(await leftOut(zip({ ...files, 'bad.png': png }))).toEqual([
      'bad.png has 32×32 pixels and is no pair side by side, which is twice as wide as high',
    ])
  })
})

test('no files, and too many', async () => {
  expect(await read([])).toMatchObject({ error: { message: 'There are no files.' } })
})

test('2,000 mutations are read or refused in a sentence: nothing throws', { timeout: 120_000 }, async () => {
  const bases = [
    idx([2, 3, 3]),
    gzip(idx([2, 3, 3])),
    idx([2]),
    cifar([1, 2]),
    npy([2, 2, 2], new Uint8Array(8)),
    zip({ 'a/1.png': png, 'b/2.png': png }),
    zip({ 'a.npy': npy([2, 2, 2], new Uint8Array(8)), 'b.npy': npy([2], new Uint8Array(2)) }, 0),
    tar({ 'a.png': png }),
    gzip(tar({ 'a.bin': cifar([1]) })),
    png,
    jpeg,
    webp,
    text('file,caption\n1.png,"a dog"\n'),
    text('{"file":"1.png","caption":"a"}\n'),
  ]
  const mutation = fc.record({
    base: fc.constantFrom(...bases),
    edits: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), { maxLength: 8 }),
    cut: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  })
  const property = fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 2 }), async (mutations) => {
    const files = mutations.map(({ base, edits, cut }, k) => {
      const bytes = base.slice(0, cut === null ? undefined : Math.floor(cut * base.length))
      for (const [at, value] of edits) bytes[Math.floor(at * bytes.length)] = value
      return given(`${k + 1}.png`, bytes)
    })
    const result = await read(files)
    if (!result.ok) expect(result.error.message).toMatch(/^[^]+\.$/)
    for (const { section, source } of result.ok ? result.value : []) {
      const sample = source.read([section.count - 1])
      for (const [name, { shape }] of Object.entries(section.fields))
        expect(sample[name]?.length).toBe(shape.reduce((a, b) => a * b, 1))
    }
  })
  await fc.assert(property, { numRuns: 2000, interruptAfterTimeLimit: 110_000, markInterruptAsFailure: true })
})
