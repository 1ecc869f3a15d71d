// Copy and paste of nodes, also of text that another program put on the clipboard.
import { describe, expect, test } from 'vitest'
import { copyNodes, moveNodes, pasteNodes, type Clipboard } from './edit'
import { template } from './testing/load'

const dcgan = template('dcgan')

describe('copy and paste', () => {
  test('wires among the copies follow them; wires from outside stay', () => {
    const clipboard = copyNodes(dcgan, { graph: 'discriminator', ids: ['act_1', 'conv_2'] })
    const { document, ids } = pasteNodes(dcgan, { graph: 'discriminator', clipboard, offset: [10, 10] })
    const layers = document.networks['discriminator']?.layers ?? {}
    expect(ids).toHaveLength(2)
    const [act = '', conv = ''] = ids
    expect(layers[act]?.in).toEqual({ x: 'conv_1' })
    expect(layers[conv]?.in).toEqual({ x: act })
    expect(layers[conv]?.params).toEqual(layers['conv_2']?.params)
  })

  test('into another network, wires from outside go where their source is missing', () => {
    const clipboard = copyNodes(dcgan, { graph: 'discriminator', ids: ['conv_2'] })
    const { document, ids } = pasteNodes(dcgan, { graph: 'generator', clipboard, offset: [0, 0] })
    expect(document.networks['generator']?.layers[ids[0] ?? '']?.in).toEqual({ x: 'act_1' })
    const norm = copyNodes(dcgan, { graph: 'generator', ids: ['norm_1'] })
    const other = pasteNodes(dcgan, { graph: 'discriminator', clipboard: norm, offset: [0, 0] })
    expect(other.document.networks['discriminator']?.layers[other.ids[0] ?? '']?.in).toEqual({})
  })

  test('values of the game with their places', () => {
    const placed = moveNodes(dcgan, { graph: 'game', positions: { z: [100, 50] } })
    const clipboard = JSON.parse(
      JSON.stringify(copyNodes(placed, { graph: 'game', ids: ['z', 'fake'] })),
    ) as Clipboard
    const { document, ids } = pasteNodes(placed, { graph: 'game', clipboard, offset: [32, 32] })
    expect(ids).toEqual(['z_2', 'fake_2'])
    expect(document.game.values['fake_2']?.in).toEqual({ z: 'z_2' })
    expect(document.layout['game']?.['z_2']).toEqual([132, 82])
  })

  test.each<[string, unknown]>([
    ['nothing', null],
    ['a list', []],
    ['foreign text', { layers: 'x' }],
    [
      'a layer without params',
      { layers: { a: { kind: 'relu', in: {} } }, inputs: {}, outputs: {}, values: {}, positions: {} },
    ],
    [
      'a prototype',
      JSON.parse(
        '{"layers":{"__proto__":{"kind":"relu"}},"inputs":{},"outputs":{},"values":{},"positions":{}}',
      ),
    ],
  ])('%s pastes nothing', (_name, clipboard) => {
    const pasted = pasteNodes(dcgan, {
      graph: 'generator',
      clipboard: clipboard as Clipboard,
      offset: [0, 0],
    })
    expect(pasted).toEqual({ document: dcgan, ids: [] })
    expect(pasted.document).toBe(dcgan)
  })
})
