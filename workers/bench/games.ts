// The games that are timed: templates with some params changed, and what their stock peer is built from. They are data.
import { readFileSync } from 'node:fs'
import { compileProgram } from '../../src/compiler/compile'
import type { Program } from '../../src/compiler/program'
import { parseDocument } from '../../src/document/parse'
import { pointerPath } from '../../src/document/pointer'
import type { Json } from '../../src/document/types'

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

/** The game's program, with another batch where one is given. Throws what is wrong with it: a bug of `games.json`. */
export function compileGame(game: Game, batch: number): Program {
  const document = JSON.parse(readFileSync(here(`../../templates/${game.document}`), 'utf8')) as Json
  for (const [pointer, value] of Object.entries({ ...game.set, '/game/batch': batch })) {
    setAt(document, pointer, value)
  }
  const parsed = parseDocument(document)
  const program = parsed.ok ? compileProgram(parsed.value) : parsed
  if (!program.ok) throw new Error(`${game.title}: ${program.error.map(({ message }) => message).join(' ')}`)
  return program.value
}

function setAt(document: Json, pointer: string, value: Json): void {
  const path = pointerPath(pointer) ?? []
  const last = path.pop()
  let holder = document as Record<string, Json>
  for (const key of path) holder = holder[key] as Record<string, Json>
  if (last === undefined || holder[last] === undefined) throw new Error(`nothing at ${pointer}`)
  holder[last] = value
}
