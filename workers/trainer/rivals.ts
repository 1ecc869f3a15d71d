// Who makes what a view shows, who judges it, and which real samples it stands beside: read off a program alone.
import type {
  Instruction,
  PlayerStep,
  Program,
  ProgramPhase,
  Register,
} from '../../src/compiler/program/program'
import { registersBehind } from '../../src/compiler/program/ancestors'
import { viewKindOf } from '../../src/kinds/views/registry'
import { fieldOf, realBeside } from '../../src/metrics/dataFields'

/** Two players: one is trained on how the other's network likes what it makes. */
export interface Rivals {
  maker: string
  judge: string
}

/** A view of samples that are made of noise and judged by another player. */
export interface JudgedView extends Rivals {
  /** The real samples; null where the view brings them along. */
  real: Register | null
}

/**
 * The views of which one can say whether their samples differ as real ones do, by id. Left out: what is made from a sample of
 * the data (a translated or enlarged picture differs as much as what it was made from), and what no other player judges.
 */
export function judgedViews(program: Program): Record<string, JudgedView> {
  const judged: Record<string, JudgedView> = {}
  for (const [id, view] of Object.entries(program.views)) {
    if (viewKindOf(view.as)?.aim !== 'samples') continue
    const rivals = rivalsOver(program, program.values, view.value)
    if (rivals === null || isMadeFromData(program, view.value)) continue
    const real = view.real ?? realBeside(program, view.value)
    if (real !== null) judged[id] = { ...rivals, real: view.real === undefined ? real : null }
  }
  return judged
}

/**
 * The players that are rivals in a phase: where a maker is not trained on its judge yet, it is none, and neither are two who
 * minimise the same value, as an encoder and its decoder do.
 */
export function rivalsIn(program: Program, phase: ProgramPhase): Rivals[] {
  const steps = phase.steps.flatMap(({ players }) => players)
  const found = steps.flatMap(({ player, before, inside }) => {
    const instructions = [...before, ...inside]
    const made = instructions.flatMap(({ op, out }) => (op === 'call' ? Object.values(out) : []))
    const rivals = made.flatMap((register) => rivalsOver(program, instructions, register) ?? [])
    return rivals.filter(({ maker, judge }) => maker === player && !shareTerm(steps, maker, judge))
  })
  return found.filter(
    ({ maker, judge }, at) =>
      found.findIndex((other) => other.maker === maker && other.judge === judge) === at,
  )
}

function shareTerm(steps: readonly PlayerStep[], one: string, other: string): boolean {
  const termsOf = (name: string) => {
    return steps.filter(({ player }) => player === name).flatMap(({ terms }) => terms)
  }
  const registers = new Set(termsOf(one).map(({ register }) => register))
  return termsOf(other).some(({ register }) => registers.has(register))
}

/** Follows a register back to the network that it comes from, and on to the first network of another player. */
function rivalsOver(
  program: Program,
  instructions: readonly Instruction[],
  register: Register,
): Rivals | null {
  const maker = makerOf(program, register)
  if (maker === null) return null
  const derived = new Set([register])
  for (const instruction of instructions) {
    if (!Object.values(instruction.in).some((input) => derived.has(input))) continue
    if (instruction.op === 'apply') for (const out of Object.values(instruction.out)) derived.add(out)
    const judge = instruction.op === 'call' ? trainerOf(program, instruction.network) : null
    if (judge !== null && judge !== maker) return { maker, judge }
  }
  return null
}

/** The player whose network a register comes from, perhaps by way of values such as an augmentation. */
function makerOf(program: Program, register: Register): string | null {
  const source = program.values.find(({ out }) => Object.values(out).includes(register))
  if (source === undefined || source.op === 'gradient') return null
  if (source.op === 'call') return trainerOf(program, source.network)
  for (const input of Object.values(source.in)) {
    const maker = makerOf(program, input)
    if (maker !== null) return maker
  }
  return null
}

function trainerOf({ weights }: Program, network: string): string | null {
  return Object.entries(weights).find(([path]) => path.startsWith(`${network}/`))?.[1].trainer ?? null
}

function isMadeFromData(program: Program, register: Register): boolean {
  const axes = program.types[register]?.shape.length ?? 0
  return [...registersBehind(program.values, register)].some(
    (source) => fieldOf(program, source) !== null && program.types[source]?.shape.length === axes,
  )
}
