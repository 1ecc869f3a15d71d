// What users do to a graph, on a real template: insert, copy, paste, delete, nudge, each one step of undo.
import { readFileSync } from 'node:fs'
import { beforeEach, expect, test } from 'vitest'
import { parseDocumentText } from '../document/parse'
import type { Stores } from '../state/context'
import { createDocumentStore } from '../state/documentStore'
import { createSessionStore } from '../state/sessionStore'
import { createStoringStore } from '../state/storingStore'
import {
  copySelected,
  duplicateSelected,
  insertItem,
  nudgeSelected,
  pasteText,
  readClipboard,
  removeSelected,
  selectAll,
} from './actions'
import { cardsOf } from './cards/cards'
import { wiresOf } from './cards/wires'
import { paletteItems } from './palette/items'

const text = readFileSync(new URL('../../templates/dcgan.json', import.meta.url), 'utf8')
let stores: Stores

const state = () => stores.document.getState()
const graph = () => stores.session.getState().graph
const ids = () => cardsOf(state().document, graph()).map(({ id }) => id)
const item = (title: string) =>
  paletteItems(state().document, graph()).find((each) => each.title === title) ?? expect.fail(title)

beforeEach(() => {
  const parsed = parseDocumentText(text)
  if (!parsed.ok) throw new Error('the template does not parse')
  // No action here asks the trainer for anything.
  stores = {
    document: createDocumentStore(parsed.value),
    session: createSessionStore(),
    storing: createStoringStore(),
    run: undefined as never,
  }
  stores.session.getState().openGraph('discriminator')
})

test('a new layer is wired after the selected one where that fits, as one step', () => {
  stores.session.getState().select(['conv_2'])
  insertItem(stores, item('Dropout'))
  expect(state().past).toHaveLength(1)
  expect(stores.session.getState().selection).toEqual(['dropout'])
  expect(
    wiresOf(state().document, graph()).some(({ from, to }) => from === 'conv_2' && to === 'dropout'),
  ).toBe(true)
  state().undo()
  expect(ids()).not.toContain('dropout')
})

test('a layer that does not fit after the selected one is inserted all the same, without a wire', () => {
  stores.session.getState().select(['flat'])
  insertItem(stores, item('Convolution'))
  const [added = ''] = stores.session.getState().selection
  expect(ids()).toContain(added)
  expect(wiresOf(state().document, graph()).some(({ to }) => to === added)).toBe(false)
})

test('every entry of every palette can be inserted', () => {
  for (const open of ['game', 'generator']) {
    stores.session.getState().openGraph(open)
    for (const entry of paletteItems(state().document, open)) {
      const before = ids().length
      stores.session.getState().select([])
      insertItem(stores, entry, [0, 0])
      expect(ids().length, entry.title).toBe(before + 1)
      expect(ids(), entry.title).toContain(stores.session.getState().selection[0])
    }
  }
})

test('copy and paste keep the wires among the copies', () => {
  stores.session.getState().select(['conv_2', 'norm_2'])
  const copied = copySelected(stores) ?? expect.fail()
  expect(pasteText(stores, copied)).toBe(true)
  const [first, second] = stores.session.getState().selection
  expect(wiresOf(state().document, graph()).some(({ from, to }) => from === first && to === second)).toBe(
    true,
  )
  expect(state().past).toHaveLength(1)
})

test('copies lie in free room, and one undo takes them away', () => {
  const cards = cardsOf(state().document, graph())
  const layout = Object.fromEntries(cards.map(({ id }, k) => [id, [k * 300, 0] as [number, number]]))
  const document = { ...state().document, layout: { [graph()]: layout } }
  stores.document.setState({ document })
  stores.session.getState().select(['conv_2', 'norm_2'])
  duplicateSelected(stores)
  duplicateSelected(stores)
  const placed = cardsOf(state().document, graph()).map(({ id, width, height }) => {
    const [x, y] = state().document.layout[graph()]?.[id] ?? expect.fail(id)
    return { id, x, y, width, height }
  })
  for (const a of placed) {
    const under = placed.filter(
      (b) =>
        b.id !== a.id &&
        b.x < a.x + a.width &&
        a.x < b.x + b.width &&
        b.y < a.y + a.height &&
        a.y < b.y + b.height,
    )
    expect(under, a.id).toEqual([])
  }
  state().undo()
  state().undo()
  expect(state().document).toBe(document)
})

test('only clipboards of the same sort of graph are pasted', () => {
  stores.session.getState().select(['conv_2'])
  const copied = copySelected(stores) ?? expect.fail()
  expect(readClipboard(copied, 'generator')).not.toBeNull()
  for (const bad of ['', 'hello', '{"format":"ganvas clipboard"}', copied.slice(0, -3)]) {
    expect(readClipboard(bad, 'generator')).toBeNull()
  }
  stores.session.getState().openGraph('game')
  expect(pasteText(stores, copied)).toBe(false)
  expect(state().past).toHaveLength(0)
})

test('delete takes nodes with their wires, and undo brings both back', () => {
  const wires = wiresOf(state().document, graph()).length
  stores.session.getState().select(['act_1', 'conv_2'])
  removeSelected(stores)
  expect(ids()).not.toContain('act_1')
  expect(stores.session.getState().selection).toEqual([])
  state().undo()
  expect(wiresOf(state().document, graph())).toHaveLength(wires)
})

test('presses of the arrow keys in a row are one step', () => {
  state().apply({ ...state().document, layout: { discriminator: { conv_1: [0, 0] } } })
  stores.session.getState().select(['conv_1'])
  for (let i = 0; i < 5; i++) nudgeSelected(stores, [4, 0])
  expect(state().document.layout.discriminator?.conv_1).toEqual([20, 0])
  expect(state().past).toHaveLength(2)
})

test('a read-only document stays as it is', () => {
  const before = state().document
  state().setReadOnly(true)
  selectAll(stores)
  duplicateSelected(stores)
  insertItem(stores, item('Dropout'))
  removeSelected(stores)
  nudgeSelected(stores, [4, 0])
  expect(state().document).toBe(before)
})
