// Times and sizes read as people say them.
import { expect, test } from 'vitest'
import { formatBytes, formatDuration } from './duration'

test('durations', () => {
  expect([0.4, 59.4, 60, 200, 600, 3600, 7530].map(formatDuration)).toEqual([
    '0 s',
    '59 s',
    '1 min',
    '3 min 20 s',
    '10 min',
    '1 h',
    '2 h 5 min',
  ])
})

test('sizes', () => {
  expect([0, 999, 1000, 4_210_000, 45_000_000, 2.5e9, 5e12].map(formatBytes)).toEqual([
    '0 B',
    '999 B',
    '1.0 kB',
    '4.2 MB',
    '45 MB',
    '2.5 GB',
    '5000 GB',
  ])
})
