// Reads back what an earlier version of the page may have written: wrong shapes are left out, never trusted.
import type { LossPoint } from '../../../workers/trainer.api'
import type { GanvasDocument } from '../../document/types'
import { isRecord } from '../../lib/own'
import type { DrawerTab, SavedSession } from '../../state/sessionStore'

const tabs: readonly DrawerTab[] = ['watch', 'metrics', 'use', 'problems', 'code', 'data']

/** The parts of a stored session that are whole and fit the document. */
export function restoredSession(stored: unknown, document: GanvasDocument): Partial<SavedSession> {
  if (!isRecord(stored)) return {}
  const session: Partial<SavedSession> = {}
  const { graph, selection, viewports, drawer, palette, inspector } = stored
  if (typeof graph === 'string' && (graph === 'game' || Object.hasOwn(document.networks, graph))) {
    session.graph = graph
    if (Array.isArray(selection)) session.selection = selection.filter((id) => typeof id === 'string')
  }
  if (isRecord(viewports)) {
    const whole = Object.entries(viewports).filter(([, viewport]) => isViewport(viewport))
    session.viewports = Object.fromEntries(whole) as SavedSession['viewports']
  }
  if (isRecord(drawer)) {
    const { open, tab, height } = drawer
    const known = tabs.find((name) => name === tab)
    if (typeof open === 'boolean' && known && isFinite(height)) session.drawer = { open, tab: known, height }
  }
  if (typeof palette === 'boolean') session.palette = palette
  if (typeof inspector === 'boolean') session.inspector = inspector
  return session
}

/** Which panels a project opens with for the first time: on a tablet held upright no palette, on a phone neither. */
export function panelsFor(windowWidth: number): Pick<SavedSession, 'palette' | 'inspector'> {
  return { palette: windowWidth > 900, inspector: windowWidth > 720 }
}

/** The points of a stored loss curve that are whole. */
export function restoredLosses(stored: unknown): LossPoint[] {
  if (!Array.isArray(stored)) return []
  return stored.filter(
    (point): point is LossPoint =>
      isRecord(point) &&
      isFinite(point['round']) &&
      isRecord(point['losses']) &&
      Object.values(point['losses']).every((loss) => typeof loss === 'number'),
  )
}

function isViewport(viewport: unknown): boolean {
  return isRecord(viewport) && ['x', 'y', 'zoom'].every((name) => isFinite(viewport[name]))
}

function isFinite(value: unknown): value is number {
  return Number.isFinite(value)
}
