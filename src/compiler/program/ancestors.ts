// What leads to a register: the one walk from a value back to what it is made from.
import type { Instruction, Register } from './program'

/** What an instruction reads of the registers around it: of a gradient, what its body reads and does not make itself. */
export function readRegisters(instruction: Instruction): Register[] {
  if (instruction.op !== 'gradient') return Object.values(instruction.in)
  const made = new Set(instruction.body.flatMap(({ out }) => Object.values(out)))
  const outside = instruction.body.flatMap(readRegisters).filter((register) => !made.has(register))
  return [...new Set([instruction.in.at, ...outside])]
}

/** Exactly the instructions that make `registers`, in order. Nothing is run for what is `given`. */
export function ancestorsOf(
  instructions: readonly Instruction[],
  registers: Iterable<Register>,
  given: ReadonlySet<Register> = new Set(),
): Instruction[] {
  const wanted = new Set(registers)
  const makes = ({ out }: Instruction) =>
    Object.values(out).some((register) => wanted.has(register) && !given.has(register))
  const found = instructions.toReversed().filter((instruction) => {
    if (!makes(instruction)) return false
    for (const register of readRegisters(instruction)) wanted.add(register)
    return true
  })
  return found.reverse()
}

/** `register` and every register that it is made from. */
export function registersBehind(instructions: readonly Instruction[], register: Register): Set<Register> {
  return new Set([register, ...ancestorsOf(instructions, [register]).flatMap(readRegisters)])
}
