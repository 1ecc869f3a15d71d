// Colours follow what a player does in the game, not what it is called.
import { expect, test } from 'vitest'
import type { GanvasDocument } from '../document/types'
import { playerColours, trainerOf } from './playerColours'

function game(players: Record<string, string>, values: Record<string, { network: string; from: string[] }>) {
  return {
    networks: {},
    game: {
      values: Object.fromEntries(
        Object.entries(values).map(([id, { network, from }]) => [
          id,
          {
            kind: 'call',
            network,
            in: Object.fromEntries(from.map((source, index) => [`x${index}`, source])),
            params: {},
          },
        ]),
      ),
      players: Object.fromEntries(
        Object.entries(players).map(([id, trains]) => [
          id,
          { trains: [trains], minimizes: {}, optimizer: { kind: 'o', params: {} }, average: 0 },
        ]),
      ),
    },
  } as unknown as GanvasDocument
}

test('the one whose output is judged by another is teal, the judge amber', () => {
  const document = game(
    { alice: 'judge', zoe: 'maker' },
    { fake: { network: 'maker', from: ['z'] }, score: { network: 'judge', from: ['fake.image'] } },
  )
  expect(playerColours(document).zoe?.index).toBe(0)
  expect(playerColours(document).alice?.index).toBe(1)
  expect(trainerOf(document, 'maker')).toBe('zoe')
})

test('two makers and two judges get four different colours', () => {
  const document = game(
    { a: 'make_a', b: 'make_b', c: 'judge_a', d: 'judge_b' },
    {
      fake_a: { network: 'make_a', from: ['real_b'] },
      fake_b: { network: 'make_b', from: ['real_a'] },
      score_a: { network: 'judge_a', from: ['fake_a'] },
      score_b: { network: 'judge_b', from: ['fake_b'] },
    },
  )
  expect(Object.values(playerColours(document)).map(({ index }) => index)).toEqual([0, 2, 1, 3])
})
