// The games that are timed: templates with some params changed, and what their stock peer is built from. They are data.
import { readFileSync } from 'node:fs'
import { compileProgram } from '../../compiler/program/compile'
import type { Program } from '../../compiler/program/program'
import { parseDocument } from '../../document/parse'
import { pointerPath } from '../../document/pointer'
import type { GanvasDocument, Json, Problem } from '../../document/types'

/** One entry of `games.json`. */
export interface Game {
  title: string
  /** File name in `templates/`. */
  document: string
  /** JSON pointer into the document → what stands there instead. */
  set: Record<string, Json>
  batch: { cpu: number; gpu: number }
  /** What the model written on stock layers is built from: see `stock/models.ts`. */
  stock: StockSettings
  /** Speeds of its convolutions are measured. */
  kernels?: true
  /** Its launches are counted, its start is timed, its growth is watched, unless another game is asked for. */
  counted?: true
  started?: true
  grown?: true
}

export interface StockSettings {
  model: string
  side: number
  channels: number
  filters: number
  latent: number
}

const here = (path: string) => new URL(path, import.meta.url)

/** By name, in the order of the table. */
export function readGames(): Record<string, Game> {
  return JSON.parse(readFileSync(here('./games.json'), 'utf8')) as Record<string, Game>
}

/** The game's document with this batch. Throws what is wrong with it: a bug of `games.json`. */
export function readDocumentOf(game: Game, batch: number): GanvasDocument {
  const document = JSON.parse(readFileSync(here(`../../../templates/${game.document}`), 'utf8')) as Json
  for (const [pointer, value] of Object.entries({ ...game.set, '/game/batch': batch })) {
    setAt(document, pointer, value)
  }
  const parsed = parseDocument(document)
  if (!parsed.ok) throw new Error(problemsOf(game, parsed.error))
  return parsed.value
}

/** The program of that document. */
export function compileGame(game: Game, batch: number): Program {
  const program = compileProgram(readDocumentOf(game, batch))
  if (!program.ok) throw new Error(problemsOf(game, program.error))
  return program.value
}

const problemsOf = ({ title }: Game, problems: Problem[]) =>
  `${title}: ${problems.map(({ message }) => message).join(' ')}`

function setAt(document: Json, pointer: string, value: Json): void {
  const path = pointerPath(pointer) ?? []
  const last = path.pop()
  let holder = document as Record<string, Json>
  for (const key of path) holder = holder[key] as Record<string, Json>
  if (last === undefined || holder[last] === undefined) throw new Error(`nothing at ${pointer}`)
  holder[last] = value
}
