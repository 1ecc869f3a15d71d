// Where a problem is on the canvas.

/** The graph and node that a JSON pointer leads to; no node where it is about the graph, the data or the whole document. */
export function problemPlace(where: string): { graph: string; node: string | null } {
  const [, root, a, b, c] = where.split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  if (root === 'networks' && a !== undefined) {
    if ((b === 'layers' || b === 'inputs') && c !== undefined) return { graph: a, node: c }
    return { graph: a, node: b === 'outputs' && c !== undefined ? `out:${c}` : null }
  }
  if (root === 'game' && a === 'values' && b !== undefined) return { graph: 'game', node: b }
  if (root === 'game' && a === 'players' && b !== undefined) return { graph: 'game', node: `player:${b}` }
  return { graph: 'game', node: null }
}
