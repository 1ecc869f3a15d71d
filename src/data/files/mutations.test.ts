// Whatever is done to a file, it is read or refused in a sentence: nothing throws or hangs.
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { cifar, given, gzip, idx, npy, picture, tar, text, zip } from './testing/corpus'
import { read } from './testing/reading'

let png: Uint8Array
let jpeg: Uint8Array
let webp: Uint8Array
beforeAll(async () => {
  png = await picture(32, 32)
  jpeg = await picture(32, 32, { format: 'jpeg' })
  webp = await picture(32, 32, { format: 'webp' })
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
