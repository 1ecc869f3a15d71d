// Makes and checks ids, and reads the canvas's names of nodes.
import { isReservedWord } from './reservedWords'
import { idPattern } from './schema'

const longest = 64

/** A valid id near the wish that is not taken: `conv_1` becomes `conv_2` where it is taken. */
export function freeId(wish: string, isTaken: (id: string) => boolean): string {
  const plain = wish.toLowerCase().replace(/[^a-z0-9_]+/g, '_')
  const start = (/^[a-z]/.test(plain) ? plain : `n_${plain}`).slice(0, longest - 8)
  const fits = (id: string) => !isTaken(id) && !isReservedWord(id)
  if (fits(start)) return start
  const stem = start.replace(/_\d+$/, '')
  for (let number = 2; ; number++) if (fits(`${stem}_${number}`)) return `${stem}_${number}`
}

/** Why an id cannot be used, in words; null where it can. */
export function idProblem(id: string, isTaken: (id: string) => boolean): string | null {
  if (id === '') return 'An id cannot be empty.'
  if (id.length > longest) return `An id has at most ${longest} characters.`
  if (!idPattern.test(id)) {
    return 'An id starts with a lower-case letter and holds lower-case letters, digits and _ only.'
  }
  if (isReservedWord(id)) return `${id} means something in TypeScript or Python, where ids become names.`
  return isTaken(id) ? `There is a ${id} already.` : null
}

export type NodeName = { role: 'output' | 'player' | 'node'; id: string }

/** What a node of the canvas is: `out:NAME` is a network's output, `player:ID` a player, anything else goes by its id. */
export function readNode(node: string): NodeName {
  if (node.startsWith('out:')) return { role: 'output', id: node.slice(4) }
  if (node.startsWith('player:')) return { role: 'player', id: node.slice(7) }
  return { role: 'node', id: node }
}
