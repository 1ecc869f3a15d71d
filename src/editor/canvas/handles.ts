// Between React Flow's handles and our ports.
import type { Connection } from '../connecting'

interface End {
  nodeId: string
  id?: string | null
  type: 'source' | 'target'
}

function portOf(handle: string | null | undefined): string {
  const text = handle ?? ''
  return text.slice(text.indexOf(':') + 1)
}

/** The connection between two handles, whichever was taken first; null for two of the same side or of one card. */
export function connectionOf(a: End, b: End): Connection | null {
  if (a.type === b.type || a.nodeId === b.nodeId) return null
  const [source, target] = a.type === 'source' ? [a, b] : [b, a]
  return {
    from: { node: source.nodeId, port: portOf(source.id) },
    to: { node: target.nodeId, port: portOf(target.id) },
  }
}

/** The same for React Flow's own form of a connection. */
export function connectionOfFlow(flow: {
  source: string
  target: string
  sourceHandle?: string | null
  targetHandle?: string | null
}): Connection | null {
  return connectionOf(
    { nodeId: flow.source, id: flow.sourceHandle ?? null, type: 'source' },
    { nodeId: flow.target, id: flow.targetHandle ?? null, type: 'target' },
  )
}

/** The one port that a handle stands for. */
export function placeOf(handle: End) {
  return { node: handle.nodeId, port: portOf(handle.id) }
}
