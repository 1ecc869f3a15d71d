// Auto-layout: from cards and wires to positions, by ELK's layered algorithm.
import type { ELK, ElkNode } from 'elkjs/lib/elk-api.js'
import type { Position } from '../../document/types'
import type { ArrangeCard, ArrangeWire } from './arrangeTypes'
import type { Rect } from './places'
import { intoRows } from './rows'

const options: Record<string, string> = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.layered.spacing.nodeNodeBetweenLayers': '128',
  'elk.layered.spacing.edgeNodeBetweenLayers': '28',
  'elk.spacing.nodeNode': '36',
  'elk.spacing.edgeNode': '24',
  'elk.spacing.edgeEdge': '10',
  // One layering for all parts, so that columns can be told apart afterwards.
  'elk.separateConnectedComponents': 'false',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.nodePlacement.favorStraightEdges': 'true',
  'elk.layered.crossingMinimization.semiInteractive': 'false',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.thoroughness': '20',
}

/** Positions of all cards, the top left one at 0, 0. Deterministic; no two cards overlap. */
export async function arrange(
  elk: ELK,
  cards: readonly ArrangeCard[],
  wires: readonly ArrangeWire[],
): Promise<Record<string, Position>> {
  if (cards.length === 0) return {}
  const arranged = await elk.layout(elkGraph(cards, wires))
  const found = (arranged.children ?? []).map(({ id, x = 0, y = 0 }): [string, Position] => [id, [x, y]])
  const placed = intoRows(cards, wires, Object.fromEntries(found))
  // Whole pixels, not the 4 px grid: ports that ELK put at one height stay there, and their wires straight.
  return Object.fromEntries(
    Object.entries(placed).map(([id, [x, y]]): [string, Position] => [id, [Math.round(x), Math.round(y)]]),
  )
}

function elkGraph(cards: readonly ArrangeCard[], wires: readonly ArrangeWire[]): ElkNode {
  const ports = new Set<string>()
  const children = cards.map((card) => {
    const port = (side: 'WEST' | 'EAST', name: string, y: number) => {
      const id = portId(card.id, side, name)
      ports.add(id)
      const x = side === 'WEST' ? 0 : card.width
      return { id, x, y, width: 0, height: 0, layoutOptions: { 'elk.port.side': side } }
    }
    return {
      id: card.id,
      width: card.width,
      height: card.height,
      ports: [
        ...card.inputs.map(({ name, y }) => port('WEST', name, y)),
        ...card.outputs.map(({ name, y }) => port('EAST', name, y)),
      ],
      layoutOptions: { 'elk.portConstraints': 'FIXED_POS' },
    }
  })
  const edges = wires.flatMap((wire, index) => {
    const [source, target] = [portId(wire.from, 'EAST', wire.output), portId(wire.to, 'WEST', wire.input)]
    // A wire of an unfinished document may name a port that is not there.
    return ports.has(source) && ports.has(target)
      ? [{ id: `wire ${index}`, sources: [source], targets: [target] }]
      : []
  })
  return { id: 'graph', layoutOptions: options, children, edges }
}

function portId(card: string, side: 'WEST' | 'EAST', name: string): string {
  return `${card} ${side} ${name}`
}

/** How far cards must go down together until none of them comes nearer than a gap to one that is there. */
export function freeShift(cards: readonly Rect[], taken: readonly Rect[]): number {
  const gap = 24
  let down = 0
  const hit = () => {
    for (const card of cards) {
      const other = taken.find(
        ({ x, y, width, height }) =>
          x < card.x + card.width + gap &&
          x + width + gap > card.x &&
          y < card.y + down + card.height + gap &&
          y + height + gap > card.y + down,
      )
      if (other) return other.y + other.height + gap - card.y
    }
    return null
  }
  for (let next = hit(); next !== null; next = hit()) down = next
  return Math.ceil(down / 4) * 4
}

/** The first free place at or below a wished position, for cards that are added to an arranged graph. */
export function freePlace(
  [x, y]: Position,
  size: { width: number; height: number },
  taken: readonly Rect[],
): Position {
  const down = freeShift([{ x, y, ...size }], taken)
  return [Math.round(x / 4) * 4, Math.round((y + down) / 4) * 4]
}
