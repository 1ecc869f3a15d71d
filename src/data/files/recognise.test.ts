// Feeds IDX files, good, bad and mutated, to the reader: every refusal is a sentence that names the byte.
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recogniseFiles } from './recognise'
import { decodeDataset } from './stored'

/** An IDX file with the given sizes and bytes. */
function idx(sizes: number[], values: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 + 4 * sizes.length + values.length)
  bytes.set([0, 0, 8, sizes.length])
  for (const [k, size] of sizes.entries()) new DataView(bytes.buffer).setUint32(4 + 4 * k, size)
  bytes.set(values, 4 + 4 * sizes.length)
  return bytes
}

const values = Uint8Array.from({ length: 4 * 3 * 2 }, (_, k) => k * 10)
const pictures = idx([4, 3, 2], values)
const labels = idx([4], [3, 0, 9, 1])

const decode = () => Promise.reject(new Error('no picture is decoded here'))

function file(name: string, bytes: Uint8Array) {
  return { name, bytes: Uint8Array.from(bytes).buffer }
}

function changed(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const copy = Uint8Array.from(bytes)
  copy[at] = value
  return copy
}

async function accepted(...files: { name: string; bytes: ArrayBuffer }[]) {
  const result = await recogniseFiles(files, { decode })
  if (!result.ok) throw new Error(result.error.message)
  const [set] = result.value
  if (!set) throw new Error('no set')
  return set
}

async function refusal(...files: { name: string; bytes: ArrayBuffer }[]): Promise<string> {
  const result = await recogniseFiles(files, { decode })
  if (result.ok) throw new Error('accepted')
  return result.error.message
}

describe('good files', () => {
  it('are pictures with labels, gzipped or not, under any name and in any order', async () => {
    const plain = await accepted(file('a', pictures), file('b', labels))
    const packed = await accepted(file('one.jpg', gzipSync(labels)), file('two.txt', gzipSync(pictures)))
    expect(plain.summary).toBe('4 pictures of 3×2, with labels 0–9.')
    expect(plain.section).toMatchObject({
      count: 4,
      fields: {
        image: { shape: [3, 2, 1], domain: 'image' },
        label: { shape: [], domain: 'label', classes: 10 },
      },
    })
    expect(plain.section.source).toMatch(/^own\/[0-9a-f]{64}$/)
    expect(packed.section.source).toBe(plain.section.source)
    const { image, label } = plain.source.read([2, 0])
    expect([...(label ?? [])]).toEqual([9, 3])
    const expected = [12, 13, 14, 15, 16, 17, 0, 1, 2, 3, 4, 5].map((k) => Math.fround((k * 10) / 127.5 - 1))
    expect([...(image ?? [])]).toEqual(expected)
  })

  it('need no labels', async () => {
    const { summary, section, source } = await accepted(file('pictures', pictures))
    expect(summary).toBe('4 pictures of 3×2, without labels.')
    expect(Object.keys(section.fields)).toEqual(['image'])
    expect(Object.keys(source.read([0]))).toEqual(['image'])
  })

  it('count once where they repeat, and are joined where they do not', async () => {
    const twice = await accepted(file('a', pictures), file('a.gz', gzipSync(pictures)))
    expect(twice.section.count).toBe(4)
    const more = idx([1, 3, 2], [1, 2, 3, 4, 5, 6])
    const both = await accepted(
      file('b', idx([1], [5])),
      file('a', pictures),
      file('c', labels),
      file('d', more),
    )
    expect(both.summary).toBe('5 pictures of 3×2, with labels 0–9.')
    expect([...(both.source.read([4]).label ?? [])]).toEqual([5])
  })

  it('have another name when one byte differs', async () => {
    const one = await accepted(file('a', pictures))
    const other = await accepted(file('a', changed(pictures, 20, 1)))
    expect(one.section.source).not.toBe(other.section.source)
  })

  it('come back from the database as they went in', async () => {
    const { store, source } = await accepted(file('a', pictures), file('b', labels))
    const decoded = decodeDataset(structuredClone(store))
    expect(decoded.ok && decoded.value.read([1, 3])).toEqual(source.read([1, 3]))
    expect(decodeDataset({ ...store, count: 5 }).ok).toBe(false)
    expect(decodeDataset(null).ok).toBe(false)
  })
})

describe('bad files', () => {
  it.each([
    ['a byte of the magic', changed(pictures, 2, 0x0d), 'byte 2 is 0x0d, expected 0x08'],
    [
      'a picture file',
      Uint8Array.from([0x89, 0x50, 0x4e, 0x47]),
      'is no picture, and holds no numbers in IDX, CIFAR-10 or NumPy form',
    ],
    [
      'an unknown rank',
      changed(pictures, 3, 4),
      'byte 3 is 0x04, expected 0x03 for pictures or 0x01 for labels',
    ],
    ['nothing', new Uint8Array(0), 'is empty'],
    ['a header cut short', pictures.slice(0, 10), 'byte 10 is missing, it has 16'],
    ['a body cut short', pictures.slice(0, 30), 'byte 30 is missing'],
    ['a body cut short, gzipped', gzipSync(pictures.slice(0, 30)), 'unpacked, byte 30 is missing'],
    ['a byte too many', Uint8Array.from([...pictures, 7]), 'there is a byte 40'],
    ['a byte too many, gzipped', gzipSync(Uint8Array.from([...pictures, 7])), 'there is a byte 40'],
    ['no pictures', changed(pictures, 7, 0), 'bytes 4 to 7 say 0 samples'],
    ['too many pictures', changed(pictures, 4, 0xff), 'bytes 4 to 7 say 4,278,190,084 samples'],
    ['too wide pictures', changed(pictures, 13, 0xff), 'bytes 12 to 15 say 16,711,682 columns'],
    ['a lying size', changed(pictures, 6, 0xff), 'promises 65,284 × 3 × 2 bytes, up to byte 391719'],
    ['labels alone', labels, 'no file of pictures'],
    ['a gzip stream cut short', gzipSync(pictures).subarray(0, 30), 'gzip stream breaks off after'],
  ])('with %s are refused', async (_, bytes, expected) => {
    const message = await refusal(file('odd.bin', bytes))
    expect(message).toContain(expected)
    expect(message.startsWith('odd.bin ')).toBe(true)
  })

  it('with another number of labels are refused', async () => {
    const message = await refusal(file('p', pictures), file('l', idx([3], [1, 2, 3])))
    expect(message).toBe(
      'Pictures and labels do not match: p has 4 pictures (bytes 4 to 7), l has 3 labels (bytes 4 to 7).',
    )
  })

  it('with a label that can be no class are refused', async () => {
    const message = await refusal(file('p', pictures), file('l', changed(labels, 9, 200)))
    expect(message).toContain('byte 9 is 200, and the other labels go from 1 to 9')
  })

  it('of two picture sizes are refused', async () => {
    const message = await refusal(file('p', pictures), file('q', idx([1, 2, 2], [1, 2, 3, 4])))
    expect(message).toContain('p has 3×2, q has 2×2')
  })

  it('unpack no further than their header says', async () => {
    const bomb = gzipSync(new Uint8Array(64 * 1024 * 1024))
    const before = process.memoryUsage().arrayBuffers
    expect(await refusal(file('bomb', bomb))).toContain('byte 2 is 0x00')
    const lying = new Uint8Array(64 * 1024 * 1024)
    lying.set(pictures)
    expect(await refusal(file('bomb', gzipSync(lying)))).toContain('there is a byte 40')
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100 * 1024 * 1024)
  })

  it('however mutated, are read or refused, and never throw or hang', async () => {
    const packed = [pictures, labels].map((bytes) => new Uint8Array(gzipSync(bytes)))
    const mutation = fc.record({
      base: fc.constantFrom(pictures, labels, ...packed),
      edits: fc.array(fc.tuple(fc.nat(60), fc.nat(255)), { maxLength: 6 }),
      length: fc.nat(70),
    })
    const property = fc.asyncProperty(fc.array(mutation, { maxLength: 3 }), async (mutations) => {
      const files = mutations.map(({ base, edits, length }, k) => {
        const bytes = base.slice(0, length < 8 ? length : undefined)
        for (const [at, value] of edits) if (at < bytes.length) bytes[at] = value
        return file(`file ${k}`, bytes)
      })
      const result = await recogniseFiles(files, { decode })
      const [set] = result.ok ? result.value : []
      if (set) {
        const { section, source } = set
        expect(source.read([section.count - 1]).image?.every((value) => Math.abs(value) <= 1)).toBe(true)
      } else expect(result.ok ? '' : result.error.message).toMatch(/^[\s\S]+\.$/)
    })
    await fc.assert(property, { numRuns: 600 })
  })
})
