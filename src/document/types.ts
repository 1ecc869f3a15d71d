// The document's types, by the names that the rest of the code uses.
import type { z } from 'zod'
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

/** What is wrong with a document, where, and what to do about it. */
export interface Problem {
  severity: 'error' | 'warning'
  /** Stable, for tests and links: `shape_mismatch`, `missing_input`, … */
  code: string
  /** JSON pointer into the document, such as `/networks/critic/layers/conv_1/in/x`. */
  where: string
  message: string
  remedy?: string
}
