// The pictures that are shown before an import stand for all of it.
import { expect, test } from 'vitest'
import type { ArrangedPicture } from './arrange'
import { memberOf } from './member'
import { samplePictures } from './sample'

const picture = (path: string, rest: Partial<ArrangedPicture> = {}): ArrangedPicture => ({
  member: memberOf(path, new Uint8Array(0)),
  width: 8,
  height: 8,
  test: false,
  ...rest,
})
const paths = (pictures: ArrangedPicture[]) => pictures.map(({ member }) => member.path)

test('classes take turns, whether they come one after another or alternate', () => {
  const sorted = Array.from({ length: 40 }, (_, i) => picture(String(i), { label: i < 20 ? 0 : 1 }))
  expect(paths(samplePictures(sorted, 4))).toEqual(['0', '20', '10', '30'])
  const alternating = Array.from({ length: 40 }, (_, i) => picture(String(i), { label: i % 2 }))
  expect(samplePictures(alternating, 6).map(({ label }) => label)).toEqual([0, 1, 0, 1, 0, 1])
})

test('domains take turns, and test pictures have none', () => {
  const pictures = [
    picture('t', { test: true }),
    picture('a1', { domain: 'a' }),
    picture('a2', { domain: 'a' }),
    picture('b', { domain: 'b' }),
  ]
  expect(paths(samplePictures(pictures, 20))).toEqual(['a1', 'b', 'a2'])
})

test('no more than asked for, of more classes than that too', () => {
  const many = Array.from({ length: 30 }, (_, i) => picture(String(i), { label: i }))
  expect(samplePictures(many, 10)).toHaveLength(10)
  expect(samplePictures([], 10)).toEqual([])
})
