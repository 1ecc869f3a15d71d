// Every command of the editor with its key: what keys, menus and the command palette run.
import type { Stores } from '../state/context'
import { cardsOf } from './cards/cards'
import { canvasHandle } from './canvasHandle'
import {
  copySelected,
  duplicateSelected,
  nudgeSelected,
  pasteText,
  removeSelected,
  selectAll,
} from './actions'

export interface EditorCommand {
  id: string
  title: string
  keys: string
  /** Further keys that do the same. */
  also?: string[]
  /** It changes the document: not for read-only ones. */
  edits?: boolean
  /** The browser's own clipboard events run it when its key is pressed. */
  native?: boolean
  run: (stores: Stores) => void
}

let copied = ''

/** Copies the selection to the clipboard. Returns the text, for clipboard events. */
export function copyToClipboard(stores: Stores): string | null {
  const text = copySelected(stores)
  if (text !== null) copied = text
  return text
}

function writeClipboard(stores: Stores): void {
  const text = copyToClipboard(stores)
  // Where the page may not write, our own memory of the text still pastes within it.
  if (text !== null) navigator.clipboard?.writeText(text).catch(() => undefined)
}

function openSelected({ document, session }: Stores): void {
  const { graph, selection } = session.getState()
  const card = cardsOf(document.getState().document, graph).find(({ id }) => id === selection[0])
  if (card?.opens != null) session.getState().openGraph(card.opens)
}

/** Focuses a field at once, so that no key typed after the command is lost; a frame later where its panel was folded. */
function focusField(label: string, region: string): void {
  const focus = () => {
    const scope = window.document.querySelector(`section[aria-label="${region}"]`)
    const labelled = [...(scope?.querySelectorAll('label') ?? [])].find((each) => each.textContent === label)
    const field =
      labelled?.control ?? scope?.querySelector<HTMLInputElement>(`input[aria-label="${label}"]`) ?? null
    if (field instanceof HTMLInputElement) {
      field.focus()
      field.select()
    }
    return field !== null
  }
  if (!focus()) requestAnimationFrame(focus)
}

export const editorCommands: readonly EditorCommand[] = [
  {
    id: 'undo',
    title: 'Undo',
    keys: 'mod+z',
    edits: true,
    run: ({ document }) => document.getState().undo(),
  },
  {
    id: 'redo',
    title: 'Redo',
    keys: 'mod+shift+z',
    also: ['mod+y'],
    edits: true,
    run: ({ document }) => document.getState().redo(),
  },
  { id: 'copy', title: 'Copy', keys: 'mod+c', native: true, run: writeClipboard },
  {
    id: 'cut',
    title: 'Cut',
    keys: 'mod+x',
    native: true,
    edits: true,
    run: (stores) => {
      writeClipboard(stores)
      removeSelected(stores)
    },
  },
  {
    id: 'paste',
    title: 'Paste',
    keys: 'mod+v',
    native: true,
    edits: true,
    run: (stores) => void pasteText(stores, copied),
  },
  { id: 'duplicate', title: 'Duplicate', keys: 'mod+d', edits: true, run: duplicateSelected },
  { id: 'delete', title: 'Delete', keys: 'delete', also: ['backspace'], edits: true, run: removeSelected },
  { id: 'select-all', title: 'Select all', keys: 'mod+a', run: selectAll },
  { id: 'connect', title: 'Connect to…', keys: 'c', edits: true, run: () => canvasHandle()?.openConnect() },
  { id: 'open', title: 'Open the network', keys: 'enter', run: openSelected },
  {
    id: 'rename',
    title: 'Rename',
    keys: 'f2',
    edits: true,
    run: ({ session }) => {
      if (!session.getState().inspector) session.getState().toggleInspector()
      focusField('Title', 'Inspector')
    },
  },
  {
    id: 'find',
    title: 'Add a node',
    keys: '/',
    edits: true,
    run: ({ session }) => {
      if (!session.getState().palette) session.getState().togglePalette()
      focusField('Search the palette', 'Palette')
    },
  },
  {
    id: 'arrange',
    title: 'Arrange all cards',
    keys: 'l',
    edits: true,
    run: () => void canvasHandle()?.arrange(),
  },
  { id: 'fit', title: 'Show everything', keys: 'f', run: () => canvasHandle()?.fit() },
  { id: 'zoom-in', title: 'Zoom in', keys: '+', also: ['='], run: () => canvasHandle()?.zoomBy(1.25) },
  { id: 'zoom-out', title: 'Zoom out', keys: '-', run: () => canvasHandle()?.zoomBy(0.8) },
  {
    id: 'palette',
    title: 'Fold the palette',
    keys: '[',
    run: ({ session }) => session.getState().togglePalette(),
  },
  {
    id: 'inspector',
    title: 'Fold the inspector',
    keys: ']',
    run: ({ session }) => session.getState().toggleInspector(),
  },
]

/** The key of a command, for tooltips. */
export function keysOf(id: string): string {
  return editorCommands.find((command) => command.id === id)?.keys ?? ''
}

const arrows: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** Moves the selection by an arrow key, on the 4 px grid, with Shift by 32 px. False for any other key. */
export function nudgeByKey(stores: Stores, event: { key: string; shiftKey: boolean }): boolean {
  const arrow = arrows[event.key]
  if (!arrow || stores.session.getState().selection.length === 0) return false
  const distance = event.shiftKey ? 32 : 4
  nudgeSelected(stores, [arrow[0] * distance, arrow[1] * distance])
  return true
}
