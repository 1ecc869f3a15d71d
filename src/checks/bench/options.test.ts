// The command line of the bench: what stands for what, and what is refused by name.
import { expect, test } from 'vitest'
import { readOptions } from './options'

const games = ['small', 'large']

test('without options everything is measured', () => {
  const read = readOptions([], games)
  expect(read).toMatchObject({
    ok: true,
    value: { games: null, backends: ['wasm', 'cpu'], batch: null, torch: true },
  })
})

test('a smoke run is small, unless told otherwise', () => {
  expect(readOptions(['--quick'], games)).toMatchObject({ ok: true, value: { batch: 2, seconds: 1 } })
  const read = readOptions(['--quick', '--batch', '8'], games)
  expect(read).toMatchObject({ ok: true, value: { batch: 8, seconds: 1 } })
})

test('games and backends may be given again', () => {
  const read = readOptions(['--game', 'large', '--game', 'small', '--backend', 'webgpu'], games)
  expect(read).toMatchObject({ ok: true, value: { games: ['large', 'small'], backends: ['webgpu'] } })
})

test.each([
  [['--game', 'huge'], /--game huge.*small, large/],
  [['--backend', 'cuda'], /--backend cuda/],
  [['--batch', '0'], /--batch 0.*from 1/],
  [['--seconds', 'ten'], /--seconds ten/],
  [['--fast'], /--fast/],
])('%j is refused', (args, sentence) => {
  const read = readOptions(args, games)
  expect(read).toMatchObject({ ok: false })
  if (!read.ok) expect(read.error).toMatch(sentence)
})
