// @vitest-environment jsdom
// Keys reach the action that they belong to, on every keyboard, and leave typing alone.
import { expect, test } from 'vitest'
import type { Action } from './actions'
import { actionFor } from './hotkeys'

const action = (id: string, keys: string, whileTyping = false): Action => ({
  id,
  label: id,
  group: 'Train',
  keys,
  whileTyping,
  run: () => undefined,
})
const actions = [action('train', 'mod+enter', true), action('undo', 'mod+z'), action('watch', 'alt+1', true)]

function press(init: KeyboardEventInit, target: Element = document.body) {
  let found: string | undefined
  const listener = (event: Event) => {
    found = actionFor(event as KeyboardEvent, actions)?.id
  }
  target.addEventListener('keydown', listener)
  target.dispatchEvent(new KeyboardEvent('keydown', init))
  target.removeEventListener('keydown', listener)
  return found
}

test('Ctrl and ⌘ are the same, other modifiers are not', () => {
  expect(press({ key: 'Enter', ctrlKey: true })).toBe('train')
  expect(press({ key: 'Enter', metaKey: true })).toBe('train')
  expect(press({ key: 'Enter', ctrlKey: true, shiftKey: true })).toBe(undefined)
  expect(press({ key: 'Enter' })).toBe(undefined)
})

test('a field keeps its own undo', () => {
  const field = document.createElement('input')
  expect(press({ key: 'z', ctrlKey: true })).toBe('undo')
  expect(press({ key: 'z', ctrlKey: true }, field)).toBe(undefined)
  expect(press({ key: 'Enter', ctrlKey: true }, field)).toBe('train')
})

test('Alt and a digit count by their place: Apple keyboards type ¡', () => {
  expect(press({ key: '¡', code: 'Digit1', altKey: true })).toBe('watch')
})
