// Turns what zod finds into problems in the user's words.
import type { z } from 'zod'
import type { ProblemCode } from '../lib/codes'
import { pointer } from './pointer'
import { problem } from './problems'
import type { Problem } from './types'

type Issue = z.core.$ZodIssue

/** One sentence for an issue: what is expected there. */
export function issueSentence(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? `Missing: expected ${article(issue.expected)}.`
        : `Expected ${article(issue.expected)}.`
    case 'too_small':
      return sizeSentence(issue.origin, issue.inclusive ? 'at least' : 'more than', issue.minimum)
    case 'too_big':
      return sizeSentence(issue.origin, issue.inclusive ? 'at most' : 'less than', issue.maximum)
    case 'invalid_value':
      return `Expected ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}.`
    case 'unrecognized_keys':
      return `Unknown: ${issue.keys
        .slice(0, 5)
        .map((key) => JSON.stringify(key))
        .join(', ')}.`
    case 'invalid_key':
      return 'Not a valid id: ids start with a lower-case letter and hold lower-case letters, digits and _, at most 64.'
    case 'invalid_format':
      return issue.format === 'regex'
        ? `Expected text of the form ${issue.pattern ?? 'that the format asks for'}.`
        : `Expected ${article(issue.format)}.`
    case 'invalid_union':
      return unionSentence(issue)
    default:
      return issue.message.endsWith('.') ? issue.message : `${issue.message}.`
  }
}

/** Problems for zod issues, each at its place under `base`. */
export function issueProblems(
  issues: readonly Issue[],
  base: readonly PropertyKey[],
  code: ProblemCode,
): Problem[] {
  return issues.map((issue) =>
    problem(code, { where: pointer(...base, ...issuePath(issue)), message: issueSentence(issue) }),
  )
}

/** Where an issue is; unknown keys are pointed at themselves. */
export function issuePath(issue: Issue): PropertyKey[] {
  const [key] = issue.code === 'unrecognized_keys' ? issue.keys : []
  return key === undefined ? issue.path : [...issue.path, key]
}

function unionSentence(issue: Extract<Issue, { code: 'invalid_union' }>): string {
  const sentences = issue.errors.flatMap((errors) => (errors[0] ? [issueSentence(errors[0])] : []))
  const unique = [...new Set(sentences)]
  return unique.length === 0 ? 'Not one of the allowed forms.' : unique.join(' Or: ')
}

function sizeSentence(origin: string, relation: string, bound: number | bigint): string {
  const units = { string: 'character', array: 'item', set: 'item', object: 'item', record: 'item' }
  const unit = Object.hasOwn(units, origin) ? ` ${units[origin as keyof typeof units]}` : ''
  const plural = unit === '' || Number(bound) === 1 ? '' : 's'
  return `Must be ${relation} ${bound.toLocaleString('en-US')}${unit}${plural}.`
}

function article(expected: string): string {
  const words: Record<string, string> = {
    int: 'a whole number',
    array: 'a list',
    record: 'an object',
    object: 'an object',
    tuple: 'a list',
    string: 'text',
    boolean: 'true or false',
  }
  return Object.hasOwn(words, expected) ? (words[expected] ?? expected) : `a ${expected}`
}
