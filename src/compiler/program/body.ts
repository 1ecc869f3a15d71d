// Compiles a network's layers, with blocks written out: the engine and the exports see plain layers only.
import { splitReference } from '../../document/references'
import type { GanvasDocument } from '../../document/types'
import { typesOf } from '../analyse'
import type { InferredNode, NetworkInference } from '../infer/types'
import { layerInstruction } from './instructions'
import type { ApplyInstruction, NetworkBody, Register } from './program'

type Networks = ReadonlyMap<string, NetworkInference>

/** The body of a network without problems. What a copy of a block holds is called `block/copy/layer`. */
export function compileBody(document: GanvasDocument, networks: Networks, id: string): NetworkBody {
  const network = networks.get(id)
  if (!network) throw new Error(`no network ${id}`)
  const { graph, inputs, outputs, needed } = network
  const plain = new Set([...Object.keys(inputs), ...needed.filter((layer) => !graph.nodes.get(layer)?.inner)])
  const types = Object.entries(typesOf(graph)).filter(([register]) => plain.has(splitReference(register).id))
  const body: NetworkBody = { inputs, instructions: [], outputs: {}, types: Object.fromEntries(types) }
  /** What a block's outputs are called once it is written out. */
  const inside = new Map<Register, Register>()
  const follow = (register: Register) => inside.get(register) ?? register
  for (const layer of needed) {
    const node = graph.nodes.get(layer)
    if (node?.inner) {
      const made = writeOut({ document, networks, layer, node, wires: mapRecord(node.in, follow) })
      body.instructions.push(...made.instructions)
      Object.assign(body.types, made.types)
      for (const [output, register] of Object.entries(node.out))
        inside.set(register, made.outputs[output] ?? '')
    } else {
      const kind = document.networks[id]?.layers[layer]?.kind ?? ''
      const instruction = layerInstruction(graph, layer, kind)
      body.instructions.push({ ...instruction, in: mapRecord(instruction.in, follow) })
    }
  }
  body.outputs = mapRecord(outputs, (output) => follow(output?.register ?? ''))
  return body
}

/** The copies of a block in a row, each fed by the one before it. */
function writeOut(args: {
  document: GanvasDocument
  networks: Networks
  layer: string
  node: InferredNode
  wires: Record<string, Register>
}): Pick<NetworkBody, 'instructions' | 'outputs' | 'types'> {
  const { document, networks, layer, node } = args
  const { network, repeat } = node.params as { network: string; repeat: number }
  const inner = compileBody(document, networks, network)
  const [input = ''] = Object.keys(inner.inputs)
  const made: Pick<NetworkBody, 'instructions' | 'outputs' | 'types'> = {
    instructions: [],
    outputs: {},
    types: {},
  }
  let wires = args.wires
  for (let copy = 1; copy <= repeat; copy++) {
    const prefix = (name: string) => `${layer}/${copy}/${name}`
    const place = (register: Register) => wires[register] ?? prefix(register)
    made.instructions.push(...inner.instructions.map((instruction) => renamed(instruction, prefix, place)))
    for (const [register, type] of Object.entries(inner.types)) {
      if (!Object.hasOwn(inner.inputs, register)) made.types[place(register)] = type
    }
    made.outputs = mapRecord(inner.outputs, place)
    wires = { [input]: Object.values(made.outputs)[0] ?? '' }
  }
  return made
}

function renamed(
  instruction: ApplyInstruction,
  prefix: (name: string) => string,
  place: (register: Register) => Register,
): ApplyInstruction {
  return {
    ...instruction,
    id: prefix(instruction.id),
    in: mapRecord(instruction.in, place),
    out: mapRecord(instruction.out, place),
    weights: mapRecord(instruction.weights, prefix),
    state: mapRecord(instruction.state, prefix),
  }
}

function mapRecord<From, To>(record: Record<string, From>, change: (item: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, item]) => [key, change(item)]))
}
