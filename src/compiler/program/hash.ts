// A program's fingerprint: equal programs have equal hashes, whatever their title and the order of their keys.
import { canonicalJson } from '../../lib/canonical'
import type { Program } from './program'

/** 16 hexadecimal digits. Not for security: two programs of one project are told apart, no more. */
export function programHash(program: Program): string {
  const text = canonicalJson({ ...program, title: '' })
  // Two 32-bit streams of multiply-xor (cyrb53's scheme), finalised against each other.
  let first = 0xdeadbeef
  let second = 0x41c6ce57
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    first = Math.imul(first ^ unit, 2654435761)
    second = Math.imul(second ^ unit, 1597334677)
  }
  const mix = (a: number, b: number) =>
    Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  const digits = (bits: number) => (bits >>> 0).toString(16).padStart(8, '0')
  return digits(mix(first, second)) + digits(mix(second, first))
}
