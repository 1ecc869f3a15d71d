// What inference says of the game: calls, players, schedule, views, knobs.
import { describe, expect, test } from 'vitest'
import {
  addNetworkOutput,
  removeNodes,
  setNetwork,
  setParams,
  setPlayer,
  setPort,
  setSchedule,
  setView,
} from '../../document/edit'
import { everything, template } from '../../document/testing/load'
import type { GanvasDocument, Problem } from '../../document/types'
import { inferDocument } from './infer'
import { views } from '../../kinds/views/registry'

const dcgan = template('dcgan')
const problemsOf = (document: GanvasDocument) => inferDocument(document).problems
const codes = (document: GanvasDocument) => problemsOf(document).map(({ code }) => code)
/** The only problem of a document. */
function only(document: GanvasDocument): Problem {
  const problems = problemsOf(document)
  expect(problems.map(({ code, where }) => `${code} ${where}`)).toHaveLength(1)
  return problems[0] as Problem
}

describe('what is wrong with the game', () => {
  test('a shape that a network does not take', () => {
    const problem = problemsOf(
      setPort(dcgan, { network: 'discriminator', input: 'x', port: { shape: [32, 32, 1], domain: 'image' } }),
    )
    const found = problem.find(({ where }) => where === '/game/values/score_real/in/x')
    expect(found?.message).toBe(
      'score_real: discriminator takes B×32×32×1 at x, but real.image gives B×28×28×1.',
    )
    expect(found?.remedy).toContain('28×28×1')
  })

  test('every weight has one trainer', () => {
    expect(codes(setPlayer(dcgan, { player: 'discriminator', patch: { trains: ['generator'] } }))).toEqual([
      'two_trainers',
      'no_trainer',
    ])
    const partly = setPlayer(dcgan, { player: 'discriminator', patch: { trains: ['discriminator/conv_1'] } })
    expect(only(partly)).toMatchObject({ code: 'no_trainer', where: '/networks/discriminator' })
    expect(only(partly).message).toContain(
      'discriminator/conv_2, discriminator/norm_2 and discriminator/dense',
    )
    expect(codes(setPlayer(dcgan, { player: 'discriminator', patch: { trains: [] } }))).toEqual([
      'trains_nothing',
      'no_trainer',
    ])
    expect(codes(setNetwork(dcgan, { network: 'generator', frozen: true }))).toContain('frozen_trained')
    expect(
      codes(setPlayer(dcgan, { player: 'generator', patch: { trains: ['generator', 'ghost'] } })),
    ).toEqual(['dangling_reference'])
  })

  test('players minimize scalars that depend on what they train', () => {
    const minimizes = (record: Record<string, number>) =>
      only(setPlayer(dcgan, { player: 'generator', patch: { minimizes: record } }))
    expect(minimizes({ score_fake: 1 })).toMatchObject({
      code: 'not_scalar',
      where: '/game/players/generator/minimizes/score_fake',
    })
    expect(minimizes({ loss_real: 1 })).toMatchObject({ code: 'no_path' })
    expect(minimizes({})).toMatchObject({ code: 'minimizes_nothing' })
    expect(minimizes({ loss_generator: 0 })).toMatchObject({ code: 'minimizes_nothing' })
    expect(minimizes({ gone: 1 })).toMatchObject({ code: 'dangling_reference' })
  })

  test('optimizers: kinds, params, rates that are curves', () => {
    const optimizer = (kind: string, params: never) =>
      problemsOf(setPlayer(dcgan, { player: 'generator', patch: { optimizer: { kind, params } } }))
    const { params = {} } = dcgan.game.players['generator']?.optimizer ?? {}
    expect(optimizer('adagrad', params as never)[0]).toMatchObject({
      code: 'unknown_kind',
      where: '/game/players/generator/optimizer/kind',
    })
    expect(optimizer('adam', { ...params, rate: -1 } as never)[0]).toMatchObject({
      code: 'bad_param',
      where: '/game/players/generator/optimizer/params/rate',
    })
    const curve = (points: number[][]) =>
      optimizer('adam', { ...params, rate: { kind: 'linear', points } } as never)
    expect(
      curve([
        [0, 0.001],
        [1, 0],
      ]),
    ).toEqual([])
    expect(
      curve([
        [0, 0.001],
        [1, -1],
      ])[0],
    ).toMatchObject({ code: 'bad_param' })
    expect(
      curve([
        [1, 0.001],
        [0, 0.1],
      ])[0],
    ).toMatchObject({ code: 'bad_curve' })
    expect(
      optimizer('adam', { ...params, beta_1: { kind: 'linear', points: [[0, 0.5]] } } as never)[0],
    ).toMatchObject({ code: 'bad_param' })
    for (const rate of [
      {},
      { kind: 'linear', points: [{}] },
      { kind: 'linear', points: [] },
      { points: [[0, 1]] },
      [],
      null,
    ]) {
      expect(optimizer('adam', { ...params, rate } as never)[0]).toMatchObject({ code: 'bad_param' })
    }
  })

  test('schedules', () => {
    const [phase] = dcgan.game.schedule
    if (!phase) throw new Error('no phase')
    const schedule = (...phases: (typeof phase)[]) => codes(setSchedule(dcgan, { schedule: phases }))
    expect(schedule({ ...phase, until: 0.5 }, phase)).toEqual([])
    expect(schedule({ ...phase, until: 0.5 })).toEqual(['bad_schedule'])
    expect(schedule(phase, phase)).toEqual(['bad_schedule'])
    expect(schedule({ ...phase, steps: [] })).toEqual(['empty_phase', 'never_moves', 'never_moves'])
    expect(schedule({ ...phase, steps: [{ step: ['discriminator', 'ghost'], times: 1 }] })).toEqual([
      'dangling_reference',
      'never_moves',
    ])
    expect(schedule({ ...phase, steps: [{ step: ['generator', 'generator'], times: 1 }] })).toEqual([
      'duplicate_id',
      'never_moves',
    ])
  })

  test('views and knobs', () => {
    expect(only(setView(dcgan, { view: 'samples', patch: { value: 'z' } }))).toMatchObject({
      code: 'bad_view',
      where: '/game/views/samples/value',
    })
    expect(only(setView(dcgan, { view: 'samples', patch: { value: 'gone' } }))).toMatchObject({
      code: 'dangling_reference',
    })
    const knob = only({ ...dcgan, knobs: [{ label: 'Lost', set: ['/networks/nowhere'] }] })
    expect(knob).toMatchObject({ severity: 'warning', code: 'dangling_knob', where: '/knobs/0/set/0' })
    const apart = setParams(dcgan, { graph: 'generator', node: 'up_1', params: { filters: 16 } })
    expect(only(apart)).toMatchObject({ severity: 'warning', code: 'knob_disagrees' })
  })

  test('outputs without a source, networks that nobody calls', () => {
    const added = addNetworkOutput(dcgan, { network: 'generator' })
    expect(codes(added.document)).toEqual(['missing_input'])
    const idle = removeNodes(dcgan, { graph: 'game', ids: ['score_real', 'score_fake'], views })
    expect(problemsOf(idle).find(({ code }) => code === 'unused_network')?.severity).toBe('warning')
    expect(problemsOf(everything()).length).toBeGreaterThan(3)
  })
})
