// Finds out what of a program can be measured, and which samples that takes: plain data, for whoever has the engine.
import type { Program, ProgramView, Register } from '../compiler/program/program'
import { madeSetOf } from '../data/made/registry'
import { viewKindOf } from '../kinds/views/registry'
import type { ViewKind } from '../kinds/views/types'
import { fieldOf, type FieldOf } from './dataFields'
import { planCodes } from './planCodes'

/** Samples to draw: all registers from the same draws. */
export interface PlannedSamples {
  registers: Register[]
  count: number
  pass: number
  weights: ProgramView['weights']
  /** True: data are read from the test split, in order; false: drawn from the training samples as training does. */
  test: boolean
  /** A register that is not computed but given: this field of the test split of this data section, in order. */
  given?: { register: Register; data: string; field: string }
  /** One sample: this register is a whole picture of the test split, at its own size, and what follows from it is as large. */
  whole?: { register: Register; data: string; field: string; at: number }
}

/** Something that can be measured, with the names of the registers that it is measured from. */
export type MetricPart =
  | { kind: 'points'; samples: PlannedSamples; value: Register }
  | {
      kind: 'pictures'
      samples: PlannedSamples
      value: Register
      real: FieldOf
      /** What the pictures were to show, where a label says so: one head's class, or all of a data section's labels. */
      label?: { register: Register; field: string | null } | { data: string }
    }
  | {
      kind: 'translation'
      samples: PlannedSamples
      value: Register
      input: Register | null
      target: FieldOf
      targetRegister: Register
      /** Which of the directions of an unpaired game this is; null where there is one. */
      direction: 'Forward' | 'Backward' | null
    }
  | { kind: 'cycle'; samples: PlannedSamples; value: Register; target: Register }
  | {
      kind: 'enlargement'
      samples: PlannedSamples
      value: Register
      input: Register
      target: Register
      /** What the target is, where it is data. */
      truth: FieldOf | null
    }
  | {
      kind: 'codes'
      /** Logits over classes of generated pictures, and the categories that they were made from. */
      samples: PlannedSamples
      /** The same logits of real pictures. */
      realSamples: PlannedSamples
      logits: Register
      category: Register
      /** What the real pictures are, in truth. */
      label: FieldOf
    }

/** As many as the reference code draws. */
const pictureCount = 3000
export const pointCount = 12_500
const pairCount = 200

/** Everything that can be measured of a program, in the order of its views. Empty where nothing is. */
export function planMetrics(program: Program): MetricPart[] {
  const views = Object.values(program.views)
  const codes = planCodes(program)
  const hidden = codes.flatMap((part) => (part.kind === 'codes' ? [part.category] : []))
  return [
    ...planPoints(program, views),
    ...planPictures(program, views, (register) => hidden.some((code) => sameSource(program, code, register))),
    ...planTranslations(program, views),
    ...planCycles(program, views),
    ...planEnlargement(program, views),
    ...codes,
  ]
}

function aimsAt({ as }: ProgramView, aim: ViewKind['aim']): boolean {
  return viewKindOf(as)?.aim === aim
}

function isPicture({ types }: Program, register: Register): boolean {
  return types[register]?.shape.length === 3
}

function planPoints(program: Program, views: ProgramView[]): MetricPart[] {
  const view = views.find((view) => {
    const found = aimsAt(view, 'samples') && view.real !== undefined ? fieldOf(program, view.real) : null
    const section = found && program.data[found.data]
    return section && madeSetOf(section)?.modes !== undefined
  })
  if (!view) return []
  const { value, weights } = view
  const samples = { registers: [value], count: pointCount, pass: 256, weights, test: false }
  return [{ kind: 'points', samples, value }]
}

/** Whether two registers are outputs of one value. */
function sameSource(program: Program, one: Register, other: Register): boolean {
  const makes = (register: Register) =>
    program.values.find(({ out }) => Object.values(out).includes(register))?.id
  return makes(one) === makes(other)
}

/** `isCode` tells labels that stand for nothing known: classes that the game finds by itself. */
function planPictures(
  program: Program,
  views: ProgramView[],
  isCode: (register: Register) => boolean,
): MetricPart[] {
  const shown = views.filter(
    (view) =>
      aimsAt(view, 'samples') && isPicture(program, view.value) && fieldOf(program, view.value) === null,
  )
  const view = shown.find(({ label }) => label !== undefined) ?? shown[0]
  const beside = view && realBeside(program, view.value)
  const real = beside ? fieldOf(program, beside) : null
  if (!view || !real) return []
  const { value, weights } = view
  const label = view.label === undefined || isCode(view.label) ? undefined : labelOf(program, view.label)
  const registers = [value, ...(label && 'register' in label ? [label.register] : [])]
  // Layers that use the batch's statistics see batches as large as in training, where that does not take for ever.
  const pass = Math.min(256, Math.max(64, program.batch))
  const samples = { registers, count: pictureCount, pass, weights, test: true }
  return [{ kind: 'pictures', samples, value, real, ...(label ? { label } : {}) }]
}

/** The real pictures that generated ones are to look like: those that stand in their place in another call of a network. */
export function realBeside(program: Program, value: Register): Register | null {
  const shape = program.types[value]?.shape.join()
  const candidates = program.values
    .flatMap((instruction) => Object.values(instruction.out))
    .filter((register) => {
      const type = program.types[register]
      return type?.domain === 'image' && type.shape.join() === shape && fieldOf(program, register) !== null
    })
  const calls = program.values.filter((instruction) => instruction.op === 'call')
  for (const call of calls) {
    const input = Object.keys(call.in).find((name) => call.in[name] === value)
    if (input === undefined) continue
    const others = calls
      .filter(({ network }) => network === call.network)
      .map((other) => other.in[input] ?? '')
    const found = candidates.find((register) => others.includes(register))
    if (found !== undefined) return found
  }
  return candidates[0] ?? null
}

type PictureLabel = { register: Register; field: string | null } | { data: string }

function labelOf(program: Program, register: Register): PictureLabel | undefined {
  const type = program.types[register]
  const field = fieldOf(program, register)
  if (type?.domain === 'tokens') return field ? { data: field.data } : undefined
  if (type?.domain !== 'label' && type?.domain !== 'one_hot') return undefined
  return { register, field: field?.field ?? null }
}

/** Pictures beside what they should have become. A second view, or more, is another direction of the same game. */
function planTranslations(program: Program, views: ProgramView[]): MetricPart[] {
  const parts = views.flatMap((view) => {
    const { value, input, target, weights } = view
    const translates = aimsAt(view, 'translation') && target !== undefined && target !== input
    const truth = translates ? fieldOf(program, target) : null
    if (!truth || target === undefined) return []
    const registers = [...new Set([value, target, ...(input === undefined ? [] : [input])])]
    const samples = { registers, count: pairCount, pass: Math.min(256, program.batch), weights, test: true }
    return [
      {
        kind: 'translation' as const,
        samples,
        value,
        input: input ?? null,
        target: truth,
        targetRegister: target,
      },
    ]
  })
  const directions = ['Forward', 'Backward'] as const
  return parts
    .slice(0, 2)
    .map((part, k) => ({ ...part, direction: parts.length > 1 ? (directions[k] ?? null) : null }))
}

/** Pictures that should have come back as they were: the first view that has its own input as its target. */
function planCycles(program: Program, views: ProgramView[]): MetricPart[] {
  const view = views.find(({ input, target }) => target !== undefined && target === input)
  if (view?.target === undefined || fieldOf(program, view.target) === null) return []
  const { value, target, weights } = view
  const registers = [value, target]
  const samples = { registers, count: pairCount, pass: Math.min(256, program.batch), weights, test: true }
  return [{ kind: 'cycle', samples, value, target }]
}

function planEnlargement(program: Program, views: ProgramView[]): MetricPart[] {
  const view = views.find((view) => aimsAt(view, 'enlargement') && view.input && view.target)
  if (view?.input === undefined || view.target === undefined) return []
  const { value, input, target, weights } = view
  const registers = [value, input, target]
  const samples = { registers, count: pairCount, pass: Math.min(256, program.batch), weights, test: true }
  return [{ kind: 'enlargement', samples, value, input, target, truth: fieldOf(program, target) }]
}

/** What to draw for each whole picture of the test split, of which there are `count`. */
export function planWholes(
  { samples, target, truth }: Extract<MetricPart, { kind: 'enlargement' }>,
  count: number,
): PlannedSamples[] {
  if (truth === null) return []
  return Array.from({ length: count }, (_, at) => ({
    ...{ registers: samples.registers, weights: samples.weights, count: 1, pass: 1, test: true },
    whole: { register: target, ...truth, at },
  }))
}
