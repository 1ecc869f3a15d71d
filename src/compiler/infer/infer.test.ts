// What inference finds out of networks, and what it says to the user.
import { describe, expect, test } from 'vitest'
import {
  addNode,
  changeId,
  connect,
  disconnect,
  removeNodes,
  setData,
  setGame,
  setParams,
  setPort,
} from '../../document/edit'
import { template, templateNames } from '../../document/testing/load'
import { valueAtPointer } from '../../document/pointer'
import type { GanvasDocument, Problem } from '../../document/types'
import { inferDocument } from './infer'
import { resolveType } from './scope'
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
      connect(removeNodes(dcgan, { graph: 'discriminator', ids: ['flat'], views }), {
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
