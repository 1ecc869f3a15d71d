// The canvas that is on the page, for commands that come from outside it: keys, menus, the command palette.
import type { Position } from '../document/types'

export interface CanvasHandle {
  /** Shows the whole graph. */
  fit: () => void
  zoomBy: (factor: number) => void
  /** The middle of what is in view, in the coordinates of cards. */
  centre: () => Position
  /** Brings a node into view where it is out of it. */
  reveal: (node: string) => void
  /** Gives the keyboard to a card, or to the canvas where there is none. */
  focusCard: (node: string | undefined) => void
  /** Lays all cards out anew, as one step of undo. */
  arrange: () => Promise<void>
  /** Opens the list of ports that the selected node can be wired to. */
  openConnect: () => void
  /** Ids of the wires that are selected. */
  selectedWires: () => string[]
  selectWires: (ids: string[]) => void
}

let current: CanvasHandle | null = null

/** The canvas on the page; null while none is. */
export function canvasHandle(): CanvasHandle | null {
  return current
}

/** Says which canvas is on the page. Returns what takes it back. */
export function registerCanvas(handle: CanvasHandle): () => void {
  current = handle
  return () => {
    if (current === handle) current = null
  }
}
