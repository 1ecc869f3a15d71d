// Who can be timed: our engine, stock TensorFlow.js and PyTorch, each in a process of its own.
import { fileURLToPath } from 'node:url'
import { fail, type Result } from '../../lib/result'
import { compileGame, type Game } from './games'
import { startPeer, type Peer } from './lines'

export type Implementation = 'ours' | 'stock' | 'stock + filter gradient' | 'PyTorch'

export interface Contender {
  implementation: Implementation
  backend: string
}

/** What a loaded contender tells of itself. */
export interface Loaded {
  /** Trained numbers: the same for all, or they do not train the same model. */
  parameters: number
  version?: string
  /** How long it took, by part. */
  milliseconds?: { backend: number; data: number; weights: number }
}

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const node = (name: string) => startPeer(process.execPath, ['--import', 'tsx', file(name)])
const pythons = ['python3', '/usr/bin/python3']

/** Starts the process of a contender; nothing is loaded yet. */
export function startContender({ implementation }: Contender, python = 'python3'): Peer {
  if (implementation === 'ours') return node('./ours.ts')
  if (implementation !== 'PyTorch') return node('./stock/main.ts')
  return startPeer(python, [file('./torch_peer.py')], { OMP_NUM_THREADS: '1' })
}

/** Starts a contender with a game loaded; a reason where this machine or its backend cannot. */
export async function loadContender(
  contender: Contender,
  game: Game,
  batch: number,
): Promise<Result<{ peer: Peer; loaded: Loaded }, string>> {
  const { implementation, backend } = contender
  const order =
    implementation === 'ours' || implementation === 'PyTorch'
      ? { do: 'load', program: compileGame(game, batch), backend }
      : {
          do: 'load',
          stock: game.stock,
          batch,
          backend,
          filterGradient: implementation === 'stock + filter gradient',
        }
  const reasons: string[] = []
  for (const python of implementation === 'PyTorch' ? pythons : ['']) {
    const peer = startContender(contender, python)
    const loaded = await peer.ask<Loaded>(order)
    if (loaded.ok) return { ok: true, value: { peer, loaded: loaded.value } }
    peer.end()
    reasons.push(loaded.error)
  }
  return fail(reasons.join('; '))
}
