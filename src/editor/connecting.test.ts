// Which wires fit, on a real template: references, reasons in words, the keyboard's list of targets.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseDocumentText } from '../document/parse'
import { minimizesPort } from './cards/cards'
import { wiresOf } from './cards/wires'
import { firstFit, referenceOf, refusalOf, targetsOf, wired } from './connecting'
import { addWired, paletteItems } from './palette/items'

const parsed = parseDocumentText(readFileSync(new URL('../../templates/dcgan.json', import.meta.url), 'utf8'))
if (!parsed.ok) throw new Error('the template does not parse')
const document = parsed.value

test('an output is named where a node has several', () => {
  expect(referenceOf(document, 'game', { node: 'real', port: 'image' })).toBe('real.image')
  expect(referenceOf(document, 'game', { node: 'z', port: 'out' })).toBe('z')
  expect(referenceOf(document, 'generator', { node: 'z', port: '' })).toBe('z')
  expect(referenceOf(document, 'game', { node: 'real', port: 'gone' })).toBeNull()
})

test('a wire that cannot fit is refused with a reason that names both ends', () => {
  const reason = refusalOf(document, 'game', {
    from: { node: 'z', port: 'out' },
    to: { node: 'score_real', port: 'x' },
  })
  expect(reason).toMatch(/64/)
  expect(reason).toMatch(/28×28×1/)
  const circle = { from: { node: 'conv_2', port: 'out' }, to: { node: 'conv_1', port: 'x' } }
  expect(refusalOf(document, 'discriminator', circle)).toMatch(/circle/)
  expect(wired(document, 'discriminator', circle).ok).toBe(false)
})

test('whatever ends in a player is minimised with weight 1', () => {
  const to = { node: 'player:generator', port: minimizesPort }
  const result = wired(document, 'game', { from: { node: 'loss_real', port: 'out' }, to })
  if (!result.ok) throw new Error(result.error)
  expect(result.value.game.players.generator?.minimizes).toHaveProperty('loss_real', 1)
  expect(
    wiresOf(result.value, 'game').find(({ port, to }) => port === 'loss_real' && to === 'player:generator')
      ?.input,
  ).toBe(minimizesPort)
  expect(refusalOf(document, 'game', { from: { node: 'fake', port: 'image' }, to })).toMatch(/one number/)
})

test('the first fit takes the output that fits', () => {
  expect(firstFit(document, 'game', 'real', 'score_fake')?.from.port).toBe('image')
  expect(firstFit(document, 'game', 'real', 'fake')).toBeNull()
  expect(firstFit(document, 'game', 'real', 'score_fake', { output: 'label' })).toBeNull()
})

test('the keyboard list holds every input, the refused ones with reasons', () => {
  const targets = targetsOf(document, 'game', 'real')
  const score = targets.filter(({ connection }) => connection.to.node === 'score_fake')
  expect(score.map(({ connection, refused }) => [connection.from.port, refused === null])).toEqual([
    ['image', true],
    ['label', false],
  ])
  expect(targetsOf(document, 'game', 'player:generator')).toEqual([])
})

test('a node that takes many takes its first wire, and refuses a second of another shape', () => {
  const concat = paletteItems(document, 'discriminator').find(({ title }) => title === 'Concatenate')
  if (!concat) throw new Error('no Concatenate')
  const added = concat.add(document, [0, 0])
  const first = firstFit(added.document, 'discriminator', 'conv_2', added.id)
  if (!first) throw new Error('the first wire is refused')
  const result = wired(added.document, 'discriminator', first)
  if (!result.ok) throw new Error(result.error)
  expect(firstFit(result.value, 'discriminator', 'act_2', added.id)).not.toBeNull()
  expect(firstFit(result.value, 'discriminator', 'flat', added.id)).toBeNull()
})

test('at the end of a wire, only what fits is offered', () => {
  const end = { node: 'fake', port: 'image' }
  const fits = paletteItems(document, 'game').filter(
    (item) => addWired(document, 'game', { item, position: [0, 0], end, side: 'output' }) !== null,
  )
  const titles = fits.map(({ title }) => title)
  expect(titles).toContain('Discriminator')
  expect(titles).not.toContain('Generator')
  expect(titles).not.toContain('Normal noise')
})
