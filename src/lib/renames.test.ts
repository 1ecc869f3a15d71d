// Renames of weight paths, one after the other and back.
import { describe, expect, it } from 'vitest'
import { composeRenames, invertRenames, renamePath } from './renames'

describe('renames', () => {
  const paths = ['a/x/w', 'a/y/w', 'b/x/w', 'c', 'h/z/w']
  const first = { a: 'h', 'a/x': 'h/z', b: 'a' }
  const second = { h: 'a', 'h/z': 'a/q', a: 'b' }

  it('compose to what they do one after the other', () => {
    const both = composeRenames(first, second)
    for (const path of paths.slice(0, 4))
      expect(renamePath(path, both)).toBe(renamePath(renamePath(path, first), second))
  })

  it('are undone by their inverse', () => {
    for (const path of paths.slice(0, 4))
      expect(renamePath(renamePath(path, first), invertRenames(first))).toBe(path)
  })
})
