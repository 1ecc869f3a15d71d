// Wires that can be drawn and wires that are refused, with the reason in words; and the canvas's view of a graph.
import { describe, expect, test } from 'vitest'
import { addNetworkOutput, addNode, connect, removeNodes, setParams } from '../document/edit'
import { everything, template, templateNames } from '../document/testing/load'
import type { Params } from '../document/types'
import { checkConnection } from './connection'
import { graphEdges, graphNodes } from './graph'
import { views } from '../kinds/views/registry'

const dcgan = template('dcgan')
const paramsOf = (layer: string): Params => dcgan.networks['discriminator']?.layers[layer]?.params ?? {}
const reason = (document: typeof dcgan, graph: string, from: string, node: string, port = 'x') => {
  const result = checkConnection(document, { graph, from, to: { node, port } })
  return result.ok ? null : result.error
}

describe('wires', () => {
  test.each(templateNames)('every wire of %s could be drawn again', (name) => {
    const document = template(name)
    for (const graph of ['game', ...Object.keys(document.networks)]) {
      for (const { from, toNode, toPort } of graphEdges(document, graph)) {
        if (toNode.startsWith('player:')) continue
        expect(reason(document, graph, from, toNode, toPort)).toBeNull()
      }
    }
  })

  test('a shape that does not fit: what is needed, what comes, what to insert', () => {
    const { document, id } = addNode(dcgan, {
      graph: 'discriminator',
      kind: 'conv2d',
      params: paramsOf('conv_1'),
    })
    expect(reason(document, 'discriminator', 'flat', id)).toBe(
      `${id} needs an image, but flat gives 3,136 numbers. Insert Reshape to 7×7×64?`,
    )
    expect(reason(document, 'discriminator', 'act_2', id)).toBeNull()
    expect(reason(dcgan, 'game', 'z', 'score_real')).toContain(
      'discriminator takes B×28×28×1 at x, but z gives 64 numbers.',
    )
  })

  test('the first wire into a node that takes many, unless it never fits', () => {
    for (const kind of ['concat', 'add']) {
      const { document, id } = addNode(dcgan, { graph: 'discriminator', kind, params: {} })
      expect(reason(document, 'discriminator', 'flat', id, 'x1')).toBeNull()
      const begun = connect(document, { graph: 'discriminator', from: 'flat', to: { node: id, port: 'x1' } })
      expect(reason(begun, 'discriminator', 'conv_1', id, 'x2')).not.toBeNull()
    }
    const { document, id } = addNode(dcgan, { graph: 'game', kind: 'concat', params: {} })
    expect(reason(document, 'game', 'real.label', id, 'x1')).toContain('class labels')
  })

  test('circles', () => {
    expect(reason(dcgan, 'generator', 'ink', 'up_1')).toBe(
      'up_1 leads to ink already: this wire would close a circle.',
    )
    expect(reason(dcgan, 'generator', 'ink', 'ink')).toBe('ink cannot feed itself.')
  })

  test('references that mean nothing, nodes that take nothing', () => {
    expect(reason(dcgan, 'game', 'real', 'score_real')).toContain('say which of image, label')
    expect(reason(dcgan, 'game', 'ghost', 'score_real')).toContain('there is no ghost')
    expect(reason(dcgan, 'generator', 'up_1', 'z')).toBe('z takes no wire.')
    expect(reason(dcgan, 'nowhere', 'z', 'x')).toBe('There is no network nowhere.')
    expect(reason(dcgan, 'game', 'real.image', 'score_real', 'y')).toContain('no such input')
    expect(reason(dcgan, 'game', 'real.label', 'loss_real')).not.toBeNull()
  })

  test('players take scalars, each once', () => {
    expect(reason(dcgan, 'game', 'loss_fake', 'player:generator')).toBeNull()
    expect(reason(dcgan, 'game', 'score_fake', 'player:generator')).toContain('can only minimize one number')
    expect(reason(dcgan, 'game', 'loss_generator', 'player:generator')).toContain('already')
    expect(reason(dcgan, 'game', 'loss_fake', 'player:ghost')).toContain('no player ghost')
  })

  test('outputs of a network take anything; advice does not refuse', () => {
    expect(reason(dcgan, 'generator', 'up_2', 'out:image', 'in')).toBeNull()
    expect(reason(dcgan, 'generator', 'up_2', 'out:sound', 'in')).toBe('There is no output sound.')
    const sure = addNode(dcgan, {
      graph: 'discriminator',
      kind: 'sigmoid',
      params: {},
      in: { x: 'dense' },
      id: 'sure',
    })
    const ends = connect(sure.document, {
      graph: 'discriminator',
      from: 'sure',
      to: { node: 'out:score', port: 'in' },
    })
    expect(reason(ends, 'game', 'score_fake', 'loss_fake')).toBeNull()
  })

  test('what is wrong with the node itself is not the wire’s fault', () => {
    const bad = setParams(dcgan, { graph: 'discriminator', node: 'conv_2', params: { filters: 0 } })
    expect(reason(bad, 'discriminator', 'act_1', 'conv_2')).toBeNull()
    const open = removeNodes(dcgan, { graph: 'generator', ids: ['project'], views })
    expect(reason(open, 'generator', 'grid', 'norm_1')).toBeNull()
  })

  test('kinds that take many compare what they get', () => {
    const { document } = addNode(dcgan, {
      graph: 'generator',
      kind: 'add',
      params: {},
      in: { a: 'act_2' },
      id: 'sum',
    })
    expect(reason(document, 'generator', 'norm_2', 'sum', 'b')).toBeNull()
    expect(reason(document, 'generator', 'act_1', 'sum', 'b')).toMatch(/^sum: .*differ/)
  })
})

describe('the canvas', () => {
  test('nodes have the ports of their kinds, calls those of their networks', () => {
    const nodes = new Map(graphNodes(dcgan, 'game').map((node) => [node.id, node]))
    expect(nodes.get('fake')?.ports).toEqual({
      inputs: [{ name: 'z', expected: { shape: [64], domain: 'latent' } }],
      outputs: [{ name: 'image', register: 'fake.image' }],
    })
    expect(nodes.get('real')?.ports.outputs.map(({ name }) => name)).toEqual(['image', 'label'])
    expect(nodes.get('player:generator')?.ports.inputs).toEqual([{ name: 'loss_generator' }])
    const roles = graphNodes(dcgan, 'generator').map(({ id, role }) => `${role} ${id}`)
    expect([roles[0], roles.at(-1)]).toEqual(['input z', 'output out:image'])
  })

  test('wires name the output that a bare reference means', () => {
    const edges = graphEdges(dcgan, 'game')
    expect(edges.find(({ toNode }) => toNode === 'score_fake')).toMatchObject({
      from: 'fake',
      fromNode: 'fake',
      fromOutput: 'image',
      toPort: 'x',
    })
    expect(
      edges.filter(({ toNode }) => toNode === 'player:discriminator').map(({ toPort }) => toPort),
    ).toEqual(['loss_real', 'loss_fake'])
    expect(graphEdges(dcgan, 'generator').at(-1)).toMatchObject({
      fromNode: 'ink',
      toNode: 'out:image',
      toPort: 'in',
    })
    expect(new Set(edges.map(({ id }) => id)).size).toBe(edges.length)
  })

  test('a problem stands on the node that it is about', () => {
    const broken = removeNodes(dcgan, { graph: 'generator', ids: ['project'], views })
    const withProblem = graphNodes(broken, 'generator').filter(({ problems }) => problems.length > 0)
    expect(withProblem.map(({ id }) => id)).toEqual(['grid'])
    const open = addNetworkOutput(dcgan, { network: 'generator' }).document
    expect(
      graphNodes(open, 'generator')
        .filter(({ problems }) => problems.length > 0)
        .map(({ id }) => id),
    ).toEqual(['out:out'])
  })

  test('broken nodes keep the wires that they have', () => {
    const document = everything()
    for (const graph of ['game', ...Object.keys(document.networks)]) {
      const nodes = new Map(graphNodes(document, graph).map((node) => [node.id, node]))
      for (const { fromNode, fromOutput } of graphEdges(document, graph)) {
        if (!nodes.has(fromNode)) continue
        expect(nodes.get(fromNode)?.ports.outputs.map(({ name }) => name)).toContain(fromOutput)
      }
    }
    expect(graphNodes(document, 'nowhere')).toEqual([])
  })
})
