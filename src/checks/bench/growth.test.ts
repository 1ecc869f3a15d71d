// Growth that is there is seen, and garbage is not taken for growth.
import { expect, test } from 'vitest'
import { watchGrowth } from './growth'

const megabyte = 2 ** 20

/** Plays a hundred rounds that make a megabyte each and keep as much of it as `keep` says. */
async function playKeeping(keep: (round: number) => boolean) {
  const kept: number[][] = []
  const growth = await watchGrowth(100, {
    play: (round) => {
      const made = new Array<number>(megabyte / 8).fill(round / 7)
      if (keep(round)) kept.push(made)
      return Promise.resolve()
    },
    memory: () => ({ numTensors: kept.length, numBytes: 0 }),
  })
  return growth
}

test('what is kept is seen', async () => {
  const { early, late } = await playKeeping((round) => round % 2 === 0)
  expect([early.round, late.round]).toEqual([10, 100])
  expect([early.tensors, late.tensors]).toEqual([5, 50])
  expect((late.heap - early.heap) / megabyte).toBeGreaterThan(40)
})

test('what is thrown away is not', async () => {
  const { early, late } = await playKeeping(() => false)
  expect((late.heap - early.heap) / megabyte).toBeLessThan(5)
})
