// Programs: what runs where, who trains what, and that equal meaning gives equal programs.
import { describe, expect, test } from 'vitest'
import {
  addNode,
  changeNetworkId,
  connect,
  moveNodes,
  setGame,
  setNetwork,
  setParams,
  setPlayer,
  setView,
} from '../../document/edit'
import { template, templateNames } from '../../document/testing/load'
import { parseDocument } from '../../document/parse'
import type { GanvasDocument } from '../../document/types'
import { kindOf, values as valueKinds } from '../../kinds/registry'
import { canonicalJson } from '../../lib/canonical'
import { compileProgram } from './compile'
import { inPhases, throughCut, withSecondOutput } from '../testing/games'
import { programHash } from './hash'
import { inferDocument } from '../infer/infer'
import { printProgram } from './print'
import type { Instruction, PlayerStep, Program, ViewPass } from './program'

function compile(document: GanvasDocument): Program {
  const program = compileProgram(document)
  if (!program.ok) throw new Error(program.error[0]?.message)
  return program.value
}
const ids = (instructions: readonly Instruction[]) => instructions.map(({ id }) => id)
const step = (program: Program, index: number, phase = 0, player = 0) =>
  program.phases[phase]?.steps[index]?.players[player] as PlayerStep

describe('templates', () => {
  test.each(templateNames)('%s prints as a person would check it', async (name) => {
    await expect(printProgram(compile(template(name)))).toMatchFileSnapshot(`fixtures/${name}.txt`)
  })

  test.each(templateNames)('%s survives the way to another thread', (name) => {
    const program = compile(template(name))
    expect(structuredClone(program)).toEqual(program)
    expect(JSON.parse(JSON.stringify(program))).toEqual(program)
  })
})

test('a line for editors changes no program', () => {
  const document = template('dcgan')
  expect(compile({ $schema: './ganvas.schema.json', ...document })).toEqual(compile(document))
})

describe('hoisting', () => {
  test('what cannot reach owned weights runs before; the rest inside, in order', () => {
    const program = compile(template('gan_ring'))
    expect(ids(step(program, 0).before)).toEqual(['z', 'fake', 'real'])
    expect(ids(step(program, 0).inside)).toEqual(['score_fake', 'loss_fake', 'score_real', 'loss_real'])
    expect(ids(step(program, 1).before)).toEqual(['z'])
    expect(ids(step(program, 1).inside)).toEqual(['fake', 'score_fake', 'loss_generator'])
  })

  // Found by what they are, not by their names.
  const cuts = Object.entries(valueKinds)
    .filter(([, kind]) => kind.differentiable === 0 && !kind.source)
    .map(([id]) => id)
  test.each(cuts)('%s cuts the path: a generator behind it has nothing to train', (cut) => {
    const document = throughCut(cut)
    const problems = inferDocument(document).problems
    expect(problems.map(({ code, where }) => [code, where])).toEqual([
      ['no_path', '/game/players/generator/minimizes'],
    ])
    // The generator's own call then counts as a constant where another way trains it.
    const both = addNode(document, {
      graph: 'game',
      kind: 'mean',
      params: {},
      in: { x: 'fake' },
      id: 'centre',
    }).document
    const program = compile(
      setPlayer(both, { player: 'generator', patch: { minimizes: { centre: 1, loss_generator: 1 } } }),
    )
    const { before, inside } = step(program, 1)
    // `still` reads what runs inside, so it runs inside too, after it.
    expect(ids(before)).toEqual(['z'])
    expect(ids(inside)).toEqual(['fake', 'centre', 'still', 'score_fake', 'loss_generator'])
  })

  test('every step runs exactly the ancestors of its objective, each after what it reads', () => {
    for (const document of [...templateNames.map(template), inPhases(), withSecondOutput()]) {
      for (const { steps } of compile(document).phases) {
        for (const { before, inside, terms } of steps.flatMap(({ players }) => players)) {
          const known = new Set<string>()
          // What leads to a gradient runs again in the gradient.
          const all = [...before, ...inside].flatMap((item) =>
            item.op === 'gradient' ? [...item.body, item] : [item],
          )
          for (const instruction of all) {
            for (const register of Object.values(instruction.in)) expect(known).toContain(register)
            for (const register of Object.values(instruction.out)) known.add(register)
          }
          for (const { register } of terms) expect(known).toContain(register)
          const read = new Set([
            ...all.flatMap((item) => Object.values(item.in)),
            ...terms.map(({ register }) => register),
          ])
          for (const { out } of all)
            expect(Object.values(out).some((register) => read.has(register))).toBe(true)
        }
      }
    }
  })

  test('outputs of a call that nobody reads are left out of steps, not of the values', () => {
    const program = compile(withSecondOutput())
    const call = step(program, 0).inside.find(({ id }) => id === 'score_fake')
    expect(call?.out).toEqual({ score: 'score_fake.score' })
    expect(program.values.find(({ id }) => id === 'score_fake')?.out).toEqual({
      score: 'score_fake.score',
      trunk: 'score_fake.trunk',
    })
  })
})

describe('phases', () => {
  test('terms that are 0 throughout a phase are not computed in it', () => {
    const program = compile(inPhases())
    const terms = (phase: number, index: number, player = 0) =>
      step(program, index, phase, player).terms.map(({ register }) => register)
    expect(terms(0, 0)).toEqual(['centre.out'])
    expect(terms(1, 1)).toEqual(['loss_generator.out'])
    expect(ids(step(program, 0, 0).inside)).toEqual(['fake', 'centre'])
    expect(program.phases[1]?.steps[0]?.times).toBe(5)
  })

  test('players of one step stand side by side, each with its own slice', () => {
    const players = compile(inPhases()).phases[2]?.steps[0]?.players ?? []
    expect(players.map(({ player }) => player)).toEqual(['discriminator', 'generator'])
    expect(ids(players[0]?.before ?? [])).toContain('fake')
    expect(ids(players[1]?.inside ?? [])).toContain('fake')
  })

  test('a weight of 0 is not computed at all', () => {
    const program = compile(
      setPlayer(template('gan_ring'), {
        player: 'discriminator',
        patch: { minimizes: { loss_real: 1, loss_fake: 0 } },
      }),
    )
    expect(ids([...step(program, 0).before, ...step(program, 0).inside])).toEqual([
      'real',
      'score_real',
      'loss_real',
    ])
  })
})

describe('weights and state', () => {
  test('paths, initializers and trainers follow the kinds', () => {
    const { weights, state, players } = compile(template('dcgan'))
    expect(weights['discriminator/conv_1/kernel']).toEqual({
      shape: [4, 4, 1, 32],
      init: { kind: 'normal', sigma: 0.02 },
      trainer: 'discriminator',
    })
    expect(weights['generator/norm_1/scale']?.init).toEqual({ kind: 'normal', mean: 1, sigma: 0.02 })
    expect(state['generator/norm_1/variance']).toEqual({ shape: [64], start: 1, trainer: 'generator' })
    expect(new Set(players['generator']?.weights)).toEqual(
      new Set(Object.keys(weights).filter((path) => path.startsWith('generator/'))),
    )
    expect(weights['generator/project/bias']).toBeUndefined()
  })

  test('the MLPs of the recipes start as PyTorch does, biases too', () => {
    const { weights } = compile(template('gan'))
    expect(weights['generator/dense_2/kernel']?.init).toEqual({ kind: 'fan_in_uniform', fanIn: 128 })
    expect(weights['generator/dense_2/bias']?.init).toEqual({ kind: 'fan_in_uniform', fanIn: 128 })
    expect(weights['generator/norm_2/scale']?.init).toEqual({ kind: 'ones' })
  })

  test('a frozen network has no trainer, and gradients pass through it', () => {
    const ring = template('gan_ring')
    const alone = {
      ...ring,
      game: {
        ...ring.game,
        schedule: [{ until: 1, steps: [{ step: ['generator'], times: 1 }] }],
        players: { generator: ring.game.players['generator'] as never },
      },
    }
    const program = compile(setNetwork(alone, { network: 'discriminator', frozen: true }))
    expect(program.weights['discriminator/dense_1/kernel']?.trainer).toBeNull()
    expect(ids(step(program, 0).inside)).toEqual(['fake', 'score_fake', 'loss_generator'])
  })

  test('parts of a network can have trainers of their own', () => {
    const ring = template('gan_ring')
    const heads = setPlayer(ring, {
      player: 'generator',
      patch: { trains: ['generator', 'discriminator/dense_4'] },
    })
    const split = setPlayer(heads, {
      player: 'discriminator',
      patch: { trains: ['discriminator/dense_1', 'discriminator/dense_2', 'discriminator/dense_3'] },
    })
    const { weights } = compile(split)
    expect(weights['discriminator/dense_4/bias']?.trainer).toBe('generator')
    expect(weights['discriminator/dense_3/bias']?.trainer).toBe('discriminator')
  })
})

describe('views', () => {
  test('a scatter computes real points, and its heat-map from the replaced value on', () => {
    const view = compile(template('gan_ring')).views['scatter']
    expect(view).toMatchObject({ as: 'scatter', value: 'fake.point', real: 'real.point', title: 'Points' })
    expect(ids(view?.instructions ?? [])).toEqual(['z', 'fake', 'real'])
    const heat = view?.['heat'] as ViewPass
    expect(heat['score']).toBe('score_fake.score')
    expect(ids(heat.instructions)).toEqual(['score_fake'])
  })

  test('a score that does not depend on the value gives no heat-map', () => {
    const view = compile(setView(template('gan_ring'), { view: 'scatter', patch: { score: 'score_real' } }))
      .views['scatter']
    expect(view?.heat).toBeUndefined()
  })
})

describe('hash and errors', () => {
  const hash = (document: GanvasDocument) => programHash(compile(document))
  const dcgan = template('dcgan')

  test('layout, titles and the order of keys do not matter; meaning does', () => {
    const shuffled = parseDocument(JSON.parse(canonicalJson(dcgan)))
    expect(shuffled.ok && hash(shuffled.value)).toBe(hash(dcgan))
    expect(hash(moveNodes(dcgan, { graph: 'game', positions: { z: [9, 9] } }))).toBe(hash(dcgan))
    expect(hash({ ...dcgan, title: 'Another', about: '' })).toBe(hash(dcgan))
    expect(hash(setGame(dcgan, { batch: 32 }))).not.toBe(hash(dcgan))
    expect(
      hash(setParams(dcgan, { graph: 'generator', node: 'up_1', params: { stride: 2, sigma: 0.03 } })),
    ).not.toBe(hash(dcgan))
    expect(new Set(templateNames.map((name) => hash(template(name)))).size).toBe(templateNames.length)
  })

  test('errors come back whole; warnings do not stand in the way', () => {
    const broken = compileProgram(
      connect(dcgan, { graph: 'generator', from: 'nobody', to: { node: 'ink', port: 'x' } }),
    )
    expect(broken.ok ? [] : broken.error.map(({ severity }) => severity)).toEqual(['error'])
    const idle = addNode(dcgan, { graph: 'generator', kind: 'tanh', params: {}, in: { x: 'ink' } }).document
    expect(inferDocument(idle).problems.map(({ severity }) => severity)).toEqual(['warning'])
    expect(hash(idle)).toBe(hash(dcgan))
  })

  test('another name for a network renames its weights and nothing else', () => {
    const renamed = changeNetworkId(dcgan, { network: 'generator', id: 'forge' })
    if (!renamed.ok) throw new Error(renamed.error)
    const old = Object.entries(compile(dcgan).weights).map(([path, spec]) => [
      path.replace(/^generator/, 'forge'),
      spec,
    ])
    expect(compile(renamed.value.document).weights).toEqual(Object.fromEntries(old))
  })

  test('every kind that an instruction names exists', () => {
    for (const { networks, values } of templateNames.map((name) => compile(template(name)))) {
      const all = [...values, ...Object.values(networks).flatMap(({ instructions }) => instructions)]
      for (const instruction of all)
        if (instruction.op === 'apply') expect(kindOf(instruction.role, instruction.kind)).toBeDefined()
    }
  })
})
