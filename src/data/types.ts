// What is understood of files that a user gave, and what can be chosen about them.

/** What a user can choose about pictures before they are stored. */
export interface PictureOptions {
  width: number
  height: number
  /** 1: grey; 3: red, green, blue. */
  channels: 1 | 3
  /** `crop` cuts what sticks out, `fit` pads, `stretch` distorts, `cut` makes pieces at the picture's own size. */
  fit: 'crop' | 'fit' | 'stretch' | 'cut'
  /** Pairs side by side: the right half is A. */
  swap: boolean
}

/** Files that were left out; `reason` is a sentence without its subject. At most 200 are named. */
export interface LeftOut {
  skipped: { path: string; reason: string }[]
  skippedCount: number
}

/** How data are arranged: `pairs` stand side by side in each file, `domains` are two sets without pairs. */
export type DataForm = 'numbers' | 'plain' | 'classes' | 'pairs' | 'domains' | 'captions'
