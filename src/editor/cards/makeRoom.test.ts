// Cards that grow: in every template, with the fields that another data set could bring.
import { readFileSync } from 'node:fs'
import Elk from 'elkjs/lib/elk.bundled.js'
import { expect, test } from 'vitest'
import { moveNodes } from '../../document/edit'
import { parseDocumentText } from '../../document/parse'
import type { GanvasDocument } from '../../document/types'
import { createDocumentStore } from '../../state/documentStore'
import { arrange } from './arrange'
import { cardsOf } from './cards'
import { makeRoom } from './makeRoom'
import { wiresOf } from './wires'

const home = new URL('../../../templates/', import.meta.url)
const elk = new Elk()

/** A template as it is once it was opened: laid out. */
async function opened(name: string): Promise<GanvasDocument> {
  const parsed = parseDocumentText(readFileSync(new URL(`${name}.json`, home), 'utf8'))
  if (!parsed.ok) return expect.fail(name)
  const positions = await arrange(elk, cardsOf(parsed.value, 'game'), wiresOf(parsed.value, 'game'))
  return moveNodes(parsed.value, { graph: 'game', positions })
}

/** Every data section with five more fields. */
function withFields(document: GanvasDocument): GanvasDocument {
  const label = { shape: [], domain: 'label' as const, classes: 2 }
  const more = Object.fromEntries(['one', 'two', 'three', 'four', 'five'].map((name) => [name, label]))
  const data = Object.entries(document.data).map(([id, section]) => {
    return [id, { ...section, fields: { ...section.fields, ...more } }] as const
  })
  return { ...document, data: Object.fromEntries(data) }
}

function overlaps(document: GanvasDocument): string[] {
  const places = document.layout.game ?? {}
  const cards = cardsOf(document, 'game').flatMap(({ id, width, height }) => {
    const [x, y] = places[id] ?? expect.fail(id)
    return [{ id, x, y, right: x + width, bottom: y + height }]
  })
  return cards.flatMap((a, index) =>
    cards
      .slice(index + 1)
      .filter((b) => a.x < b.right && b.x < a.right && a.y < b.bottom && b.y < a.bottom)
      .map((b) => `${a.id} ${b.id}`),
  )
}

test('cards that grow with their data never come to lie over others', async () => {
  let crowded = 0
  for (const name of ['dcgan', 'cgan', 'text_to_image', 'pix2pix', 'cyclegan', 'vae_gan']) {
    const before = await opened(name)
    expect(overlaps(before), name).toEqual([])
    const grown = withFields(before)
    crowded += overlaps(grown).length
    expect(overlaps(makeRoom(before, grown)), name).toEqual([])
  }
  expect(crowded).toBeGreaterThan(0)
})

test('room is one step of undo with the edit, and cards that already lay over each other stay', async () => {
  const before = await opened('cyclegan')
  const [first, second] = cardsOf(before, 'game').map(({ id }) => id)
  if (first === undefined || second === undefined) return expect.fail()
  const at: [number, number] = [-1000, 0]
  const piled = moveNodes(before, { graph: 'game', positions: { [first]: at, [second]: at } })
  expect(makeRoom(before, piled)).toBe(piled)
  expect(overlaps(makeRoom(piled, withFields(piled)))).toEqual([`${first} ${second}`])

  const store = createDocumentStore(before, makeRoom)
  store.getState().apply(withFields(before))
  expect(overlaps(store.getState().document)).toEqual([])
  store.getState().undo()
  expect(store.getState().document).toBe(before)
})
