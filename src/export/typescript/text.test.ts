// Strings, comments and file names from hostile text.
import fc from 'fast-check'
import { format } from 'prettier'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { camel, commentText, createNames, quote, slugOf } from './text'

const anyText = fc.string({ unit: 'binary', maxLength: 40 })

describe('quote', () => {
  test('gives one string literal that reads back as the text, in ASCII', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const source = ts.createSourceFile('a.ts', `(${quote(text)})`, ts.ScriptTarget.Latest, true)
        const [statement, ...more] = source.statements
        expect(more).toEqual([])
        const inside = statement && ts.isExpressionStatement(statement) ? statement.expression : undefined
        const value = inside && ts.isParenthesizedExpression(inside) ? inside.expression : undefined
        expect(value && ts.isStringLiteral(value) ? value.text : null).toBe(text)
        expect(quote(text)).toMatch(/^[ -~]*$/)
      }),
    )
  })

  test.each(["it's", 'a "word"', `"both" it's`, `'two' it's "one"`, '\\"', 'plain'])(
    'stands as prettier leaves it: %s',
    async (text) => {
      const code = `const a = ${quote(text)}\n`
      expect(await format(code, { parser: 'typescript', semi: false, singleQuote: true })).toBe(code)
    },
  )
})

test('a comment stays on its line and open', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const code = `// ${commentText(text)}.\n/** ${commentText(text)} */\na`
      const source = ts.createSourceFile('a.ts', code, ts.ScriptTarget.Latest, true)
      expect(source.statements.map((statement) => statement.getText())).toEqual(['a'])
    }),
  )
})

test('a slug is a plain file name, whatever the title', () => {
  fc.assert(
    fc.property(anyText, (title) => {
      expect(slugOf(title)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    }),
  )
  expect(slugOf('Pix2Pix, Façades!')).toBe('pix2pix-facades')
  expect(slugOf('NUL')).toBe('game-nul')
  expect(slugOf('数字')).toBe('game')
})

test('names are handed out once', () => {
  const names = createNames(['run'])
  const given = ['run', 'run2', 'class', camel('a_1'), camel('a1'), camel('a_1')].map((wish) =>
    names.take(wish),
  )
  expect(new Set(given).size).toBe(given.length)
  expect(given).not.toContain('run')
  expect(given).not.toContain('class')
})
