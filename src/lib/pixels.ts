// The two forms of a pixel: a byte as files and canvases have it, and a number from −1 to 1 as networks have it.

/** A level from 0 to 255 as a number from −1 to 1. */
export function fromByte(level: number): number {
  return level / 127.5 - 1
}

/** The byte next to a number, the upper of two; below −1 is 0 and above 1 is 255. Sets are made by the million: no slower rounding. */
export function toByte(value: number): number {
  const level = Math.floor((value + 1) * 127.5 + 0.5)
  return level < 0 ? 0 : level > 255 ? 255 : level
}
