// Times in the project list.
import { expect, test } from 'vitest'
import { paperAddress } from '../lib/paper'
import { agoText } from './ago'

const now = Date.UTC(2026, 5, 30, 12)
const before = (minutes: number) => agoText(now - minutes * 60_000, now)

test('times read as people say them', () => {
  expect([0, 1, 59, 60, 150, 1440, 2880, 43200].map(before)).toEqual([
    'just now',
    '1 minute ago',
    '59 minutes ago',
    '1 hour ago',
    '2 hours ago',
    'yesterday',
    '2 days ago',
    '2026-05-31',
  ])
  expect(agoText(now + 5000, now)).toBe('just now')
})

test('papers lead to arXiv, and nothing leads anywhere unsafe', () => {
  expect(paperAddress('arXiv:1704.00028')).toBe('https://arxiv.org/abs/1704.00028')
  expect(paperAddress('https://example.org/paper.pdf')).toBe('https://example.org/paper.pdf')
  expect(paperAddress('javascript:alert(1)')).toBe(null)
  expect(paperAddress('Goodfellow 2014')).toBe(null)
})
