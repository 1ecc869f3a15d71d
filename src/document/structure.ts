// Guards plain data before any schema sees it: depth, counts and names that could harm whoever walks it.
import { fail, succeed, type Result } from '../lib/result'
import { pointer } from './pointer'
import { problem } from './problems'
import type { Problem } from './types'

/** Far above any real document: 1,000 layers are 15,000 values of depth 9. */
export const limits = { characters: 8_000_000, depth: 40, values: 400_000 } as const

const refusedKeys = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Walks plain data without recursion and refuses what no document holds: nesting beyond the limit (schemas overflow the
 * stack at depth 10,000), too many values, keys that reach prototypes, and anything that JSON cannot say.
 */
export function checkPlainData(input: unknown): Result<null, Problem> {
  const open: { value: unknown; path: readonly PropertyKey[] }[] = [{ value: input, path: [] }]
  let values = 0
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    const { value, path } = item
    const reason = ++values > limits.values ? tooMany : refuse(value, path)
    if (reason !== null)
      return fail(problem(reason.code, { where: pointer(...path), message: reason.message }))
    if (value === null || typeof value !== 'object') continue
    for (const key of Object.keys(value)) {
      open.push({ value: (value as Record<string, unknown>)[key], path: [...path, key] })
    }
  }
  return succeed(null)
}

type Reason = Pick<Problem, 'code' | 'message'>

const tooMany: Reason = {
  code: 'too_large',
  message: `The document holds more than ${limits.values.toLocaleString('en-US')} values.`,
}

function refuse(value: unknown, path: readonly PropertyKey[]): Reason | null {
  const key = path.at(-1)
  if (typeof key === 'string' && refusedKeys.has(key)) {
    return { code: 'refused_name', message: `The name "${key}" is not allowed.` }
  }
  if (path.length > limits.depth) {
    return { code: 'too_deep', message: `The document is nested more than ${limits.depth} levels deep.` }
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return { code: 'invalid_structure', message: 'Not a finite number.' }
  }
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return null
  if (typeof value === 'object' && (Array.isArray(value) || isPlain(value))) return null
  return { code: 'invalid_structure', message: 'Not plain data: JSON has no such value.' }
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
