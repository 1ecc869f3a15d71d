// A drawn density of points: rows of levels as digits, from which points over the square from −1 to 1 are drawn.

/** Cells on a side of a drawn density. */
export const densitySide = 24

/** What stands where nothing has been drawn yet: a heart. The top row comes first, every digit is a level 0 … 9. */
export const startingDensity: readonly string[] = Array.from({ length: densitySide }, (_, row) =>
  Array.from({ length: densitySide }, (_, column) => {
    const [x, y] = [(column - 11.5) / 8, (12.5 - row) / 8]
    return (x * x + y * y - 1) ** 3 - x * x * y ** 3 < 0 ? '9' : '0'
  }).join(''),
)
