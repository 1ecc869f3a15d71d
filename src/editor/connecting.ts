// What can be wired to what: references of ports, the first port that fits, and lists of targets for the keyboard.
import { checkConnection } from '../compiler/connection'
import { connect } from '../document/edit'
import type { GanvasDocument, Reference } from '../document/types'
import { fail, type Result } from '../lib/result'
import { cardsOf, minimizesPort, type Card } from './cards/cards'
import { plainId } from './names'

export interface PortPlace {
  node: string
  /** Empty for the one output of a network's input. */
  port: string
}

export interface Connection {
  from: PortPlace
  to: PortPlace
}

/** How the document names an output: `id`, or `id.output` where the card has several. Null where there is no such card. */
export function referenceOf(document: GanvasDocument, graph: string, place: PortPlace): Reference | null {
  const card = cardsOf(document, graph).find(({ id }) => id === place.node)
  if (!card?.outputs.some(({ name }) => name === place.port)) return null
  return card.outputs.length > 1 && place.port !== '' ? `${card.id}.${place.port}` : card.id
}

function target(to: PortPlace, reference: Reference): PortPlace {
  return to.port === minimizesPort ? { node: to.node, port: reference } : to
}

/** Null where the wire fits; else why not, in words. */
export function refusalOf(document: GanvasDocument, graph: string, connection: Connection): string | null {
  const from = referenceOf(document, graph, connection.from)
  if (from === null) return `${connection.from.node} has no output to wire.`
  const to = target(connection.to, from)
  const checked = checkConnection(document, { graph, from, to })
  return checked.ok ? null : checked.error
}

/** The document with the wire in place, or why it cannot be. */
export function wired(
  document: GanvasDocument,
  graph: string,
  connection: Connection,
): Result<GanvasDocument, string> {
  const refusal = refusalOf(document, graph, connection)
  if (refusal !== null) return fail(refusal)
  const from = referenceOf(document, graph, connection.from) ?? ''
  return { ok: true, value: connect(document, { graph, from, to: target(connection.to, from) }) }
}

/** The first wire from one card to another that fits: free ports first. Null where none does. Either port may be given. */
export function firstFit(
  document: GanvasDocument,
  graph: string,
  from: string,
  to: string,
  ports: { output?: string; input?: string } = {},
): Connection | null {
  const cards = cardsOf(document, graph)
  const source = cards.find(({ id }) => id === from)
  const sink = cards.find(({ id }) => id === to)
  if (!source || !sink || source === sink) return null
  const inputs = [...sink.inputs].filter(({ name }) => ports.input === undefined || name === ports.input)
  const outputs = source.outputs.filter(({ name }) => ports.output === undefined || name === ports.output)
  inputs.sort(
    (a, b) => Number(isTaken(document, graph, sink, a.name)) - Number(isTaken(document, graph, sink, b.name)),
  )
  for (const output of outputs) {
    for (const input of inputs) {
      const connection = { from: { node: from, port: output.name }, to: { node: to, port: input.name } }
      if (refusalOf(document, graph, connection) === null) return connection
    }
  }
  return null
}

function isTaken(document: GanvasDocument, graph: string, card: Card, input: string): boolean {
  const inputs =
    graph === 'game' ? document.game.values[card.id]?.in : document.networks[graph]?.layers[card.id]?.in
  return inputs !== undefined && Object.hasOwn(inputs, input)
}

/** One end that the keyboard can connect to. */
export interface Target {
  id: string
  connection: Connection
  /** `conv_2 · x`, with the output before it where the source has several. */
  label: string
  kindTitle: string
  refused: string | null
}

/** Every input of the graph that a node could be wired to, those that refuse it with their reasons. */
export function targetsOf(document: GanvasDocument, graph: string, node: string): Target[] {
  const cards = cardsOf(document, graph)
  const source = cards.find(({ id }) => id === node)
  if (!source) return []
  return source.outputs.flatMap((output) =>
    cards
      .filter((card) => card !== source)
      .flatMap((card) =>
        card.inputs.map((input): Target => {
          const connection = { from: { node, port: output.name }, to: { node: card.id, port: input.name } }
          const port = card.inputs.length > 1 ? ` · ${input.extra ? 'new input' : input.name}` : ''
          const before = source.outputs.length > 1 ? `${output.name} → ` : ''
          return {
            id: `${output.name} ${card.id} ${input.name}`,
            connection,
            label: `${before}${plainId(card.id)}${port}`,
            kindTitle: card.role === 'player' ? 'Player' : card.kindTitle,
            refused: refusalOf(document, graph, connection),
          }
        }),
      ),
  )
}
