// How a command ends.

/** 0: done. 1: the document has errors. 2: bad input. 3: training diverged. 130: interrupted. */
export interface Exit {
  code: 0 | 1 | 2 | 3 | 130
  /** One sentence for standard error. */
  sentence?: string
}

/** Prints one JSON line. */
export type Print = (line: object) => void
