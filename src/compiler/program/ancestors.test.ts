// What leads to a register, found over instructions: through calls, through gradients, and up to what is given.
import { expect, test } from 'vitest'
import { ancestorsOf, readRegisters, registersBehind } from './ancestors'
import type { Instruction } from './program'

const call = (id: string, ...sources: string[]): Instruction => ({
  op: 'call',
  id,
  network: 'net',
  in: Object.fromEntries(sources.map((source, index) => [`x${index}`, source])),
  out: { out: `${id}.out` },
})
const slope: Instruction = {
  op: 'gradient',
  id: 'slope',
  in: { of: 'score.out', at: 'mixed.out' },
  out: { out: 'slope.out' },
  body: [call('score', 'mixed.out', 'label.out')],
}
const values = [
  call('noise'),
  call('label'),
  call('mixed', 'noise.out'),
  call('score', 'mixed.out', 'label.out'),
  slope,
  call('idle', 'noise.out'),
]
const ids = (instructions: readonly Instruction[]) => instructions.map(({ id }) => id)

test('only what a register is made from, in order', () => {
  expect(ids(ancestorsOf(values, ['mixed.out']))).toEqual(['noise', 'mixed'])
  expect(ids(ancestorsOf(values, ['idle.out', 'label.out']))).toEqual(['noise', 'label', 'idle'])
  expect(ancestorsOf(values, ['gone.out'])).toEqual([])
})

test('a gradient runs its body itself, so only what the body reads is made before it', () => {
  expect(readRegisters(slope)).toEqual(['mixed.out', 'label.out'])
  expect(ids(ancestorsOf(values, ['slope.out']))).toEqual(['noise', 'label', 'mixed', 'slope'])
})

test('nothing is run for what is given', () => {
  const given = new Set(['mixed.out'])
  expect(ids(ancestorsOf(values, ['score.out'], given))).toEqual(['label', 'score'])
  expect(ancestorsOf(values, ['mixed.out'], given)).toEqual([])
})

test('registers behind a register', () => {
  expect([...registersBehind(values, 'score.out')].sort()).toEqual(
    ['label.out', 'mixed.out', 'noise.out', 'score.out'].sort(),
  )
})
