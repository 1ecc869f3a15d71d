// Gradients as values: what a step runs for one, and what is refused at edit time, with the node's name.
import { expect, test } from 'vitest'
import type { GameValue, GanvasDocument } from '../../document/types'
import { compileProgram } from '../program/compile'
import { inferDocument } from './infer'
import { printProgram } from '../program/print'

const weighted = { bias: true, init: 'normal', sigma: 0.1 }
const call = (x: string): GameValue => ({ kind: 'call', network: 'critic', in: { x }, params: {} })
const noise: GameValue = { kind: 'normal', in: {}, params: { shape: [2], mean: 0, sigma: 1 } }
const slopeOf = (of: string, at: string): GameValue => ({ kind: 'gradient', in: { of, at }, params: {} })

/** A critic of points that minimizes the mean of `slope`. */
function game(values: Record<string, GameValue>): GanvasDocument {
  return {
    format: 'ganvas',
    version: 1,
    title: 'Slopes',
    about: '',
    knobs: [],
    data: {},
    networks: {
      critic: {
        inputs: { x: { shape: [2], domain: 'any' } },
        layers: {
          wide: { kind: 'dense', in: { x: 'x' }, params: { units: 4, ...weighted } },
          act: { kind: 'tanh', in: { x: 'wide' }, params: {} },
          score: { kind: 'dense', in: { x: 'act' }, params: { units: 1, ...weighted } },
        },
        outputs: { features: 'act', score: 'score' },
      },
    },
    game: {
      batch: 4,
      seed: 1,
      rounds: 2,
      values: {
        points: noise,
        other: noise,
        ...values,
        loss: { kind: 'mean', in: { x: 'slope' }, params: {} },
      },
      players: {
        critic: {
          trains: ['critic'],
          minimizes: { loss: 1 },
          optimizer: { kind: 'sgd', params: { rate: 0.1, momentum: 0, nesterov: false } },
          average: 0,
        },
      },
      schedule: [{ until: 1, steps: [{ step: ['critic'], times: 1 }] }],
      views: {},
    },
    layout: {},
  }
}

function refusalsOf(values: Record<string, GameValue>): string[] {
  const errors = inferDocument(game(values)).problems.filter(({ severity }) => severity === 'error')
  return errors.map(({ message }) => message)
}

test('a step runs what leads from the one to the other inside the gradient, and nowhere else', () => {
  const document = game({ judged: call('points'), slope: slopeOf('judged.score', 'points') })
  expect(inferDocument(document).types['slope.out']).toEqual({ shape: [2], domain: 'features' })
  const compiled = compileProgram(document)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error))
  const [{ before, inside } = { before: [], inside: [] }] = compiled.value.phases[0]?.steps[0]?.players ?? []
  expect(before.map(({ id }) => id)).toEqual(['points'])
  expect(inside.map(({ id }) => id)).toEqual(['slope', 'loss'])
  expect(inside[0]).toEqual({
    op: 'gradient',
    id: 'slope',
    in: { of: 'judged.score', at: 'points.out' },
    out: { out: 'slope.out' },
    body: [
      {
        op: 'call',
        id: 'judged',
        network: 'critic',
        in: { x: 'points.out' },
        out: { score: 'judged.score' },
      },
    ],
  })
  expect(printProgram(compiled.value)).toContain(
    'slope = slope of judged.score at points, where judged = critic(points)',
  )
})

test('what the way reads from aside is computed outside', () => {
  const gap: GameValue = { kind: 'l2', in: { a: 'judged.features', b: 'aside.features' }, params: {} }
  const document = game({
    judged: call('points'),
    aside: call('other'),
    gap,
    slope: slopeOf('gap', 'points'),
  })
  const compiled = compileProgram(document)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error))
  const step = compiled.value.phases[0]?.steps[0]?.players[0]
  expect(step?.inside.map(({ id }) => id).sort()).toEqual(['aside', 'loss', 'slope'])
  const slope = step?.inside.find(({ id }) => id === 'slope')
  expect(slope?.op === 'gradient' && slope.body.map(({ id }) => id)).toEqual(['judged', 'gap'])
})

test('no way, a way that is cut, and one that cannot be differentiated twice', () => {
  expect(refusalsOf({ judged: call('points'), slope: slopeOf('judged.score', 'other') })).toEqual([
    'slope: judged.score does not depend on other.',
  ])
  const held: GameValue = { kind: 'detach', in: { x: 'points' }, params: {} }
  expect(refusalsOf({ held, judged: call('held'), slope: slopeOf('judged.score', 'points') })).toEqual([
    'slope: judged.score does not depend on points but through held, where gradients stop.',
  ])
  const twice = { judged: call('points'), first: slopeOf('judged.score', 'points'), again: call('first') }
  expect(refusalsOf({ ...twice, slope: slopeOf('again.score', 'points') })).toEqual([
    'slope: the way from points to again.score passes through first (Gradient), which cannot be differentiated twice.',
  ])
  expect(refusalsOf({ slope: slopeOf('points', 'points') })).toEqual(['slope: of and at are the same value.'])
})
