// Finds the layers of a network that apply the activation after them themselves: one pass over memory less each way.
import type { ApplyInstruction, NetworkBody, Register } from '../compiler/program/program'
import { kindOf } from '../kinds/registry'

/** A layer and, where it has one, the slope of the activation that it applies: its outputs are then the activation's. */
export interface FusedInstruction extends ApplyInstruction {
  rectifier?: number
}

const known = new WeakMap<NetworkBody, readonly FusedInstruction[]>()

/**
 * The body's layers, where each that `fusesRectifier` is one with the activation that alone reads it. What is also read elsewhere, or is
 * an output of the network, stays by itself. Computed once a body.
 */
export function fuseRectifiers(body: NetworkBody): readonly FusedInstruction[] {
  const made = known.get(body) ?? fusePairs(body)
  known.set(body, made)
  return made
}

function fusePairs({ instructions, outputs }: NetworkBody): FusedInstruction[] {
  const readers = new Map<Register, (ApplyInstruction | 'output')[]>()
  const addReader = (register: Register, reader: ApplyInstruction | 'output') =>
    readers.set(register, [...(readers.get(register) ?? []), reader])
  for (const layer of instructions) for (const register of Object.values(layer.in)) addReader(register, layer)
  for (const register of Object.values(outputs)) addReader(register, 'output')

  const joined = new Set<ApplyInstruction>()
  const layers = instructions.map((layer): FusedInstruction => {
    const [reader, ...others] = readers.get(layer.out.out ?? '') ?? []
    const takes = kindOf(layer.role, layer.kind)?.fusesRectifier
    if (!takes || reader === undefined || reader === 'output' || others.length > 0) return layer
    const rectifier = kindOf(reader.role, reader.kind)?.rectifier?.(reader.params)
    if (rectifier === undefined) return layer
    joined.add(reader)
    return { ...layer, out: reader.out, rectifier }
  })
  return layers.filter((layer) => !joined.has(layer))
}
