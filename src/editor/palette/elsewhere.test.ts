// What the palette says of a name that only another graph has.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseDocumentText } from '../../document/parse'
import { foundElsewhere } from './elsewhere'

const parsed = parseDocumentText(
  readFileSync(new URL('../../../templates/dcgan.json', import.meta.url), 'utf8'),
)
const document = parsed.ok ? parsed.value : expect.fail('the template does not parse')

test('a layer is sent into the networks, by their titles', () => {
  expect(foundElsewhere(document, 'game', 'dropout')).toBe(
    'Dropout belongs inside a network: open Generator or Discriminator.',
  )
})

test('a loss is sent to the game', () => {
  expect(foundElsewhere(document, 'generator', 'hinge')).toMatch(/^Hinge.* belongs to the game: open Game\.$/)
})

test('a name that nothing has is nowhere, and a word of a description is no name', () => {
  for (const graph of ['game', 'generator']) {
    expect(foundElsewhere(document, graph, 'zzz')).toBeNull()
    expect(foundElsewhere(document, graph, 'the')).toBeNull()
  }
})
