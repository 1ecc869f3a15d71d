// Holds measures of pictures, classes and segmentations to closed forms and to figures of the PyTorch reference.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  agreement,
  bestAssignment,
  countPairs,
  largest,
  meanCrossEntropy,
  scoreSegmentation,
  spreadOf,
} from './classes'
import { readPalette } from './evidence/reading'
import {
  clampPictures,
  foregroundOverlap,
  meanAbsoluteError,
  meanPeakSignalRatio,
  peakSignalRatio,
  structuralSimilarity,
} from './pictureDistances'
import { resizePictures, shrinkByArea, type Pictures } from './pictureSize'

interface Fixture {
  side: number
  count: number
  target: number[]
  generated: number[]
  low: number[]
  l1: number
  psnrAll: number
  psnr: number
  ssim: number
  foregroundIou: number
  nearest: Quality
  bilinear: Quality
  bicubic: Quality
  bicubicRow: number[]
  segmentation: { truth: number[]; found: number[]; pixel: number; class: number; iou: number }
  assignment: { gains: number[][]; best: number }
  crossEntropy: { logits: number[]; classes: number[]; value: number }
  entropy: number
}
interface Quality {
  psnr: number
  ssim: number
}

const fixture = JSON.parse(
  readFileSync(new URL('./fixtures/pictures.json', import.meta.url), 'utf8'),
) as Fixture
const picturesOf = (bytes: number[], side: number): Pictures => ({
  count: fixture.count,
  height: side,
  width: side,
  channels: 3,
  values: bytes.map((byte) => byte / 127.5 - 1),
})
const target = picturesOf(fixture.target, fixture.side)
const generated = picturesOf(fixture.generated, fixture.side)
const low = picturesOf(fixture.low, fixture.side / 4)

function expectNear(ours: number, reference: number, share = 0.01): void {
  expect(Math.abs(ours / reference - 1)).toBeLessThan(share)
}

describe('distances between pictures', () => {
  it('are those of the reference code', () => {
    expectNear(meanAbsoluteError(generated.values, target.values), fixture.l1, 1e-5)
    expectNear(peakSignalRatio(generated.values, target.values), fixture.psnrAll, 1e-5)
    const shown = clampPictures(generated)
    expectNear(meanPeakSignalRatio(shown, target), fixture.psnr, 1e-5)
    expectNear(structuralSimilarity(shown, target), fixture.ssim, 1e-4)
    expectNear(foregroundOverlap(generated, target, 0.35), fixture.foregroundIou, 1e-5)
  })

  it('have their closed forms', () => {
    const off = { ...target, values: Float64Array.from(target.values, (value) => value + 0.2) }
    expect(meanAbsoluteError(off.values, target.values)).toBeCloseTo(0.2, 12)
    expect(peakSignalRatio(off.values, target.values)).toBeCloseTo(20, 9)
    expect(structuralSimilarity(target, target)).toBeCloseTo(1, 12)
    expect(foregroundOverlap(target, target, 0.35)).toBe(1)
  })
})

describe('resizePictures', () => {
  it.each(['nearest', 'bilinear', 'bicubic'] as const)('enlarges as PyTorch does (%s)', (how) => {
    const large = clampPictures(resizePictures(low, { height: fixture.side, width: fixture.side, how }))
    expectNear(meanPeakSignalRatio(large, target), fixture[how].psnr, 1e-4)
    expectNear(structuralSimilarity(large, target), fixture[how].ssim, 1e-3)
  })

  it('gives bicubic pixels to six digits', () => {
    const { values } = resizePictures(low, { height: fixture.side, width: fixture.side, how: 'bicubic' })
    const row = fixture.bicubicRow.map((_, x) => values[(5 * fixture.side + x) * 3] ?? NaN)
    for (const [x, value] of row.entries()) expect(value).toBeCloseTo(fixture.bicubicRow[x] ?? NaN, 5)
  })

  it('shrinks by the mean over the area', () => {
    const picture = { count: 1, height: 1, width: 3, channels: 1, values: [3, 6, 9] }
    expect([...Array.from(shrinkByArea(picture, { height: 1, width: 1 }).values)]).toEqual([6])
    const [left = 0, right = 0] = Array.from(shrinkByArea(picture, { height: 1, width: 2 }).values)
    expect(left).toBeCloseTo(4, 5)
    expect(right).toBeCloseTo(8, 5)
  })
})

describe('scoreSegmentation', () => {
  it('is that of the reference code', () => {
    const { truth, found, ...expected } = fixture.segmentation
    const score = scoreSegmentation(truth, found, 12)
    for (const key of ['pixel', 'class', 'iou'] as const) expectNear(score[key], expected[key], 1e-5)
    expect(scoreSegmentation(truth, truth, 12)).toEqual({ pixel: 1, class: 1, iou: 1 })
  })

  it('reads the nearest colour of a palette', () => {
    const palette = [{ colour: [0, 0, 0] }, { colour: [255, 0, 0] }, { colour: [255, 255, 255] }] as const
    const values = [-1, -0.9, -1, 0.8, -1, -0.7, 1, 1, 0.6]
    expect([...readPalette({ count: 1, height: 1, width: 3, channels: 3, values }, palette)]).toEqual([
      0, 1, 2,
    ])
  })
})

describe('classes', () => {
  it('assigns as well as trying all permutations', () => {
    const { gains, best } = fixture.assignment
    const columns = bestAssignment(gains)
    expect([...columns].sort()).toEqual([0, 1, 2, 3, 4, 5])
    expect(columns.reduce((sum, column, row) => sum + (gains[row]?.[column] ?? NaN), 0)).toBe(best)
  })

  it('matches clusters whose names are permuted', () => {
    const truth = [0, 0, 1, 1, 2, 2, 2]
    const clusters = [2, 2, 0, 0, 1, 1, 0]
    const match = bestAssignment(countPairs(clusters, truth, 3))
    expect(match).toEqual([1, 2, 0])
    expect(
      agreement(
        clusters.map((cluster) => match[cluster] ?? -1),
        truth,
      ),
    ).toBeCloseTo(6 / 7, 12)
  })

  it('measures how evenly classes come', () => {
    expectNear(spreadOf(fixture.crossEntropy.classes, 5).entropy, fixture.entropy, 1e-5)
    expect(spreadOf([3, 3, 3], 5)).toEqual({ classes: 1, entropy: 0 })
    expect(spreadOf([0, 1, 2, 3], 4)).toEqual({ classes: 4, entropy: 1 })
  })

  it('takes the cross-entropy of PyTorch', () => {
    const { logits, classes, value } = fixture.crossEntropy
    expectNear(meanCrossEntropy(logits, classes, 5), value, 1e-5)
    expect([...largest([1, 3, 2, 9, 0, 0], 3)]).toEqual([1, 0])
  })
})
