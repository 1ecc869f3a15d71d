// Pictures that are cut keep their own pixels, give evenly spread pieces, and never more than memory has room for.
import { expect, test } from 'vitest'
import { decodePicture } from '../../cli/decodePicture'
import { given, picture } from './testing/corpus'
import { cutBoxes, mostPieces } from './pieces'
import { recogniseFiles } from './recognise'
import { decodeDataset } from './stored'

const whole = (width: number, height: number) => ({ left: 0, top: 0, width, height })

test('pieces reach from edge to edge and overlap by half or more', () => {
  const boxes = cutBoxes(whole(481, 321), { width: 64, height: 64, most: 1000 }) ?? []
  const lefts = [...new Set(boxes.map(({ left }) => left))]
  expect([lefts[0], lefts.at(-1), lefts.length, boxes.length]).toEqual([0, 417, 15, 15 * 10])
  for (const [k, left] of lefts.slice(1).entries()) expect(left - (lefts[k] ?? NaN)).toBeLessThanOrEqual(32)
  expect(cutBoxes(whole(64, 64), { width: 64, height: 64, most: 9 })).toEqual([whole(64, 64)])
  expect(cutBoxes(whole(63, 500), { width: 64, height: 64, most: 9 })).toBeNull()
})

test('of too many pieces, some from all over are left', () => {
  const boxes = cutBoxes({ ...whole(640, 64), left: 640 }, { width: 64, height: 64, most: 3 })
  expect(boxes?.map(({ left }) => left)).toEqual([736, 928, 1120])
  expect(mostPieces(5000, 64 * 64 * 3)).toBe(2)
  expect(mostPieces(1_000_000, 64 * 64 * 3)).toBe(1)
})

test('pieces are the picture’s own pixels', async () => {
  const file = await picture(24, 16, { red: 77 })
  const options = { width: 8, height: 8, channels: 3, fit: 'cut', swap: false } as const
  const read = await recogniseFiles([given('a.png', file)], { decode: decodePicture, options })
  if (!read.ok) throw new Error(read.error.message)
  const [set] = read.value
  const { pixels } = await decodePicture(new Uint8Array(file))
  expect(set?.source.count).toBe(15)
  const { image } = set?.source.read([7]) ?? {}
  const bytes = Array.from(image ?? [], (value) => Math.round((value + 1) * 127.5))
  // The eighth piece is the third of the second row: it begins 8 to the right and 4 down.
  const expected = Array.from({ length: 8 * 8 }, (_, i) => {
    const at = ((4 + Math.floor(i / 8)) * 24 + 8 + (i % 8)) * 4
    return [...pixels.slice(at, at + 3)]
  }).flat()
  expect(bytes).toEqual(expected)
})

test('pictures for testing are kept whole beside their pieces', async () => {
  const files = [
    given('p/train/1.png', await picture(24, 16)),
    given('p/train/2.png', await picture(24, 16)),
    given('p/test/3.png', await picture(27, 19, { red: 99 })),
  ]
  const options = { width: 8, height: 8, channels: 3, fit: 'cut', swap: false } as const
  const read = await recogniseFiles(files, { decode: decodePicture, options })
  const [set] = read.ok ? read.value : []
  const stored = structuredClone(set?.store)
  const [training, test] = (['training', 'test'] as const).map((split) => decodeDataset(stored, split))
  if (training?.ok !== true || test?.ok !== true) throw new Error('not read')
  expect([training.value.count, test.value.count]).toEqual([30, 6 * 4])
  expect(training.value.wholes).toBeUndefined()
  const [whole, ...others] = test.value.wholes?.image ?? []
  expect(others).toEqual([])
  expect(whole?.shape).toEqual([19, 27, 3])
  const { pixels } = await decodePicture(new Uint8Array(files[2]?.bytes ?? new ArrayBuffer(0)))
  expect([...(whole?.values ?? [])]).toEqual([...pixels].filter((_, i) => i % 4 !== 3))
  expect(decodeDataset({ ...stored, wholes: { image: [{ ...whole, shape: [19, 26, 3] }] } }).ok).toBe(false)
})
