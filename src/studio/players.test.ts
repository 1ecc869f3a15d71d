// A value's player is the one that trains the network that the value calls.
import { expect, test } from 'vitest'
import type { GanvasDocument } from '../document/types'
import { playerOf } from './players'

const optimizer = { kind: 'sgd', params: {} }
const document = {
  game: {
    values: {
      fake: { kind: 'call', network: 'painter', in: {}, params: {} },
      noise: { kind: 'normal', in: {}, params: {} },
    },
    players: {
      judge: { trains: ['critic'], minimizes: {}, optimizer, average: 0 },
      artist: { trains: ['painter/head', 'painter'], minimizes: {}, optimizer, average: 0 },
    },
  },
} as unknown as GanvasDocument

test('follows the call to the network to its trainer', () => {
  expect(playerOf(document, 'fake')).toBe('artist')
  expect(playerOf(document, 'fake.image')).toBe('artist')
  expect(playerOf(document, 'noise')).toBe(null)
  expect(playerOf(document, 'gone')).toBe(null)
  expect(playerOf(document, undefined)).toBe(null)
})
