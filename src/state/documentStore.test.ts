// The history of a document: gestures, read-only tabs, and renames that follow undo.
import { describe, expect, it } from 'vitest'
import type { GanvasDocument } from '../document/types'
import { renamePath } from '../lib/renames'
import { createDocumentStore } from './documentStore'

const titled = (title: string) => ({ format: 'ganvas', version: 1, title }) as unknown as GanvasDocument

describe('documentStore', () => {
  it('undoes one gesture at a time', () => {
    const store = createDocumentStore(titled('a'))
    const { apply, undo, redo, endGesture } = store.getState()
    apply(titled('b'), { gesture: 'drag' })
    apply(titled('c'), { gesture: 'drag' })
    endGesture()
    apply(titled('d'), { gesture: 'drag' })
    undo()
    expect(store.getState().document.title).toBe('c')
    undo()
    expect(store.getState().document.title).toBe('a')
    undo()
    expect(store.getState().document.title).toBe('a')
    redo()
    expect(store.getState().document.title).toBe('c')
  })

  it('forgets what was undone when something else is edited', () => {
    const store = createDocumentStore(titled('a'))
    const { apply, undo, redo } = store.getState()
    apply(titled('b'))
    undo()
    apply(titled('c'))
    redo()
    expect(store.getState().document.title).toBe('c')
  })

  it('refuses edits, undo and redo in a read-only tab', () => {
    const store = createDocumentStore(titled('a'))
    const { apply, undo, setReadOnly } = store.getState()
    apply(titled('b'))
    setReadOnly(true)
    apply(titled('c'))
    undo()
    expect(store.getState().document.title).toBe('b')
  })

  it('renames back on undo, so that the trainer keeps the weights', () => {
    const store = createDocumentStore(titled('a'))
    const { apply, undo, redo, takeRenamed } = store.getState()
    apply(titled('b'), { renamed: { 'critic/conv_1': 'critic/first' } })
    expect(takeRenamed()).toEqual({ 'critic/conv_1': 'critic/first' })
    undo()
    expect(takeRenamed()).toEqual({ 'critic/first': 'critic/conv_1' })
    redo()
    expect(takeRenamed()).toEqual({ 'critic/conv_1': 'critic/first' })
    expect(takeRenamed()).toEqual({})
  })

  it('hands over two renames in a row as one', () => {
    const store = createDocumentStore(titled('a'))
    const { apply, takeRenamed } = store.getState()
    apply(titled('b'), { renamed: { 'g/up': 'g/rise' } })
    apply(titled('c'), { renamed: { g: 'painter' } })
    const renamed = takeRenamed()
    expect(renamePath('g/up/kernel', renamed)).toBe('painter/rise/kernel')
    expect(renamePath('g/ink/kernel', renamed)).toBe('painter/ink/kernel')
  })
})
