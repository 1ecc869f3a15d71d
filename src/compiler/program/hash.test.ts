// What counts as the same program.
import { expect, it } from 'vitest'
import { template, templateNames } from '../../document/testing/load'
import { retitled } from '../../document/testing/retitle'
import type { GanvasDocument } from '../../document/types'
import { compileProgram } from './compile'
import { programHash } from './hash'

function compile(document: GanvasDocument) {
  const program = compileProgram(document)
  if (!program.ok) throw new Error(program.error[0]?.message)
  return program.value
}

it.each(templateNames)('%s under other titles is the same program', (name) => {
  const document = template(name)
  expect(programHash(compile(retitled(document)))).toBe(programHash(compile(document)))
})
