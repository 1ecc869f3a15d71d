// Whose samples are watched and who judges them, on the templates.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { compileProgram } from '../../src/compiler/program/compile'
import { parseDocument } from '../../src/document/parse'
import { judgedViews, rivalsIn } from './rivals'

function programOf(template: string) {
  const parsed = parseDocument(JSON.parse(readFileSync(`templates/${template}.json`, 'utf8')))
  if (!parsed.ok) throw new Error('the template does not parse')
  const program = compileProgram(parsed.value)
  if (!program.ok) throw new Error('the template does not compile')
  return program.value
}
const rivals = { maker: 'generator', judge: 'discriminator' }

it.each([
  ['dcgan', { samples: { ...rivals, real: 'real.image' } }],
  ['cgan', { samples: { ...rivals, real: 'real.image' } }],
  ['text_to_image', { samples: { ...rivals, real: 'real.image' } }],
  ['gan_ring', { scatter: { ...rivals, real: null } }],
  // Beside what the generator makes stand copies of data.
  ['vae_gan', { samples: { ...rivals, real: 'real.image' } }],
  // Made from data, or judged by nobody.
  ['pix2pix', {}],
  ['cyclegan', {}],
  ['srgan', {}],
  ['vae', {}],
])('%s: the views that can show a collapse', (template, views) => {
  expect(judgedViews(programOf(template))).toEqual(views)
})

it('rivals are those of whom one is trained on the other in the phase', () => {
  const phases = (template: string) => {
    const program = programOf(template)
    return program.phases.map((phase) => rivalsIn(program, phase))
  }
  expect(phases('dcgan')).toEqual([[rivals]])
  expect(phases('cyclegan')).toEqual([[rivals]])
  // Before a third of the rounds the generator learns from pictures alone.
  expect(phases('srgan')).toEqual([[], [rivals]])
  expect(phases('vae')).toEqual([[]])
  // The encoder works with the generator, not against it.
  expect(phases('vae_gan')).toEqual([[rivals]])
})
