// Weights that an edit replaced: retained for a while, so that undoing the edit brings back what was learned.
import type { Tensor } from '@tensorflow/tfjs-core'
import type { Program } from '../compiler/program/program'
import { optimizerOf, type Model } from './model'
import { sameShape, type Aside, type RetainedWeights, type TensorMap } from './tensors'

/** Numbers of 4 bytes that are kept at most: 128 MB, less than a training step of most games takes. */
const mostNumbers = 2 ** 25

/** Moves tensors out of the model, each with its average, its slots and its count. `optimizers` says the kind by weight. */
export function putAside(
  model: Model,
  {
    section,
    paths,
    optimizers,
  }: { section: Aside['section']; paths: string[]; optimizers: Map<string, string> },
): void {
  for (const path of paths) {
    const tensor = moveOut(model[section], path)
    if (tensor === null) continue
    const optimizer = (section === 'weights' && optimizers.get(path)) || null
    const slots: TensorMap = new Map()
    for (const slot of optimizer === null ? [] : optimizerOf(optimizer).slots) {
      const moved = moveOut(model.slots, `${path}/${slot}`)
      if (moved) slots.set(slot, moved)
    }
    const average = section === 'weights' ? moveOut(model.averages, path) : null
    const count = model.counts.get(path) ?? 0
    model.retained.push({ section, path, tensor, average, slots, optimizer, count })
  }
  let numbers = model.retained.reduce((sum, aside) => sum + sizeOf(aside), 0)
  while (numbers > mostNumbers) {
    const oldest = model.retained.shift()!
    numbers -= sizeOf(oldest)
    for (const tensor of tensorsOf(oldest)) tensor.dispose()
  }
}

/** Puts back what the program asks for and the model has not, the newest first. `optimizers` says the kind by weight. */
export function bringBack(model: Model, optimizers: Map<string, string>): void {
  const { program, retained } = model
  for (const aside of [...retained].reverse()) {
    const { section, path, tensor, average, slots, optimizer, count } = aside
    const wanted = wantedShape(program, aside)
    if (model[section].has(path) || wanted === undefined || !sameShape(wanted, tensor.shape)) continue
    retained.splice(retained.indexOf(aside), 1)
    model[section].set(path, tensor)
    const goesOn = optimizer !== null && optimizers.get(path) === optimizer
    if (goesOn) model.counts.set(path, count)
    for (const [slot, moved] of slots) {
      if (goesOn) model.slots.set(`${path}/${slot}`, moved)
      else moved.dispose()
    }
    if (average && isAveraged(program, path)) model.averages.set(path, average)
    else average?.dispose()
  }
}

/** Frees everything that is aside. */
export function dropRetained(retained: RetainedWeights): void {
  for (const aside of retained.splice(0)) for (const tensor of tensorsOf(aside)) tensor.dispose()
}

function wantedShape({ weights, state }: Program, { section, path }: Aside): readonly number[] | undefined {
  return section === 'weights' ? weights[path]?.shape : state[path]?.shape
}

function isAveraged({ players }: Program, path: string): boolean {
  return Object.values(players).some(({ average, weights }) => average > 0 && weights.includes(path))
}

function moveOut(map: TensorMap, path: string): Tensor | null {
  const tensor = map.get(path) ?? null
  map.delete(path)
  return tensor
}

function tensorsOf({ tensor, average, slots }: Aside): Tensor[] {
  return [tensor, ...(average ? [average] : []), ...slots.values()]
}

function sizeOf(aside: Aside): number {
  return tensorsOf(aside).reduce((sum, { size }) => sum + size, 0)
}
