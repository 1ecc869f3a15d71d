// The page offers exactly the sets that the trainer makes, with the same fields and words.
import { expect, test } from 'vitest'
import { madeSets as made } from '../data/made/registry'
import { madeSets } from './madeSets'

test('the list on the page is the trainer’s', () => {
  const known = Object.entries(made).map(([name, { title, doc, fields }]) => ({
    source: `made/${name}`,
    title,
    doc,
    fields,
  }))
  expect(madeSets).toEqual(known)
})
