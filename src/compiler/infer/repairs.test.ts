// Repairs mend what they say that they mend: each is made, and the problem that carried it is gone.
import { expect, test } from 'vitest'
import {
  addNetworkOutput,
  addNode,
  connect,
  setGame,
  setNetwork,
  setParams,
  setPlayer,
  setPort,
  setSchedule,
  setView,
} from '../../document/edit'
import { problem as problemOf, type Told } from '../../document/problems'
import { applyRepair } from '../../document/testing/applyRepair'
import { template } from '../../document/testing/load'
import type { Curve, GanvasDocument, Player, Problem } from '../../document/types'
import { problemCodes } from '../../lib/codes'
import { inferDocument } from './infer'

const dcgan = template('dcgan')
const ring = template('gan_ring')

const problemsOf = (document: GanvasDocument) => inferDocument(document).problems
const errors = (problems: Problem[]) => problems.filter(({ severity }) => severity === 'error')
const place = ({ code, where }: Problem) => `${code} ${where}`

/** A document with a change that no edit would make. */
function changed(change: (draft: GanvasDocument) => void, document = dcgan): GanvasDocument {
  const copy = structuredClone(document)
  change(copy)
  return copy
}
const wired = (from: string, graph: string, node: string, port: string, document = dcgan) =>
  connect(document, { graph, from, to: { node, port } })
const added = (graph: string, kind: string, rest: Partial<Parameters<typeof addNode>[1]> = {}) =>
  addNode(dcgan, { graph, kind, params: {}, ...rest }).document
const patched = (player: string, patch: Partial<Player>) => setPlayer(dcgan, { player, patch })
const scheduled = (steps: string[][], until = 1) =>
  setSchedule(dcgan, { schedule: [{ until, steps: steps.map((step) => ({ step, times: 1 })) }] })
const withParam = (graph: string, node: string, name: string, value: number) =>
  setParams(dcgan, { graph, node, params: { [name]: value } })
const backInTime: Curve = {
  kind: 'linear',
  points: [
    [1, 0.1],
    [0, 1],
  ],
}
const twoOutputs = addNetworkOutput(ring, { network: 'discriminator', source: 'act_3', id: 'trunk' }).document
/** Noise of as many numbers as a picture of 7×7×32. */
const of7x7x32 = changed(({ game, networks: { generator } }) => {
  generator!.inputs['z']!.shape = game.values['z']!.params['shape'] = [7 * 7 * 32]
})
const loop = wired('act_2', 'discriminator', 'conv_1', 'x')

/** What is broken, the code of it, and how many repairs it carries. */
const broken: [what: string, code: Problem['code'], document: GanvasDocument, repairs: number][] = [
  ['a picture into a dense layer', 'shape_mismatch', wired('act_2', 'discriminator', 'dense', 'x'), 1],
  ['a vector into a convolution', 'shape_mismatch', wired('z', 'generator', 'up_1', 'x', of7x7x32), 1],
  [
    'a picture of another size into a call',
    'shape_mismatch',
    setPort(dcgan, { network: 'discriminator', input: 'x', port: { shape: [32, 32, 1], domain: 'image' } }),
    1,
  ],
  [
    'a sigmoid before a loss on logits',
    'domain_mismatch',
    wired(
      'sigmoid',
      'discriminator',
      'out:score',
      'in',
      added('discriminator', 'sigmoid', { in: { x: 'dense' } }),
    ),
    1,
  ],
  ['a wire from nowhere', 'dangling_reference', wired('ghost', 'discriminator', 'conv_1', 'x'), 1],
  ['a term from nowhere', 'dangling_reference', patched('generator', { minimizes: { ghost: 1 } }), 1],
  ['a player of nothing', 'dangling_reference', patched('generator', { trains: ['generator', 'ghost'] }), 1],
  ['a turn of nobody', 'dangling_reference', scheduled([['discriminator'], ['generator'], ['ghost']]), 1],
  ['a wrong output', 'unknown_output', wired('fake.ghost', 'game', 'score_fake', 'x'), 1],
  ['one of two outputs', 'ambiguous_reference', wired('score_fake', 'game', 'loss_fake', 'x', twoOutputs), 2],
  ['a wire into no port', 'unknown_port', wired('z', 'generator', 'grid', 'ghost'), 1],
  ['layers that wait for each other', 'cycle', loop, 5],
  ['a call of nothing', 'unknown_network', added('game', 'call', { network: 'ghost' }), 1],
  [
    'a block of nothing',
    'unknown_network',
    added('generator', 'block', { params: { network: '', repeat: 1 } }),
    1,
  ],
  ['a value of a later version', 'unknown_kind', added('game', 'ghost'), 1],
  [
    'an optimizer of a later version',
    'unknown_kind',
    patched('generator', { optimizer: { kind: 'ghost', params: {} } }),
    3,
  ],
  ['a kernel of nothing', 'bad_param', withParam('discriminator', 'conv_1', 'kernel', 0), 1],
  ['a parameter too many', 'bad_param', withParam('discriminator', 'conv_1', 'ghost', 1), 1],
  ['a call with a parameter', 'bad_param', withParam('game', 'fake', 'ghost', 1), 1],
  [
    'a curve back in time',
    'bad_curve',
    patched('generator', { minimizes: { loss_generator: backInTime } }),
    1,
  ],
  ['a layer by itself', 'unused_layer', added('generator', 'flatten', { in: { x: 'z' } }), 1],
  [
    'a network by itself',
    'unused_network',
    changed(({ networks }) => void (networks['spare'] = networks['generator']!)),
    1,
  ],
  [
    'a layer called class',
    'reserved_word',
    changed(({ networks: { discriminator } }) => {
      discriminator!.layers['class'] = discriminator!.layers['dense']!
      discriminator!.outputs['score'] = 'class'
      delete discriminator!.layers['dense']
    }),
    1,
  ],
  [
    'a network called lambda',
    'reserved_word',
    changed(({ networks, game }) => {
      networks['lambda'] = networks['generator']!
      delete networks['generator']
      game.values['fake']!.network = 'lambda'
      game.players['generator']!.trains = ['lambda']
    }),
    1,
  ],
  ['two trainers', 'two_trainers', patched('discriminator', { trains: ['discriminator', 'generator'] }), 2],
  [
    'layers without a trainer',
    'no_trainer',
    patched('discriminator', { trains: ['discriminator/conv_1'] }),
    3,
  ],
  ['a frozen network', 'frozen_trained', setNetwork(dcgan, { network: 'generator', frozen: true }), 2],
  ['a player without a turn', 'never_moves', scheduled([['generator']]), 1],
  ['a phase of nothing', 'empty_phase', scheduled([]), 1],
  ['an early end', 'bad_schedule', scheduled([['discriminator'], ['generator']], 0.5), 1],
  ['a player twice', 'duplicate_id', scheduled([['discriminator', 'generator', 'generator']]), 1],
  ['a loss as pictures', 'bad_view', setView(dcgan, { view: 'samples', patch: { value: 'loss_real' } }), 1],
  [
    'a knob of nothing',
    'dangling_knob',
    changed(({ knobs }) => void knobs.push({ label: 'Ghost', set: ['/ghost'] })),
    1,
  ],
  [
    'a knob between two values',
    'knob_disagrees',
    changed(({ knobs }) => void knobs.push({ label: 'Both', set: ['/game/batch', '/game/seed'] })),
    1,
  ],
  ['too many samples', 'too_large', changed(({ data }) => void (data['digits']!.count = 10_000_000)), 1],
  [
    'too large a batch',
    'too_large',
    setGame(withParam('generator', 'up_1', 'filters', 1024), { batch: 4096 }),
    1,
  ],
]

test.each(broken)('%s: %s', (_what, code, document, count) => {
  const before = problemsOf(document)
  const problem = before.find((candidate) => candidate.code === code)
  expect(problem?.repairs ?? [], JSON.stringify(before)).toHaveLength(count)
  for (const repair of problem?.repairs ?? []) {
    expect(problemCodes[code].remedies).toContain(repair.kind)
    const after = problemsOf(applyRepair(document, repair))
    expect(after.map(place)).not.toContain(problem && place(problem))
    expect(errors(after).length).toBeLessThanOrEqual(errors(before).length)
  }
})

test('every code that carries repairs is among them', () => {
  const isEdit = (form: string) => ['insert', 'wire', 'unwire', 'set', 'delete', 'rename'].includes(form)
  const codes = Object.entries(problemCodes).filter(([, { remedies }]) => remedies.some(isEdit))
  expect(new Set(broken.map(([, code]) => code))).toEqual(new Set(codes.map(([code]) => code)))
})

test('what is inserted is the layer with all its parameters, between the port and what was wired to it', () => {
  const document = wired('act_2', 'discriminator', 'dense', 'x')
  const [repair] = problemsOf(document)[0]?.repairs ?? []
  expect(repair).toEqual({
    kind: 'insert',
    graph: 'discriminator',
    layer: { kind: 'flatten', params: {} },
    before: { node: 'dense', port: 'x' },
  })
  const mended = applyRepair(document, repair!)
  expect(errors(problemsOf(mended))).toEqual([])
})

test('what needs a person carries words alone', () => {
  const [problem] = problemsOf(setPlayer(dcgan, { player: 'generator', patch: { trains: [] } }))
  expect(problem).toMatchObject({ code: 'trains_nothing', remedy: 'Choose the networks that it trains.' })
  expect(problem).not.toHaveProperty('repairs')
})

test('a problem carries repairs of the forms that its code has', () => {
  const wire = { kind: 'unwire', graph: 'game', to: { node: 'fake', port: 'z' } } as const
  // @ts-expect-error An unknown port is mended by taking its wire away, not by deleting something.
  const deleted: Told<'unknown_port'>['repairs'] = [{ kind: 'delete', pointer: '' }]
  expect(deleted).toHaveLength(1)
  expect(problemOf('unknown_port', { where: '', message: '', repairs: [wire] }).severity).toBe('error')
  expect(problemOf('unused_layer', { where: '', message: '' }).severity).toBe('warning')
})
