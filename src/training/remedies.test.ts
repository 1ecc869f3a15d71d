// What is offered after a divergence, on the templates themselves.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { compileProgram } from '../compiler/program/compile'
import { parseDocument } from '../document/parse'
import type { GanvasDocument } from '../document/types'
import { remediesFor } from './remedies'

function template(id: string): GanvasDocument {
  const parsed = parseDocument(JSON.parse(readFileSync(`templates/${id}.json`, 'utf8')))
  if (!parsed.ok) throw new Error(`${id} does not parse`)
  return parsed.value
}
const at = (player: string, graph: string, node: string) => ({
  player,
  round: 3,
  of: 'loss' as const,
  place: { graph, node },
})

it('lowers the rate, clips and adds a penalty for whoever trains the layer, and all of it compiles', () => {
  const ring = template('gan_ring')
  // In the step of the generator, but what broke is the discriminator's.
  const remedies = remediesFor(ring, at('generator', 'discriminator', 'dense_2'))
  expect(remedies.map(({ label }) => label)).toEqual([
    'Lower discriminator’s rate to 0.0001',
    'Clip discriminator’s gradients at 1',
    'Add a gradient penalty to discriminator',
  ])
  const [rate, clip, penalty] = remedies.map(({ document }) => document.game.players.discriminator!)
  expect(rate?.optimizer.params.rate).toBe(0.0001)
  expect(clip?.clipGradients).toBe(1)
  expect(penalty?.minimizes).toMatchObject({ penalty: 5 })
  for (const { document } of remedies) expect(compileProgram(document)).toMatchObject({ ok: true })
})

it('strengthens a penalty that is there, and offers nothing twice', () => {
  const wgan = template('wgan_gp_ring')
  const remedies = remediesFor(wgan, at('discriminator', 'game', 'slope'))
  const stronger = remedies.find(({ id }) => id === 'penalty')
  expect(stronger?.label).toBe('Weigh discriminator’s penalty ten times as much')
  expect(stronger?.document.game.players.discriminator?.minimizes.penalty).toBe(1)
  const clipped = remedies.find(({ id }) => id === 'clip')!.document
  expect(remediesFor(clipped, at('discriminator', 'game', 'slope')).map(({ id }) => id)).toEqual([
    'rate',
    'penalty',
  ])
})

it('does not offer a penalty where there is nothing to be steep', () => {
  const ids = remediesFor(template('gan_ring'), at('generator', 'generator', 'dense_1')).map(({ id }) => id)
  expect(ids).toEqual(['rate', 'clip'])
})
