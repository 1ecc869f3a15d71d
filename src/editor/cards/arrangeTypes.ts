// A graph as layout sees it.

/** What layout knows of a card: its size and where its ports are. */
export interface ArrangeCard {
  id: string
  width: number
  height: number
  inputs: readonly { name: string; y: number }[]
  outputs: readonly { name: string; y: number }[]
}

export interface ArrangeWire {
  from: string
  output: string
  to: string
  input: string
  /** The shape beside its source, which needs room. */
  label?: string | null
}
