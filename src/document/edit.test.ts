// Edits, one by one: what changes, what follows, and what stays the same object.
import { describe, expect, test } from 'vitest'
import { canonicalJson } from '../lib/canonical'
import {
  addNetwork,
  addNetworkInput,
  addNetworkOutput,
  addNode,
  addPlayer,
  changeId,
  changeNetworkId,
  connect,
  disconnect,
  duplicateNetwork,
  knobValue,
  moveNodes,
  removeNetwork,
  removeNodes,
  setData,
  setDocument,
  setGame,
  setKnob,
  setNetwork,
  setNodeTitle,
  setParams,
  setPlayer,
  setPort,
  setSchedule,
  setView,
} from './edit'
import { everything, template } from './testing/load'
import { views } from '../kinds/views/registry'
import { valueAtPointer } from './pointer'

const dcgan = template('dcgan')
const changed = (result: ReturnType<typeof changeId>) => {
  if (!result.ok) throw new Error(result.error)
  return result.value
}

describe('nodes', () => {
  test('a new layer gets a free id after its kind, its place, and leaves the rest untouched', () => {
    const first = addNode(dcgan, {
      graph: 'generator',
      kind: 'dense',
      params: { units: 3 },
      position: [8, 16],
    })
    const second = addNode(first.document, { graph: 'generator', kind: 'dense', params: {} })
    expect([first.id, second.id]).toEqual(['dense', 'dense_2'])
    expect(first.document.networks['generator']?.layers['dense']).toEqual({
      kind: 'dense',
      in: {},
      params: { units: 3 },
    })
    expect(first.document.layout['generator']).toEqual({ dense: [8, 16] })
    expect(first.document.networks['discriminator']).toBe(dcgan.networks['discriminator'])
    expect(dcgan.networks['generator']?.layers['dense']).toBeUndefined()
  })

  test('layers and inputs share one id space, and no id is a keyword', () => {
    const { id } = addNode(dcgan, { graph: 'generator', kind: 'relu', params: {}, id: 'z' })
    expect(id).toBe('z_2')
    expect(addNode(dcgan, { graph: 'generator', kind: 'relu', params: {}, id: 'class' }).id).toBe('class_2')
    expect(addNode(dcgan, { graph: 'generator', kind: 'relu', params: {}, id: 'Über Öl!' }).id).toMatch(
      /^[a-z][a-z0-9_]*$/,
    )
  })

  test('a call says which network it calls', () => {
    const { document, id } = addNode(dcgan, { graph: 'game', kind: 'call', params: {}, network: 'generator' })
    expect(document.game.values[id]).toEqual({ kind: 'call', network: 'generator', in: {}, params: {} })
  })

  test('removing a value takes its wires, objectives, views and place along', () => {
    const placed = moveNodes(dcgan, { graph: 'game', positions: { fake: [1, 2], z: [3, 4] } })
    const { game, layout } = removeNodes(placed, { graph: 'game', ids: ['fake', 'loss_real'], views })
    expect(game.values['score_fake']?.in).toEqual({})
    expect(game.values['score_real']?.in).toEqual({ x: 'real.image' })
    expect(game.players['discriminator']?.minimizes).toEqual({ loss_fake: 1 })
    expect(game.views).toEqual({})
    expect(layout['game']).toEqual({ z: [3, 4] })
  })

  test('removing a layer leaves outputs open; removing ports takes their wires in the game', () => {
    const open = removeNodes(dcgan, { graph: 'generator', ids: ['ink', 'z'], views })
    expect(open.networks['generator']?.outputs).toEqual({ image: '' })
    expect(open.networks['generator']?.layers['project']?.in).toEqual({})
    expect(open.game.values['fake']?.in).toEqual({})
    const document = everything()
    expect(document.game.values['size']?.in).toEqual({ x: 'code.code' })
    const without = removeNodes(document, { graph: 'encoder', ids: ['out:code'], views })
    expect(without.game.values['size']?.in).toEqual({})
  })

  test('removing a player takes its steps along', () => {
    const { game } = removeNodes(everything(), { graph: 'game', ids: ['player:discriminator'], views })
    expect(Object.keys(game.players)).toEqual(['generator'])
    expect(game.schedule.map(({ steps }) => steps.map(({ step }) => step))).toEqual([
      [['generator']],
      [['generator']],
    ])
  })

  test('params, titles and ports', () => {
    const document = setParams(dcgan, { graph: 'discriminator', node: 'conv_1', params: { filters: 16 } })
    expect(document.networks['discriminator']?.layers['conv_1']?.params).toMatchObject({
      filters: 16,
      kernel: 4,
    })
    const titled = setNodeTitle(document, { graph: 'game', node: 'z', title: 'Chance' })
    expect(titled.game.values['z']?.title).toBe('Chance')
    expect(setNodeTitle(titled, { graph: 'game', node: 'z', title: '' }).game.values['z']).not.toHaveProperty(
      'title',
    )
    const port = { shape: [32], domain: 'latent' as const }
    expect(
      setPort(dcgan, { network: 'generator', input: 'z', port }).networks['generator']?.inputs['z'],
    ).toEqual(port)
    expect(setPort(dcgan, { network: 'generator', input: 'z', port: { ...port, shape: [-1] } })).toBe(dcgan)
  })
})

describe('wires', () => {
  test('a wire replaces the one before; players minimise what is wired to them', () => {
    const to = { node: 'score_real', port: 'x' }
    expect(connect(dcgan, { graph: 'game', from: 'fake', to }).game.values['score_real']?.in).toEqual({
      x: 'fake',
    })
    expect(disconnect(dcgan, { graph: 'game', to }).game.values['score_real']?.in).toEqual({})
    const player = { node: 'player:generator', port: 'in' }
    const more = connect(dcgan, { graph: 'game', from: 'loss_fake', to: player })
    expect(more.game.players['generator']?.minimizes).toEqual({ loss_generator: 1, loss_fake: 1 })
    const less = disconnect(more, { graph: 'game', to: { node: 'player:generator', port: 'loss_generator' } })
    expect(less.game.players['generator']?.minimizes).toEqual({ loss_fake: 1 })
  })

  test('outputs of a network', () => {
    const to = { node: 'out:image', port: 'in' }
    expect(connect(dcgan, { graph: 'generator', from: 'up_2', to }).networks['generator']?.outputs).toEqual({
      image: 'up_2',
    })
    expect(disconnect(dcgan, { graph: 'generator', to }).networks['generator']?.outputs).toEqual({
      image: '',
    })
  })

  test('a second output makes references to the only one explicit', () => {
    const { document, id } = addNetworkOutput(dcgan, { network: 'generator', source: 'grid' })
    expect(document.networks['generator']?.outputs).toEqual({ image: 'ink', [id]: 'grid' })
    expect(document.game.values['score_fake']?.in).toEqual({ x: 'fake.image' })
    expect(document.game.views['samples']?.value).toBe('fake.image')
    expect(document.game.values['score_real']?.in).toEqual({ x: 'real.image' })
  })
})

describe('changing an id', () => {
  test('a layer: wires, knobs, ownership and layout follow, and the engine hears of it', () => {
    const placed = moveNodes(dcgan, { graph: 'discriminator', positions: { conv_1: [5, 6] } })
    const owned = setPlayer(placed, {
      player: 'discriminator',
      patch: { trains: ['discriminator/conv_1', 'discriminator/conv_2'] },
    })
    const { document, renamed } = changed(
      changeId(owned, { graph: 'discriminator', node: 'conv_1', id: 'first' }),
    )
    expect(renamed).toEqual({ 'discriminator/conv_1': 'discriminator/first' })
    const text = canonicalJson(document)
    expect(text).not.toContain('conv_1')
    expect(document.layout['discriminator']).toEqual({ first: [5, 6] })
    expect(Object.keys(document.networks['discriminator']?.layers ?? {})[0]).toBe('first')
  })

  test.each([
    ['game', 'fake', 'forged'],
    ['game', 'player:generator', 'forger'],
    ['generator', 'z', 'noise_in'],
    ['encoder', 'out:code', 'digest'],
  ])('%s %s there and back again is the same document', (graph, node, id) => {
    const document = everything()
    const there = changed(changeId(document, { graph, node, id })).document
    expect(canonicalJson(there)).not.toBe(canonicalJson(document))
    const prefix = node.includes(':') ? `${node.split(':')[0]}:` : ''
    const back = changed(changeId(there, { graph, node: prefix + id, id: node.replace(prefix, '') })).document
    expect(canonicalJson(back)).toBe(canonicalJson(document))
  })

  test('a network: calls, ownership, knobs and layout follow', () => {
    const document = everything()
    const { document: next, renamed } = changed(
      changeNetworkId(document, { network: 'generator', id: 'forge' }),
    )
    expect(renamed).toEqual({ generator: 'forge' })
    expect(next.game.values['fake']?.network).toBe('forge')
    expect(next.game.players['generator']?.trains).toEqual(['forge'])
    expect(Object.keys(next.layout)).toContain('forge')
    expect(
      next.knobs.flatMap(({ set }) => set).filter((place) => valueAtPointer(next, place) === undefined),
    ).toEqual([])
  })

  test.each(['', 'Big', '1st', 'class', 'lambda', 'grid', 'z', 'a'.repeat(65)])(
    '%j is refused with a reason',
    (id) => {
      const result = changeId(dcgan, { graph: 'generator', node: 'ink', id })
      expect(result.ok ? '' : result.error).toMatch(/\.$/)
    },
  )
})

describe('networks, players, game', () => {
  test('adding, copying and removing networks', () => {
    const { document, id } = addNetwork(dcgan, { title: 'Encoder' })
    expect(document.networks[id]).toEqual({ title: 'Encoder', inputs: {}, layers: {}, outputs: {} })
    const port = addNetworkInput(document, { network: id, port: { shape: [2], domain: 'point' } })
    expect(port.document.networks[id]?.inputs[port.id]).toEqual({ shape: [2], domain: 'point' })
    const copy = duplicateNetwork(dcgan, { network: 'generator' })
    expect(copy.document.networks[copy.id]?.layers).toEqual(dcgan.networks['generator']?.layers)
    const without = removeNetwork(dcgan, { network: 'discriminator', views })
    expect(Object.keys(without.game.values)).not.toContain('score_fake')
    expect(without.game.values['loss_fake']?.in).toEqual({})
    expect(without.game.players['discriminator']?.trains).toEqual([])
    const frozen = setNetwork(dcgan, { network: 'generator', frozen: true })
    expect(frozen.networks['generator']?.frozen).toBe(true)
    expect(setNetwork(frozen, { network: 'generator', frozen: false }).networks['generator']).toEqual(
      dcgan.networks['generator'],
    )
  })

  test('a new player moves last, with the optimizer of the first', () => {
    const { document, id } = addPlayer(dcgan, { optimizer: { kind: 'sgd', params: { rate: 1 } } })
    expect(document.game.players[id]?.optimizer).toEqual(dcgan.game.players['discriminator']?.optimizer)
    expect(document.game.schedule[0]?.steps.at(-1)).toEqual({ step: [id], times: 1 })
  })

  test('half-typed numbers change nothing', () => {
    expect(setGame(dcgan, { batch: 32 }).game.batch).toBe(32)
    expect(setGame(dcgan, { batch: 0 })).toBe(dcgan)
    expect(setGame(dcgan, { seed: NaN })).toBe(dcgan)
    expect(setPlayer(dcgan, { player: 'generator', patch: { average: 2 } })).toBe(dcgan)
    expect(setSchedule(dcgan, { schedule: [] })).toBe(dcgan)
    expect(setView(dcgan, { view: 'new', patch: { count: 3 } })).toBe(dcgan)
  })

  test('views, data and the document itself', () => {
    expect(setView(dcgan, { view: 'samples', patch: { count: 9 } }).game.views['samples']).toMatchObject({
      count: 9,
      value: 'fake',
    })
    expect(setView(dcgan, { view: 'samples', patch: null }).game.views).toEqual({})
    const section = { ...everything().data['photos'], seed: 5 } as never
    expect(setData(dcgan, { data: 'digits', section }).data['digits']).toEqual(section)
    expect(setDocument(dcgan, { title: 'Mine' })).toMatchObject({ title: 'Mine', about: dcgan.about })
  })

  test('a knob sets all its places, and refuses what no document may hold', () => {
    const next = setKnob(dcgan, { knob: 0, value: 100 })
    expect(knobValue(next, 0)).toBe(100)
    expect(next.networks['generator']?.inputs['z']?.shape).toEqual([100])
    expect(next.game.values['z']?.params['shape']).toEqual([100])
    expect(setKnob(dcgan, { knob: 0, value: 'many' })).toBe(dcgan)
    expect(setKnob(dcgan, { knob: 99, value: 1 })).toBe(dcgan)
  })
})
