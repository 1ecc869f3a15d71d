// Bad archives are refused, and bad members left out of what is read, each with its exact sentence.
import { beforeAll, describe, expect, test } from 'vitest'
import { changed, gzip, idx, npy, picture, tar, text, zip } from './testing/corpus'
import { leftOut, refusal } from './testing/reading'

let png: Uint8Array
beforeAll(async () => {
  png = await picture(32, 32)
})

/** The place of the n-th (from 0) directory record of an archive. */
function recordOf(archive: Uint8Array, n: number): number {
  const view = new DataView(archive.buffer as ArrayBuffer, archive.byteOffset, archive.byteLength)
  let at = view.getUint32(archive.length - 6, true)
  for (let i = 0; i < n; i++)
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  return at
}

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
