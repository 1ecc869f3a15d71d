// Views show what belongs together: one draw for the input, what was made of it, its target and its label.
import { expect, test } from 'vitest'
import { compileProgram } from '../compiler/program/compile'
import { setView } from '../document/edit'
import { template } from '../document/testing/load'
import { makeSource } from '../data/makeSource'
import { chooseBackend, loadOps } from '../tensors/backends'
import { createEngine } from './engine'

test('input, target and label of a triptych come from the same samples', async () => {
  const document = setView(template('dcgan'), {
    view: 'samples',
    patch: { as: 'triptych', input: 'real.image', target: 'real.image', label: 'real.label', count: 5 },
  })
  const compiled = compileProgram(document)
  if (!compiled.ok) throw new Error(compiled.error[0]?.message)
  const [data = ''] = Object.keys(compiled.value.data)
  const section = { ...compiled.value.data[data]!, count: 40 }
  const source = await makeSource(section)
  const ops = loadOps()
  await chooseBackend({ ops, choice: 'wasm' })
  const engine = createEngine({ ops, program: compiled.value, sources: { [data]: source } })
  const before = ops.memory().numTensors
  const view = await engine.view('samples')
  expect(ops.memory().numTensors).toBe(before)
  const { input, target, label: shownLabels } = view.beside
  expect(view.value.shape).toEqual([5, 28, 28, 1])
  expect(target?.values).toEqual(input?.values)
  const { image = [], label = [] } = source.read(Array.from({ length: 40 }, (_, index) => index))
  const labels = Array.from({ length: 5 }, (_, k) => {
    const picture = input?.values.subarray(k * 784, (k + 1) * 784) ?? []
    const index = Array.from({ length: 40 }, (_, at) => at).find((at) => {
      return picture.every((value, i) => value === image[at * 784 + i])
    })
    return label[index ?? -1]
  })
  expect([...(shownLabels?.values ?? [])]).toEqual(labels)
  engine.dispose()
})
