// Key combinations match exactly, wherever signs stand on the keyboard.
import { expect, test } from 'vitest'
import { keyLabel, matchesKey } from './keys'

const press = (
  key: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {},
) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
})

test('modifiers must be exactly those of the combination', () => {
  expect(matchesKey(press('Z', { ctrlKey: true, shiftKey: true }), 'mod+shift+z')).toBe(true)
  expect(matchesKey(press('Z', { ctrlKey: true, shiftKey: true }), 'mod+z')).toBe(false)
  expect(matchesKey(press('z', { metaKey: true }), 'mod+z')).toBe(true)
  expect(matchesKey(press('c'), 'c')).toBe(true)
  expect(matchesKey(press('c', { ctrlKey: true }), 'c')).toBe(false)
})

test('signs match with and without Shift', () => {
  expect(matchesKey(press('+', { shiftKey: true }), '+')).toBe(true)
  expect(matchesKey(press('/', { shiftKey: true }), '/')).toBe(true)
})

test('combinations are spelled for people', () => {
  expect(keyLabel('mod+shift+z')).toBe('Ctrl+Shift+Z')
  expect(keyLabel('+')).toBe('+')
  expect(keyLabel('f2')).toBe('F2')
})
