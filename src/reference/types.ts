// What the reference says of an entry of a vocabulary: plain data, which the page shows and Markdown prints.

/** A parameter, as a document writes it. */
export interface Parameter {
  name: string
  label: string
  /** What may stand there: `whole number, 1 to 64`. */
  type: string
  standard: string
  doc: string
}

/** A tensor that goes in or comes out. */
export interface PortEntry {
  name: string
  /** What it means: `logits (unbounded scores)`. */
  means: string
  /** Its shape in the entry's example; null where there is none. */
  example: string | null
  doc: string
}

/** Something else worth knowing, under a heading of two or three words; `code` is text of a program. */
export interface Fact {
  name: string
  text?: string
  code?: string
}

export interface Entry {
  /** As documents write it. */
  id: string
  title: string
  doc: string
  formula?: string
  paper?: string
  parameters: readonly Parameter[]
  inputs: readonly PortEntry[]
  outputs: readonly PortEntry[]
  facts: readonly Fact[]
}

/** One vocabulary: layers, values, optimizers, … */
export interface Chapter {
  id: string
  title: string
  /** One sentence: what its entries are for. */
  doc: string
  groups: readonly { title: string; entries: readonly Entry[] }[]
}
