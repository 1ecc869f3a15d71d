// What inference finds out, and what it says to the user.
import { describe, expect, test } from 'vitest'
import {
  addNetworkOutput,
  addNode,
  changeId,
  connect,
  disconnect,
  removeNodes,
  setGame,
  setNetwork,
  setParams,
  setPlayer,
  setPort,
  setSchedule,
  setView,
  setData,
} from '../document/edit'
import { everything, template, templateNames } from '../document/fixtures/load'
import { valueAtPointer } from '../document/pointer'
import type { GanvasDocument, Problem } from '../document/types'
import { inferDocument } from './infer'
import { resolveType } from './scope'

const dcgan = template('dcgan')
const problemsOf = (document: GanvasDocument) => inferDocument(document).problems
const codes = (document: GanvasDocument) => problemsOf(document).map(({ code }) => code)
/** The only problem of a document. */
function only(document: GanvasDocument): Problem {
  const problems = problemsOf(document)
  expect(problems.map(({ code, where }) => `${code} ${where}`)).toHaveLength(1)
  return problems[0] as Problem
}

describe('templates', () => {
  test.each(templateNames)('%s has no problem', (name) => expect(problemsOf(template(name))).toEqual([]))

  // RECIPES.md §2; the exact counts by hand from the layers of the reference code.
  test.each([
    [
      'gan',
      64 * 128 + 128 + 128 * 256 + 256 + 2 * 256 + 256 * 784 + 784,
      784 * 256 + 256 + 256 * 128 + 128 + 129,
    ],
    ['dcgan', 64 * 3136 + 128 + 64 * 32 * 16 + 64 + 32 * 16 + 1, 32 * 16 + 32 + 32 * 64 * 16 + 128 + 3137],
    ['gan_ring', 2 * 128 + 128 + 2 * (128 * 128 + 128) + 258, 2 * 128 + 128 + 2 * (128 * 128 + 128) + 129],
  ])('%s has the parameters of the recipe', (name, generator, discriminator) => {
    const { networks } = inferDocument(template(name))
    expect(networks['generator']?.total).toBe(generator)
    expect(networks['discriminator']?.total).toBe(discriminator)
  })
})

describe('shapes', () => {
  test('of layers, inputs, values and fields', () => {
    const { networks, types } = inferDocument(dcgan)
    expect(networks['generator']?.types['up_1.out']?.shape).toEqual([14, 14, 32])
    expect(networks['generator']?.types['z']).toEqual({ shape: [64], domain: 'latent' })
    expect(networks['discriminator']?.parameters).toMatchObject({ conv_1: 544, act_1: 0, dense: 3137 })
    expect(types['fake.image']).toEqual({ shape: [28, 28, 1], domain: 'image' })
    expect(types['real.label']).toEqual({ shape: [], domain: 'label', classes: 10 })
    expect(types['loss_real.out']).toEqual({ shape: [], domain: 'scalar' })
  })

  test('a reference without an output means the only one', () => {
    const { types } = inferDocument(dcgan)
    expect(resolveType(types, 'fake')).toBe(types['fake.image'])
    expect(resolveType(types, 'real')).toBeUndefined()
    expect(resolveType(types, 'real.image')?.shape).toEqual([28, 28, 1])
    expect(resolveType(types, 'constructor')).toBeUndefined()
  })
})

describe('what is wrong with layers', () => {
  const set = (node: string, params: never) => setParams(dcgan, { graph: 'discriminator', node, params })

  test('a flat vector before a convolution: the reshape that mends it', () => {
    const problem = problemsOf(
      connect(dcgan, { graph: 'discriminator', from: 'flat', to: { node: 'conv_2', port: 'x' } }),
    )
    expect(problem.map(({ code }) => code)).toContain('cycle')
    const flat = addNode(dcgan, {
      graph: 'discriminator',
      kind: 'conv2d',
      params: dcgan.networks['discriminator']?.layers['conv_1']?.params ?? {},
      id: 'conv_3',
      in: { x: 'flat' },
    }).document
    const found = problemsOf(flat).find(({ code }) => code === 'shape_mismatch')
    expect(found).toMatchObject({
      where: '/networks/discriminator/layers/conv_3/in/x',
      message: 'conv_3 needs an image, but flat gives 3,136 numbers.',
      remedy: 'Insert Reshape to 7×7×64?',
    })
  })

  test('a picture before a dense layer: the flatten that mends it', () => {
    const problem = only(
      connect(removeNodes(dcgan, { graph: 'discriminator', ids: ['flat'] }), {
        graph: 'discriminator',
        from: 'act_2',
        to: { node: 'dense', port: 'x' },
      }),
    )
    expect(problem).toMatchObject({
      message: 'dense needs a vector, but act_2 gives B×7×7×64.',
      remedy: 'Insert Flatten in front of it.',
    })
  })

  test('only the node itself complains, not the ones after it', () => {
    const problem = only(disconnect(dcgan, { graph: 'generator', to: { node: 'grid', port: 'x' } }))
    expect(problem).toMatchObject({ code: 'missing_input', where: '/networks/generator/layers/grid/in/x' })
    expect(problem.message).toBe('grid has no input.')
  })

  test('parameters: where, and what is allowed', () => {
    expect(only(set('conv_2', { filters: 0 } as never))).toMatchObject({
      code: 'bad_param',
      where: '/networks/discriminator/layers/conv_2/params/filters',
      message: 'conv_2: Must be at least 1.',
    })
    expect(only(set('conv_2', { colour: 'red' } as never)).where).toBe(
      '/networks/discriminator/layers/conv_2/params/colour',
    )
  })

  test('unknown kinds, dangling and ambiguous references, unknown outputs and ports', () => {
    const alien = addNode(dcgan, { graph: 'generator', kind: 'teleport', params: {}, in: { x: 'ink' } })
    expect(codes(alien.document)).toEqual(['unknown_kind'])
    const wire = (from: string, port = 'x') =>
      codes(connect(dcgan, { graph: 'game', from, to: { node: 'score_real', port } }))
    expect(wire('nobody')).toEqual(['dangling_reference'])
    expect(wire('real')).toEqual(['ambiguous_reference'])
    expect(wire('real.sound')).toEqual(['unknown_output'])
    expect(wire('real.image', 'y')).toEqual(['unknown_port'])
    expect(wire('constructor')).toEqual(['dangling_reference'])
  })

  test('a circle is named once and silences what hangs on it', () => {
    const circle = connect(dcgan, { graph: 'generator', from: 'act_2', to: { node: 'grid', port: 'x' } })
    const problem = only(circle)
    expect(problem.code).toBe('cycle')
    expect(problem.message).toMatch(/^(\w+ → ){6}\w+ is a circle/)
    expect(valueAtPointer(circle, problem.where)).toBeDefined()
  })

  test('an id twice, a keyword as an id', () => {
    const { generator } = dcgan.networks
    if (!generator) throw new Error('no generator')
    const twice = {
      ...dcgan,
      networks: {
        ...dcgan.networks,
        generator: {
          ...generator,
          inputs: { ...generator.inputs, ink: { shape: [1], domain: 'any' as const } },
        },
      },
    }
    expect(codes(twice)).toContain('duplicate_id')
    const keyword = { ...dcgan, networks: { ...dcgan.networks, lambda: generator } }
    expect(problemsOf(keyword).find(({ code }) => code === 'reserved_word')?.where).toBe('/networks/lambda')
    expect(changeId(dcgan, { graph: 'game', node: 'z', id: 'yield' }).ok).toBe(false)
  })

  test('tensors beyond memory are refused by arithmetic alone', () => {
    const huge = setPort(dcgan, {
      network: 'generator',
      input: 'z',
      port: { shape: [65_536], domain: 'latent' },
    })
    const wide = setParams(huge, { graph: 'generator', node: 'project', params: { units: 65_536 } })
    expect(codes(wide)).toContain('too_large')
    expect(
      codes(
        setGame(setParams(dcgan, { graph: 'discriminator', node: 'conv_1', params: { filters: 4096 } }), {
          batch: 4096,
        }),
      ),
    ).toContain('too_large')
    const digits = dcgan.data['digits']
    if (digits)
      expect(codes(setData(dcgan, { data: 'digits', section: { ...digits, count: 10_000_000 } }))).toContain(
        'too_large',
      )
  })
})

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
    const idle = removeNodes(dcgan, { graph: 'game', ids: ['score_real', 'score_fake'] })
    expect(problemsOf(idle).find(({ code }) => code === 'unused_network')?.severity).toBe('warning')
    expect(problemsOf(everything()).length).toBeGreaterThan(3)
  })
})

describe('warnings that teach', () => {
  test('a sigmoid before a loss on logits', () => {
    const sigmoid = addNode(dcgan, {
      graph: 'discriminator',
      kind: 'sigmoid',
      params: {},
      in: { x: 'dense' },
      id: 'sure',
    }).document
    const wired = connect(sigmoid, {
      graph: 'discriminator',
      from: 'sure',
      to: { node: 'out:score', port: 'in' },
    })
    const problems = problemsOf(wired)
    expect(new Set(problems.map(({ severity }) => severity))).toEqual(new Set(['warning']))
    expect(problems.map(({ where }) => where)).toContain('/game/values/loss_real/in/x')
    expect(problems[0]?.message).toContain('comes out of a sigmoid')
    expect(problems[0]?.remedy).toBe('Remove the sigmoid at the end of the network.')
  })

  test('data in [0, 1] against a generator that ends in tanh', () => {
    const digits = dcgan.data['digits']
    if (!digits) throw new Error('no digits')
    const unit = {
      ...digits,
      fields: { ...digits.fields, image: { shape: [28, 28, 1], domain: 'unit_image' as const } },
    }
    const problem = only(setData(dcgan, { data: 'digits', section: unit }))
    expect(problem).toMatchObject({
      severity: 'warning',
      code: 'domain_mismatch',
      where: '/game/values/score_real/in/x',
    })
    expect(problem.message).toContain('pictures in [0, 1]')
    // The same where the discriminator itself does not say what it expects.
    const any = setPort(setData(dcgan, { data: 'digits', section: unit }), {
      network: 'discriminator',
      input: 'x',
      port: { shape: [28, 28, 1], domain: 'any' },
    })
    expect(only(any)).toMatchObject({ severity: 'warning', code: 'domain_mismatch' })
    expect(only(any).message).toContain('it can tell them apart by that alone')
  })
})
