// Generated pictures beside real ones: the first view of pictures that are no data, one with labels before others.
import { viewKindOf } from '../../kinds/views/registry'
import type { Program, Register } from '../../compiler/program/program'
import { fieldOf, realBeside } from '../dataFields'
import type { PictureLabel, Planner } from '../types'
import { codes } from './codes'

/** As many as the reference code draws. */
const pictureCount = 3000

export const pictures: Planner<'pictures'> = {
  find(program) {
    const views = Object.values(program.views)
    const isPicture = (register: Register) => program.types[register]?.shape.length === 3
    const shown = views.filter(
      ({ as, value }) =>
        viewKindOf(as)?.aim === 'samples' && isPicture(value) && fieldOf(program, value) === null,
    )
    const view = shown.find(({ label }) => label !== undefined) ?? shown[0]
    const beside = view && realBeside(program, view.value)
    const real = beside ? fieldOf(program, beside) : null
    if (!view || !real) return []
    const { value, weights } = view
    const label = view.label === undefined ? undefined : labelOf(program, view.label)
    const registers = [value, ...(label && 'register' in label ? [label.register] : [])]
    // Layers that use the batch's statistics see batches as large as in training, where that does not take for ever.
    const pass = Math.min(256, Math.max(64, program.batch))
    const samples = { registers, count: pictureCount, pass, weights, test: true }
    return [{ samples, value, real, ...(label ? { label } : {}) }]
  },
  evidence: ['pictures'],
}

function labelOf(program: Program, register: Register): PictureLabel | undefined {
  // A code stands for nothing known: its classes are what the game finds by itself.
  if (codes.find(program).some(({ category }) => sameSource(program, category, register))) return undefined
  const type = program.types[register]
  const field = fieldOf(program, register)
  if (type?.domain === 'tokens') return field ? { data: field.data } : undefined
  if (type?.domain !== 'label' && type?.domain !== 'one_hot') return undefined
  return { register, field: field?.field ?? null }
}

/** Whether two registers are outputs of one value. */
function sameSource(program: Program, one: Register, other: Register): boolean {
  const makes = (register: Register) =>
    program.values.find(({ out }) => Object.values(out).includes(register))?.id
  return makes(one) === makes(other)
}
