// Problems lead to the node that they are about.
import { expect, test } from 'vitest'
import { problemPlace } from './problemPlace'

test.each([
  ['/networks/critic/layers/conv_1/in/x', 'critic', 'conv_1'],
  ['/networks/critic/inputs/x', 'critic', 'x'],
  ['/networks/critic/outputs/score', 'critic', 'out:score'],
  ['/networks/critic', 'critic', null],
  ['/game/values/fake/in/z', 'game', 'fake'],
  ['/game/players/critic/minimizes/loss', 'game', 'player:critic'],
  ['/game/schedule/0', 'game', null],
  ['', 'game', null],
])('%s', (where, graph, node) => {
  expect(problemPlace(where)).toEqual({ graph, node })
})
