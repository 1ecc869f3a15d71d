// What an exported file is made of, before any text: which steps there are, what they draw, and what everything is called.
import type {
  ApplyInstruction,
  Instruction,
  PlayerStep,
  Program,
  Register,
} from '../../compiler/program/program'
import { readRegisters } from '../../compiler/program/ancestors'
import { splitReference } from '../../document/references'
import { kindOf } from '../../kinds/registry'
import type { Kind } from '../../kinds/types'
import { canonicalJson } from '../../lib/canonical'
import { camel, createNames, pascal } from './text'

/** What a step draws for one value, data or noise: registers by the name that they have in the batch. */
export interface Draw {
  instruction: ApplyInstruction
  fields: { output: string; register: Register; name: string }[]
}

/** One player's part of a step, printed as a function that returns loss and gradients. */
export interface Move {
  functionName: string
  step: PlayerStep
  draws: Draw[]
}

/** A step, with the key that its draws have in the batch. */
export interface Step {
  key: string
  moves: Move[]
  draws: Draw[]
  /** How often it runs in a round of each phase. */
  times: number[]
}

export interface Plan {
  program: Program
  /** Kinds of layers and values by instruction; checked to be there. */
  kindOf: (instruction: ApplyInstruction) => Kind
  /** Variable or batch property of every register of the game. */
  nameOf: (register: Register) => string
  /** Function that builds a network. */
  builderOf: (network: string) => string
  /** Function that opens a data section, and the fields that are drawn from it. */
  openerOf: (data: string) => string
  fieldsOf: (data: string) => string[]
  moves: Move[]
  steps: Step[]
  /** Per phase: the steps in order. */
  phases: { until: number; steps: Step[] }[]
}

/** Names that every exported file may use itself. */
const ownNames =
  'tf build round draw sample main batchSize plannedRounds networks network batch data draws done phase weights objective ' +
  'losses value player players move moves step run runQuietly runAll connect variables copies repeat follow setRate linear stepwise limited limitsOf Limits ' +
  'normal fanInUniform useGradient readIdx readFolder readPicture sharp takePictures takeLabels folder gaussian loadWeights saveWeights openData weightNames here file ' +
  'header fractionDone stockMatMul swapLast useKernel filterGradient inputGradient padSides Shape4D Convolution meanOf options report existsSync readFileSync readdirSync realpathSync writeFileSync join ' +
  'dirname fileURLToPath gunzipSync parseArgs Networks Batch Data Losses Player Move Idx process console performance Math JSON ' +
  'Number Object Array Float32Array Int32Array Uint8Array Buffer Promise Record Partial Error undefined NaN Infinity globalThis'

/** Plans the file. Every kind of the program has been checked to be exportable. */
export function planFile(program: Program): Plan {
  const functions = new Set([...usedKinds(program)].flatMap((kind) => Object.keys(kind.functions ?? {})))
  const names = createNames([...ownNames.split(' '), ...functions])
  const named = (ids: string[], wish: (id: string) => string) => {
    const map = new Map(ids.map((id) => [id, names.take(wish(id))]))
    return (id: string) => take(map, id)
  }
  const builderOf = named(Object.keys(program.networks), (id) => `build${pascal(id)}`)
  const openerOf = named(Object.keys(program.data), (id) => `open${pascal(id)}`)
  const nameOf = named([...Object.keys(program.types), ...noiseRegisters(program)], wishFor(program))
  const moves = new Map<string, Move>()
  const moveOf = (step: PlayerStep): Move => {
    const key = canonicalJson(step)
    const known = moves.get(key)
    if (known) return known
    const functionName = names.take(`move${pascal(step.player)}`)
    const made = { functionName, step, draws: drawsOf(step, nameOf) }
    moves.set(key, made)
    return made
  }
  const steps = planSteps(program, moveOf)
  return {
    program,
    kindOf: knownKind,
    nameOf,
    builderOf,
    openerOf,
    fieldsOf: (data) => fieldsDrawn(steps.all, data),
    moves: [...moves.values()],
    steps: steps.all,
    phases: steps.phases,
  }
}

/** `score.out` → `score`, `real.image` → `realImage`: the output is named where there are several. */
function wishFor({ types }: Program): (register: Register) => string {
  const outputs = new Map<string, number>()
  for (const register of Object.keys(types)) {
    const { id } = splitReference(register)
    outputs.set(id, (outputs.get(id) ?? 0) + 1)
  }
  return (register) =>
    camel((outputs.get(splitReference(register).id) ?? 0) > 1 ? register : splitReference(register).id)
}

/** Equal steps of different phases are one step; equal steps of one phase keep batches of their own. */
function planSteps(program: Program, moveOf: (step: PlayerStep) => Move) {
  const keys = createNames([])
  const all = new Map<string, Step>()
  const phases = program.phases.map(({ until, steps }, phase) => {
    const seen = new Map<string, number>()
    const planned = steps.map(({ players, times }) => {
      const same = canonicalJson(players)
      const occurrence = seen.get(same) ?? 0
      seen.set(same, occurrence + 1)
      const id = `${same}#${occurrence}`
      const trains = players.filter(
        ({ player, terms }) => terms.length > 0 && program.players[player]?.weights.length,
      )
      const step = all.get(id) ?? newStep(trains, { keys, moveOf, phases: program.phases.length })
      all.set(id, step)
      step.times[phase] = times
      return step
    })
    return { until, steps: planned.filter(({ moves }) => moves.length > 0) }
  })
  return { all: [...all.values()].filter(({ moves }) => moves.length > 0), phases }
}

function newStep(
  players: PlayerStep[],
  {
    keys,
    moveOf,
    phases,
  }: { keys: ReturnType<typeof createNames>; moveOf: (step: PlayerStep) => Move; phases: number },
): Step {
  const moves = players.map(moveOf)
  const draws = new Map<string, Draw>()
  for (const draw of moves.flatMap((move) => move.draws)) {
    const before = draws.get(draw.instruction.id)?.fields ?? []
    const fields = [
      ...before,
      ...draw.fields.filter(({ name }) => before.every((field) => field.name !== name)),
    ]
    draws.set(draw.instruction.id, { ...draw, fields })
  }
  const together = camel(players.map(({ player }) => player).join('_and_'))
  const key = keys.take(players.length > 1 && together.length > 48 ? 'together' : together)
  return { key, moves, draws: [...draws.values()], times: Array.from({ length: phases }, () => 0) }
}

/** Where the numbers that a value draws beside its inputs are kept: beside its outputs, whose names are others. */
export function noiseRegister(id: string, name: string): Register {
  return `${id}.${name}`
}

function noiseRegisters({ values }: Program): Register[] {
  return values.flatMap((value) =>
    value.op === 'apply' ? Object.keys(value.noise ?? {}).map((name) => noiseRegister(value.id, name)) : [],
  )
}

/** The sources of a player's step, with the registers that something in the step reads, and what other values draw. */
function drawsOf(step: PlayerStep, nameOf: (register: Register) => string): Draw[] {
  const instructions = [
    ...new Map(flatten([...step.before, ...step.inside]).map((one) => [one.id, one])).values(),
  ]
  const read = new Set(instructions.flatMap(readRegisters))
  for (const { register } of step.terms) read.add(register)
  const field = ([output, register]: [string, Register]) => ({ output, register, name: nameOf(register) })
  return instructions.flatMap((instruction): Draw[] => {
    if (instruction.op !== 'apply') return []
    const { id, out, noise = {} } = instruction
    const names = Object.keys(noise).sort()
    const drawn = names.map((name) => field([name, noiseRegister(id, name)]))
    if (!isSource(instruction)) return drawn.length > 0 ? [{ instruction, fields: drawn }] : []
    const outputs = Object.entries(out).filter(([, register]) => read.has(register))
    return [{ instruction, fields: outputs.map(field) }]
  })
}

/** Whether an instruction is data or noise: it comes with the batch. */
export function isSource(instruction: Instruction): instruction is ApplyInstruction {
  return instruction.op === 'apply' && kindOf(instruction.role, instruction.kind)?.source === true
}

/** The data section that a source draws from; null for noise. */
export function sectionOf(program: Program, { params }: ApplyInstruction): string | null {
  const { data } = params
  return typeof data === 'string' && Object.hasOwn(program.data, data) ? data : null
}

function fieldsDrawn(steps: Step[], data: string): string[] {
  const drawn = steps
    .flatMap(({ draws }) => draws)
    .filter(({ instruction }) => instruction.params.data === data)
  return [...new Set(drawn.flatMap(({ fields }) => fields.map(({ output }) => output)))]
}

/** Every instruction of the program's networks and steps. */
export function allInstructions(program: Program): Instruction[] {
  const steps = program.phases.flatMap(({ steps }) => steps.flatMap(({ players }) => players))
  return [
    ...Object.values(program.networks).flatMap(({ instructions }) => instructions),
    ...steps.flatMap(({ before, inside }) => flatten([...before, ...inside])),
  ]
}

/** Instructions with what gradients run again behind them. */
function flatten(instructions: readonly Instruction[]): Instruction[] {
  return instructions.flatMap((instruction) =>
    instruction.op === 'gradient' ? [instruction, ...flatten(instruction.body)] : [instruction],
  )
}

function usedKinds(program: Program): Set<Kind> {
  const applied = allInstructions(program).filter((instruction) => instruction.op === 'apply')
  return new Set(applied.map(knownKind))
}

/** The kind of an instruction, which the compiler has found. */
export function knownKind({ role, kind }: ApplyInstruction): Kind {
  const known = kindOf(role, kind)
  if (!known) throw new Error(`no kind ${kind}`)
  return known
}

/** The entry of a map that must have it. */
export function take<Key, Item>(map: ReadonlyMap<Key, Item>, key: Key): Item {
  const item = map.get(key)
  if (item === undefined) throw new Error(`nothing under ${String(key)}`)
  return item
}
