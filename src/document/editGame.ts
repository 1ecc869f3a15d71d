// Edits of the rest: the game's numbers, views, data, knobs, and what the document says of itself.
import { produce } from 'immer'
import { own } from '../lib/own'
import { acceptDocument, acceptGame } from './accept'
import { idProblem } from './ids'
import { pointerPath, valueAtPointer } from './pointer'
import { checkPlainData } from './structure'
import type { DataSection, Game, GanvasDocument, Json, View } from './types'

/** Sets batch size, seed or planned rounds. Numbers that the format does not allow change nothing. */
export function setGame(
  document: GanvasDocument,
  args: Partial<Pick<Game, 'batch' | 'seed' | 'rounds'>>,
): GanvasDocument {
  return acceptGame(document, (game) => {
    Object.assign(game, args)
  })
}

/** Changes a view, adds one (the patch then says everything), or removes it where the patch is null. */
export function setView(
  document: GanvasDocument,
  args: { view: string; patch: Partial<View> | null },
): GanvasDocument {
  const { view, patch } = args
  if (patch !== null && idProblem(view, () => false) !== null) return document
  return acceptGame(document, (game) => {
    if (patch === null) delete game.views[view]
    else {
      const merged = { ...own(game.views, view), ...patch }
      const said = Object.entries(merged).filter(([, value]) => value !== undefined)
      game.views[view] = Object.fromEntries(said) as View
    }
  })
}

/** Puts a data section in place, such as the description of files that were imported. */
export function setData(
  document: GanvasDocument,
  args: { data: string; section: DataSection },
): GanvasDocument {
  if (idProblem(args.data, () => false) !== null) return document
  return acceptDocument(document, (draft) => {
    draft.data[args.data] = args.section
  })
}

/** Sets every place of a knob (by its number) to one value; places that dangle stay as they are. */
export function setKnob(document: GanvasDocument, args: { knob: number; value: Json }): GanvasDocument {
  const places = document.knobs[args.knob]?.set ?? []
  if (!checkPlainData(args.value).ok) return document
  return acceptDocument(document, (draft) => {
    for (const place of places) setAt(draft, place, args.value)
  })
}

function setAt(draft: GanvasDocument, place: string, value: Json): void {
  if (valueAtPointer(draft, place) === undefined) return
  const path = pointerPath(place) ?? []
  const last = path.at(-1)
  let target: unknown = draft
  for (const key of path.slice(0, -1)) target = (target as Record<string, unknown>)[key]
  if (last !== undefined) (target as Record<string, unknown>)[last] = value
}

/** The value that a knob stands at: that of the first of its places that exists. */
export function knobValue(document: GanvasDocument, knob: number): Json | undefined {
  return document.knobs[knob]?.set
    .map((place) => valueAtPointer(document, place))
    .find((value) => value !== undefined)
}

/** Sets the document's title or guide. */
export function setDocument(
  document: GanvasDocument,
  args: { title?: string; about?: string },
): GanvasDocument {
  return produce(document, (draft) => {
    if (args.title !== undefined) draft.title = args.title.slice(0, 200)
    if (args.about !== undefined) draft.about = args.about.slice(0, 20_000)
  })
}
