// Blocks: what they take and give, what they refuse, how they are written out, and that edits follow them.
import { describe, expect, test } from 'vitest'
import { changeId, changeNetworkId, removeNetwork, removeNodes, setParams } from '../../document/edit'
import type { GanvasDocument, Layer, Network } from '../../document/types'
import { compileProgram } from '../program/compile'
import { checkConnection } from '../connection'
import { graphNodes } from '../graph'
import { inferDocument } from './infer'
import { views } from '../../kinds/views/registry'

const weighted = { bias: true, init: 'normal', sigma: 0.1 }
const dense = (x: string, units: number): Layer => ({
  kind: 'dense',
  in: { x },
  params: { units, ...weighted },
})
const blockOf = (network: string, repeat: number, wires: Layer['in']): Layer => {
  return { kind: 'block', in: wires, params: { network, repeat } }
}
const port = (shape: number[]) => ({ shape, domain: 'any' as const })

/** A critic of points with two residual blocks in a row, each of which holds a block itself. */
function game(networks: Record<string, Network> = {}): GanvasDocument {
  return {
    format: 'ganvas',
    version: 1,
    title: 'Blocks',
    about: '',
    knobs: [],
    data: {},
    networks: {
      critic: {
        inputs: { x: port([2]) },
        layers: { wide: dense('x', 4), body: blockOf('residual', 2, { h: 'wide' }), score: dense('body', 1) },
        outputs: { score: 'score' },
      },
      residual: {
        inputs: { h: port([4]) },
        layers: {
          bend: blockOf('bent', 1, { x: 'h' }),
          sum: { kind: 'add', in: { a: 'h', b: 'bend' }, params: {} },
        },
        outputs: { sum: 'sum' },
      },
      bent: {
        inputs: { x: port([4]) },
        layers: { line: dense('x', 4), act: { kind: 'tanh', in: { x: 'line' }, params: {} } },
        outputs: { y: 'act' },
      },
      ...networks,
    },
    game: {
      batch: 4,
      seed: 1,
      rounds: 2,
      values: {
        points: { kind: 'normal', in: {}, params: { shape: [2], mean: 0, sigma: 1 } },
        judged: { kind: 'call', network: 'critic', in: { x: 'points' }, params: {} },
        loss: { kind: 'mean', in: { x: 'judged' }, params: {} },
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

function problemsOf(document: GanvasDocument): string[] {
  const errors = inferDocument(document).problems.filter(({ severity }) => severity === 'error')
  return errors.map(({ message }) => message)
}

test('every copy has weights of its own, and the engine sees plain layers', () => {
  const { networks, problems } = inferDocument(game())
  expect(problems).toEqual([])
  expect(networks.critic?.parameters).toEqual({ wide: 12, body: 40, score: 5 })
  expect(networks.critic?.types['body.sum']?.shape).toEqual([4])
  const compiled = compileProgram(game())
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error))
  const { instructions, outputs, types } = compiled.value.networks.critic!
  expect(instructions.map(({ id, in: wires }) => [id, ...Object.values(wires)])).toEqual([
    ['wide', 'x'],
    ['body/1/bend/1/line', 'wide.out'],
    ['body/1/bend/1/act', 'body/1/bend/1/line.out'],
    ['body/1/sum', 'wide.out', 'body/1/bend/1/act.out'],
    ['body/2/bend/1/line', 'body/1/sum.out'],
    ['body/2/bend/1/act', 'body/2/bend/1/line.out'],
    ['body/2/sum', 'body/1/sum.out', 'body/2/bend/1/act.out'],
    ['score', 'body/2/sum.out'],
  ])
  expect(outputs).toEqual({ score: 'score.out' })
  expect(types['body/2/bend/1/act.out']?.shape).toEqual([4])
  expect(Object.keys(compiled.value.networks)).toEqual(['critic'])
  expect(compiled.value.players.critic?.weights).toContain('critic/body/2/bend/1/line/kernel')
  expect(Object.keys(compiled.value.weights).sort()).toEqual(
    [...compiled.value.players.critic!.weights].sort(),
  )
})

describe('what a block refuses', () => {
  test.each([
    ['nowhere', 'body copies nowhere, which does not exist.'],
    ['', 'body copies no network.'],
    ['critic', 'body would hold itself: critic → critic.'],
  ])('a block of %j', (network, message) => {
    expect(problemsOf(setParams(game(), { graph: 'critic', node: 'body', params: { network } }))).toEqual([
      message,
    ])
  })

  test('a circle over several networks, said once for each of them', () => {
    const round = setParams(game(), { graph: 'residual', node: 'bend', params: { network: 'critic' } })
    expect(problemsOf(round)).toEqual([
      'body would hold itself: critic → residual → critic.',
      'bend would hold itself: residual → critic → residual.',
    ])
  })

  test('copies that cannot follow each other, but one of them alone', () => {
    const narrow: Network = {
      inputs: { h: port([4]) },
      layers: { out: dense('h', 3) },
      outputs: { sum: 'out' },
    }
    expect(problemsOf(game({ residual: narrow }))).toContain(
      'body puts residual 2 times in a row, but it takes 4 and gives 3.',
    )
    const once = setParams(game({ residual: narrow }), {
      graph: 'critic',
      node: 'body',
      params: { repeat: 1 },
    })
    expect(inferDocument(once).networks.critic?.types['body.sum']?.shape).toEqual([3])
  })

  test('what does not fit its input', () => {
    const wide = setParams(game(), { graph: 'critic', node: 'wide', params: { units: 5 } })
    expect(problemsOf(wide)).toEqual(['body: residual takes 4 numbers at h, but wide gives 5 numbers.'])
    const checked = checkConnection(game(), { graph: 'critic', from: 'x', to: { node: 'body', port: 'h' } })
    expect(checked.ok).toBe(false)
  })
})

test('an inner edit is seen by the network that copies it, although that one did not change', () => {
  const before = game()
  expect(inferDocument(before).networks.critic?.parameters.body).toBe(40)
  const after = setParams(before, { graph: 'bent', node: 'line', params: { bias: false } })
  expect(inferDocument(after).networks.critic?.parameters.body).toBe(32)
  expect(inferDocument(before).networks.critic?.parameters.body).toBe(40)
})

test('edits of a copied network rewrite what refers to it', () => {
  const renamed = changeNetworkId(game(), { network: 'residual', id: 'rest' })
  if (!renamed.ok) throw new Error(renamed.error)
  expect(renamed.value.document.networks.critic?.layers.body?.params.network).toBe('rest')
  const input = changeId(game(), { graph: 'residual', node: 'h', id: 'given' })
  if (!input.ok) throw new Error(input.error)
  expect(input.value.document.networks.critic?.layers.body?.in).toEqual({ given: 'wide' })
  expect(problemsOf(input.value.document)).toEqual([])
  const layer = changeId(game(), { graph: 'bent', node: 'line', id: 'straight' })
  if (!layer.ok) throw new Error(layer.error)
  expect(layer.value.renamed).toEqual({
    'bent/line': 'bent/straight',
    'residual/bend/1/line': 'residual/bend/1/straight',
    'critic/body/1/bend/1/line': 'critic/body/1/bend/1/straight',
    'critic/body/2/bend/1/line': 'critic/body/2/bend/1/straight',
  })
  const bare = removeNodes(game(), { graph: 'residual', ids: ['h'], views })
  expect(bare.networks.critic?.layers.body?.in).toEqual({})
  const without = removeNetwork(game(), { network: 'residual', views })
  expect(Object.keys(without.networks.critic?.layers ?? {})).toEqual(['wide', 'score'])
  expect(without.networks.critic?.layers.score?.in).toEqual({})
})

test('a block shows the ports of its network on the canvas', () => {
  const body = graphNodes(game(), 'critic').find(({ id }) => id === 'body')
  expect(body?.ports.inputs).toEqual([{ name: 'h', expected: { shape: [4], domain: 'any' } }])
  expect(body?.ports.outputs).toEqual([{ name: 'sum', register: 'body.sum' }])
})
