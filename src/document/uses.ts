// Who runs a network: calls in the game, and blocks, layers of other networks that copy it.
import { own } from '../lib/own'
import { rewriteGame, rewriteNetwork, splitReference, type Rewrite, type ViewForms } from './references'
import type { GanvasDocument, Layer, Network } from './types'

/** The network that a layer copies; undefined where it is no block. */
export function copiedBy({ kind, params }: Layer): string | undefined {
  return kind === 'block' && typeof params.network === 'string' ? params.network : undefined
}

/** The networks that a network copies into itself. */
export function blocksOf({ layers }: Network): string[] {
  const names = Object.values(layers).flatMap((layer) => copiedBy(layer) ?? [])
  return [...new Set(names)]
}

/** The way by which a block of `target` in `host` leads back to `host`; null where it does not. */
export function circleOf(
  networks: GanvasDocument['networks'],
  host: string,
  target: string,
): string[] | null {
  const open = [[host, target]]
  const seen = new Set<string>()
  for (let way = open.pop(); way !== undefined; way = open.pop()) {
    const last = way.at(-1) ?? ''
    if (last === host) return way
    if (seen.has(last)) continue
    seen.add(last)
    const network = own(networks, last)
    for (const next of network ? blocksOf(network) : []) open.push([...way, next])
  }
  return null
}

/** All networks that blocks copy into the given ones, at any depth. */
export function copiedInto(networks: GanvasDocument['networks'], hosts: Iterable<string>): Set<string> {
  const open = [...hosts]
  const copied = new Set<string>()
  for (let host = open.pop(); host !== undefined; host = open.pop()) {
    const network = own(networks, host)
    for (const name of network ? blocksOf(network) : []) {
      if (copied.has(name)) continue
      copied.add(name)
      open.push(name)
    }
  }
  return copied
}

/** The blocks that copy a network, by the network that they stand in. */
export function blocksThatCopy(
  { networks }: GanvasDocument,
  network: string,
): { host: string; id: string; layer: Layer }[] {
  return Object.entries(networks).flatMap(([host, { layers }]) =>
    Object.entries(layers)
      .filter(([, layer]) => copiedBy(layer) === network)
      .map(([id, layer]) => ({ host, id, layer })),
  )
}

/** Rewrites in place every reference to something that runs the network; `views` where some may go. */
export function rewriteUses(
  draft: GanvasDocument,
  network: string,
  rewrite: Rewrite,
  views?: ViewForms,
): void {
  const runs = (reference: string) =>
    own(draft.game.values, splitReference(reference).id)?.network === network
  rewriteGame(draft.game, (reference) => (runs(reference) ? rewrite(reference) : reference), views)
  for (const host of Object.values(draft.networks)) {
    const copies = (reference: string) => {
      const layer = own(host.layers, splitReference(reference).id)
      return layer !== undefined && copiedBy(layer) === network
    }
    if (!Object.values(host.layers).some((layer) => copiedBy(layer) === network)) continue
    rewriteNetwork(host, (reference) => (copies(reference) ? rewrite(reference) : reference))
  }
}

/** The wires into everything that runs the network, by the names of its inputs. */
export function wiresInto(draft: GanvasDocument, network: string): { in: Record<string, string> }[] {
  const calls = Object.values(draft.game.values).filter((value) => value.network === network)
  return [...calls, ...blocksThatCopy(draft, network).map(({ layer }) => layer)]
}

/** Where a network's weights stand: under its own id, and under every copy in a block, at any depth. */
export function weightPrefixes(document: GanvasDocument, network: string, within: string[] = []): string[] {
  if (within.includes(network)) return []
  const blocks = blocksThatCopy(document, network).flatMap(({ host, id, layer }) => {
    const copies = Array.from(
      { length: Math.min(Number(layer.params.repeat) || 1, 64) },
      (_, index) => index + 1,
    )
    const hosts = weightPrefixes(document, host, [...within, network])
    return hosts.flatMap((prefix) => copies.map((copy) => `${prefix}/${id}/${copy}`))
  })
  return [network, ...blocks]
}
