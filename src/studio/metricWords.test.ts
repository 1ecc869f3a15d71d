// Checks that figures stand beside their floors and baselines, and have words.
import { describe, expect, it } from 'vitest'
import { formatFigure, metricRows, wordsOf } from './metricWords'

describe('metricRows', () => {
  it('puts floor and baselines beside a figure', () => {
    const figures = {
      frechet: 2,
      frechetFloor: 0.09,
      recall: 0.9,
      floor: { frechet: 0.09, recall: 0.97 },
      noise: { frechet: 50 },
      mean: { frechet: 80 },
      judge: { label: 0.99 },
    }
    expect(metricRows(figures)).toEqual([
      {
        key: 'frechet',
        value: 2,
        floor: 0.09,
        beside: [
          { title: 'noise', value: 50 },
          { title: 'mean picture', value: 80 },
        ],
      },
      { key: 'recall', value: 0.9, floor: 0.97, beside: [] },
    ])
  })

  it('spreads records out', () => {
    const figures = { segmentation: { pixel: 0.5, iou: 0.3 }, segmentationFloor: { pixel: 0.9, iou: 0.8 } }
    expect(metricRows(figures)).toEqual([
      { key: 'segmentation.pixel', value: 0.5, floor: 0.9, beside: [] },
      { key: 'segmentation.iou', value: 0.3, floor: 0.8, beside: [] },
    ])
    expect(metricRows({ mutualInformation: 2, categoryEntropy: 2.3 })).toMatchObject([{ floor: 2.3 }])
  })
})

describe('wordsOf', () => {
  it('says the same of both directions', () => {
    expect(wordsOf('l1Backward')).toEqual({ ...wordsOf('l1'), title: 'Mean error, backwards' })
    expect(wordsOf('nothing_known')).toEqual({ title: 'nothing_known', meaning: '' })
  })
})

describe('formatFigure', () => {
  it.each([
    [8, '8'],
    [123.4, '123'],
    [23.456, '23.5'],
    [1.994, '1.99'],
    [0.09123, '0.091'],
    [-0.00017, '-0.00017'],
  ])('writes %d as %s', (value, text) => expect(formatFigure(value)).toBe(text))
})
