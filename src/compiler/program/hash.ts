// What makes two programs the same one: equal fingerprints, whatever things are called and in which order keys stand.
import { canonicalJson } from '../../lib/canonical'
import type { Program } from './program'

/** The program without what the user calls things. Titles are the document's: whoever shows one reads it there. */
export function withoutTitles(program: Program): Program {
  const data = Object.entries(program.data).map(([id, { title: _, ...section }]) => [id, section] as const)
  const views = Object.entries(program.views).map(([id, view]) => [id, { ...view, title: '' }] as const)
  return { ...program, title: '', data: Object.fromEntries(data), views: Object.fromEntries(views) }
}

/**
 * 16 hexadecimal digits, equal for programs that compute and show the same. Not for security: two programs of one project are
 * told apart, no more.
 */
export function programHash(program: Program): string {
  const text = canonicalJson(withoutTitles(program))
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
