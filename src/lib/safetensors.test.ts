// Holds the safetensors reader to the format's rules and to surviving any bytes.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSafetensors, writeSafetensors } from './safetensors'

/** A file with this header text (or object) and this many bytes of numbers. */
function file(header: unknown, numbers = 0): ArrayBuffer {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header))
  const bytes = new Uint8Array(8 + text.length + numbers)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true)
  bytes.set(text, 8)
  return bytes.buffer
}

function refusal(buffer: ArrayBuffer): string {
  const result = readSafetensors(buffer)
  return result.ok ? 'accepted' : result.error
}

describe('writeSafetensors', () => {
  it('writes what readSafetensors reads, to the last bit', () => {
    const name = fc
      .string({ maxLength: 20 })
      .filter((text) => text !== '__proto__' && text !== '__metadata__')
    const tensor = fc.oneof(
      fc.float32Array({ maxLength: 12 }).map((values) => ({ shape: [values.length], values })),
      fc.int32Array({ minLength: 6, maxLength: 6 }).map((values) => ({ shape: [2, 3, 1], values })),
      fc.float32Array({ minLength: 1, maxLength: 1 }).map((values) => ({ shape: [], values })),
    )
    const metadata = fc.dictionary(name, fc.string(), { noNullPrototype: true })
    const property = fc.property(
      fc.dictionary(name, tensor, { noNullPrototype: true }),
      metadata,
      (tensors, notes) => {
        const read = readSafetensors(writeSafetensors({ tensors, metadata: notes }))
        expect(read).toEqual({ ok: true, value: { tensors, metadata: notes } })
      },
    )
    fc.assert(property, { numRuns: 300 })
  })

  it('writes the bytes that the format describes', () => {
    const buffer = writeSafetensors({ tensors: { a: { shape: [2], values: new Float32Array([1, -2]) } } })
    const length = Number(new DataView(buffer).getBigUint64(0, true))
    expect(length % 8).toBe(0)
    const text = new TextDecoder().decode(new Uint8Array(buffer, 8, length))
    expect(JSON.parse(text)).toEqual({ a: { dtype: 'F32', shape: [2], data_offsets: [0, 8] } })
    expect([...new Float32Array(buffer.slice(8 + length))]).toEqual([1, -2])
  })

  it('takes views into larger buffers, and refuses values that do not fill their shape', () => {
    const values = new Float32Array([9, 1, 2, 9]).subarray(1, 3)
    const read = readSafetensors(writeSafetensors({ tensors: { a: { shape: [2], values } } }))
    expect(read.ok && [...(read.value.tensors.a?.values ?? [])]).toEqual([1, 2])
    expect(() => writeSafetensors({ tensors: { a: { shape: [3], values } } })).toThrow('2 values for [3]')
  })
})

describe('readSafetensors', () => {
  const entry = { dtype: 'F32', shape: [2], data_offsets: [0, 8] }

  it.each([
    ['too few bytes', new ArrayBuffer(3), 'it has 3 bytes'],
    ['a header beyond the file', new Uint8Array(8).fill(255).buffer, 'promise a header of'],
    ['no JSON', file('{"a":'), 'not JSON'],
    ['a list', file('[]'), 'not a JSON object'],
    ['another number type', file({ a: { ...entry, dtype: 'F64' } }, 8), 'type F64'],
    ['a negative size', file({ a: { ...entry, shape: [-2] } }, 8), 'shape of a'],
    ['a fractional offset', file({ a: { ...entry, data_offsets: [0, 8.5] } }, 8), 'offsets of a'],
    ['numbers beyond the file', file({ a: entry }, 4), 'ends at byte 8'],
    ['a shape of another size', file({ a: { ...entry, shape: [3] } }, 8), 'needs 12'],
    ['an enormous shape', file({ a: { ...entry, shape: [65536, 65536, 65536, 65536] } }, 8), 'has 8 bytes'],
    ['tensors that overlap', file({ a: entry, b: entry }, 8), 'start at 0 instead of 8'],
    ['a gap', file({ a: { ...entry, data_offsets: [4, 12] } }, 12), 'start at 4 instead of 0'],
    ['bytes left over', file({ a: entry }, 12), '12 bytes of numbers'],
    ['metadata that is no text', file({ __metadata__: { round: 3 } }), 'metadata round'],
    ['a polluting name', file('{"__proto__":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}'), '__proto__'],
  ])('refuses %s with a sentence', (_, buffer, expected) => {
    expect(refusal(buffer)).toContain(expected)
  })

  it('never throws, whatever the bytes', () => {
    const good = new Uint8Array(
      writeSafetensors({
        tensors: {
          a: { shape: [2], values: new Float32Array(2) },
          b: { shape: [1, 2], values: new Int32Array(2) },
        },
        metadata: { round: '3' },
      }),
    )
    const edits = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 8 })
    const property = fc.property(edits, fc.nat(good.length), (list, length) => {
      const bytes = Uint8Array.from(good)
      for (const [at, value] of list) bytes[at] = value
      const result = readSafetensors(length % 3 === 0 ? bytes.slice(0, length).buffer : bytes.buffer)
      expect(result.ok || result.error.endsWith('.')).toBe(true)
    })
    fc.assert(property, { numRuns: 2000 })
  })
})
