// How much room the shapes on wires take.

/** Width of one character of a label, in pixels. */
export const labelLetter = 6.7

/** The room that a label wants to the right of its source; 0 for none. */
export function labelRoom(label: string | null | undefined): number {
  return label == null ? 0 : label.length * labelLetter + 44
}
