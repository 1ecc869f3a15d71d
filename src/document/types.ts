// The document's types, by the names that the rest of the code uses.
import type { z } from 'zod'
import type { ProblemCode } from '../lib/codes'
import type { documentSchema, domains } from './schema'

/** What a user made: networks, the game that they play, and how it is drawn. Immutable: edits return a new one. */
export type GanvasDocument = z.infer<typeof documentSchema>
export type Network = GanvasDocument['networks'][string]
export type Layer = Network['layers'][string]
export type Game = GanvasDocument['game']
export type GameValue = Game['values'][string]
export type Player = Game['players'][string]
export type Phase = Game['schedule'][number]
export type View = Game['views'][string]
export type DataSection = GanvasDocument['data'][string]
/** Shape without the batch axis, and meaning, of a network input or a data field. */
export type Port = Network['inputs'][string]
export type Domain = (typeof domains)[number]
export type Curve = Player['minimizes'][string]
export type Params = Layer['params']
export type Json = Params[string]
/** `id`, or `id.output`. */
export type Reference = string
export type Position = [number, number]

/** A node of a graph by the canvas's name (`conv_1`, `out:image`, `player:critic`), and one of its ports. */
export interface PortPlace {
  node: string
  /** `in` for a network's output; for a player, the reference that is minimised; empty for a network input's one output. */
  port: string
}

/** An edit of the document that would mend a problem, as data. */
export type Repair =
  /** Puts a new layer, with all its parameters, between a port and what is wired to it. */
  | { kind: 'insert'; graph: string; layer: { kind: string; params: Params }; before: PortPlace }
  /** Wires a port to another source. */
  | { kind: 'wire'; graph: string; from: Reference; to: PortPlace }
  | { kind: 'unwire'; graph: string; to: PortPlace }
  /** Sets all these places to one value, as a knob does; the last key of a pointer need not exist yet. */
  | { kind: 'set'; pointers: readonly string[]; value: Json }
  /** Takes away what a pointer points to; a node, a network or a player goes with everything that hangs on it. */
  | { kind: 'delete'; pointer: string }
  /** Gives a node another id; with a node of null, the network itself. */
  | { kind: 'rename'; graph: string; node: string | null; id: string }

/** What is wrong with a document, where, and what to do about it. */
export interface Problem {
  severity: 'error' | 'warning'
  /** Stable, for tests and links; see the table of codes. */
  code: ProblemCode
  /** JSON pointer into the document, such as `/networks/critic/layers/conv_1/in/x`. */
  where: string
  message: string
  /** What helps, in words. */
  remedy?: string
  /** What helps, as edits; several are alternatives. Absent where it takes a person. */
  repairs?: readonly Repair[]
}
