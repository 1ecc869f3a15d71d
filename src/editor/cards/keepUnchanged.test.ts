// An edit makes new cards and wires of what it changed, and of nothing else.
import { expect, test } from 'vitest'
import { setParams } from '../../document/edit'
import { template } from '../../document/testing/load'
import { cardsOf } from './cards'
import { wiresOf } from './wires'

test('what an edit did not change keeps its identity', () => {
  const before = template('dcgan')
  const cards = cardsOf(before, 'discriminator')
  const wires = wiresOf(before, 'discriminator')
  const after = setParams(before, { graph: 'discriminator', node: 'conv_1', params: { filters: 48 } })
  const changed = cardsOf(after, 'discriminator').filter((card) => !cards.includes(card))
  expect(changed.map(({ id }) => id)).toEqual(['conv_1'])
  const relabelled = wiresOf(after, 'discriminator').filter((wire) => !wires.includes(wire))
  expect(relabelled.map(({ from }) => from)).toEqual(['conv_1', 'act_1'])
})
