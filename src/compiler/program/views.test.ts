// Views of pictures beside pictures: what they need, what they compute, what becomes of them when a value goes.
import { describe, expect, test } from 'vitest'
import { removeNodes, setView } from '../../document/edit'
import { template } from '../../document/testing/load'
import type { View } from '../../document/types'
import { compileProgram } from './compile'
import { views } from '../../kinds/views/registry'

const dcgan = template('dcgan')
const parts = { as: 'triptych', input: 'real.image', target: 'real.image', label: 'real.label' } as const

const withView = (patch: Partial<View>) => setView(dcgan, { view: 'samples', patch })

function problemsOf(patch: Partial<View>) {
  const compiled = compileProgram(withView(patch))
  return compiled.ok ? [] : compiled.error
}

describe('a triptych', () => {
  test('computes value, input, target and label in one list of instructions', () => {
    const compiled = compileProgram(withView(parts))
    const view = compiled.ok ? compiled.value.views['samples'] : undefined
    expect(view).toMatchObject({
      as: 'triptych',
      input: 'real.image',
      target: 'real.image',
      label: 'real.label',
    })
    expect(view?.instructions.map(({ id }) => id).sort()).toEqual(['fake', 'real', 'z'])
  })

  test('says which picture is missing', () => {
    const [problem, ...others] = problemsOf({ as: 'triptych', input: 'real.image' })
    expect(problem?.message).toBe('The view samples shows triptychs, but no target is chosen.')
    expect(others).toEqual([])
  })

  test('refuses noise as its input, and pictures as its label', () => {
    expect(problemsOf({ ...parts, input: 'z' }).map(({ where }) => where)).toEqual([
      '/game/views/samples/input',
    ])
    expect(problemsOf({ ...parts, label: 'real.image' })[0]?.message).toMatch(
      /puts labels or tokens under pictures/,
    )
  })

  test('becomes plain pictures when the value beside it is deleted', () => {
    const without = removeNodes(withView(parts), { graph: 'game', ids: ['real'], views })
    expect(without.game.views['samples']).toEqual({ ...dcgan.game.views['samples'], as: 'images' })
  })
})

test('points have no picture beside them', () => {
  const scatter = setView(template('gan_ring'), { view: 'scatter', patch: { input: 'real.point' } })
  const compiled = compileProgram(scatter)
  expect(compiled.ok ? '' : compiled.error[0]?.message).toBe(
    'The view scatter has an input, which only pictures can show.',
  )
})
