// A drawn density of points: rows of levels as digits, from which points over the square from −1 to 1 are drawn.

/** Cells on a side of a drawn density. */
export const densitySide = 24
