// How the user looks at the document: saved with the project, never part of undo.
import { createStore } from 'zustand/vanilla'

/** Tabs of the drawer below the canvas. */
export type DrawerTab = 'watch' | 'metrics' | 'use' | 'problems' | 'code' | 'data'

/** The part of the session that is saved and restored. Plain data. */
export interface SavedSession {
  /** `game`, or the id of the network that is open. */
  graph: string
  /** Node ids selected in the open graph: a layer, value or input id, `out:NAME` for network outputs, `player:ID`. */
  selection: string[]
  /** Viewport per graph: x, y in pixels and zoom. */
  viewports: Record<string, { x: number; y: number; zoom: number }>
  drawer: { open: boolean; tab: DrawerTab; height: number }
  palette: boolean
  inspector: boolean
}

export interface SessionState extends SavedSession {
  /** Set to ask the canvas to show a node: it opens, selects and centres it, then clears this. */
  focus: { graph: string; node: string } | null
  openGraph: (graph: string) => void
  select: (ids: string[]) => void
  setViewport: (graph: string, viewport: { x: number; y: number; zoom: number }) => void
  setDrawer: (drawer: Partial<SavedSession['drawer']>) => void
  togglePalette: () => void
  toggleInspector: () => void
  /** Opens a node's graph, selects and centres it. */
  focusNode: (graph: string, node: string) => void
  clearFocus: () => void
  /** Puts a saved session (or the start values) in place. */
  restore: (saved: Partial<SavedSession> | null) => void
}

const start: SavedSession = {
  graph: 'game',
  selection: [],
  viewports: {},
  drawer: { open: true, tab: 'watch', height: 260 },
  palette: true,
  inspector: true,
}

/** Makes the store that holds how one document is looked at. */
export function createSessionStore() {
  return createStore<SessionState>((set) => ({
    ...start,
    focus: null,
    openGraph: (graph) => set((state) => (state.graph === graph ? state : { graph, selection: [] })),
    select: (selection) => set({ selection }),
    setViewport: (graph, viewport) =>
      set((state) => ({ viewports: { ...state.viewports, [graph]: viewport } })),
    setDrawer: (drawer) => set((state) => ({ drawer: { ...state.drawer, ...drawer } })),
    togglePalette: () => set((state) => ({ palette: !state.palette })),
    toggleInspector: () => set((state) => ({ inspector: !state.inspector })),
    focusNode: (graph, node) => set({ graph, selection: [node], focus: { graph, node } }),
    clearFocus: () => set({ focus: null }),
    restore: (saved) => set({ ...start, ...saved, focus: null }),
  }))
}

export type SessionStore = ReturnType<typeof createSessionStore>

/** The part of a session that is worth saving. */
export function savedSession(state: SessionState): SavedSession {
  const { graph, selection, viewports, drawer, palette, inspector } = state
  return { graph, selection, viewports, drawer, palette, inspector }
}
