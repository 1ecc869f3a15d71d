// The rule for stroke digits as an exported file prints it: polylines, warped, turned and drawn with a varying pen.

export const digitSource = `/** Points on an ellipse from one angle to another, in degrees, y downwards: x, y, x, y, … */
function arc(centre: number[], radii: number[], from: number, to: number, steps: number): number[] {
  return Array.from({ length: steps + 1 }, (_, k) => {
    const angle = ((from + ((to - from) * k) / steps) * Math.PI) / 180
    return [centre[0] + radii[0] * Math.cos(angle), centre[1] + radii[1] * Math.sin(angle)]
  }).flat()
}

/** The lines of the digits 0–9 in the unit square, y downwards. */
const digitLines: number[][][] = [
  [arc([0.5, 0.5], [0.27, 0.4], 0, 360, 16)],
  [[0.34, 0.26, 0.53, 0.1, 0.53, 0.9]],
  [[...arc([0.5, 0.32], [0.25, 0.22], 190, 385, 10), 0.25, 0.9, 0.78, 0.9]],
  [arc([0.47, 0.3], [0.24, 0.2], 210, 450, 8), arc([0.47, 0.69], [0.27, 0.21], -90, 150, 8)],
  [[0.6, 0.9, 0.6, 0.1, 0.22, 0.63, 0.8, 0.63]],
  [[0.74, 0.1, 0.34, 0.1, 0.3, 0.46, ...arc([0.47, 0.65], [0.27, 0.24], -120, 150, 9)]],
  [[0.66, 0.12, 0.42, 0.32, ...arc([0.5, 0.66], [0.25, 0.24], 190, -170, 14)]],
  [[0.22, 0.1, 0.78, 0.1, 0.42, 0.9]],
  [arc([0.5, 0.29], [0.21, 0.19], 0, 360, 12), arc([0.5, 0.69], [0.26, 0.21], 0, 360, 12)],
  [arc([0.5, 0.33], [0.24, 0.23], 0, 360, 14), [0.74, 0.33, 0.7, 0.62, 0.5, 0.9]],
]

/** A stroke digit of 28×28 pixels in [−1, 1]: warped, sheared, turned, scaled, moved, drawn with a varying pen. */
function sampleDigits(): { image: number[]; label: number[] } {
  const between = (low: number, high: number) => low + (high - low) * Math.random()
  const label = Math.floor(Math.random() * 10)
  const wave = Array.from({ length: 6 }, () => 0.035 * gaussian())
  const bend = (n: number, size: number, phase: number) => {
    return 0.05 * Math.tanh(30 * size) * Math.sin(3 * n + 40 * phase)
  }
  const turn = (between(-14, 14) * Math.PI) / 180
  const [shear, scale, stretch] = [between(-0.25, 0.25), between(0.66, 0.84), between(0.85, 1.15)]
  const [moveX, moveY] = [between(-0.05, 0.05), between(-0.05, 0.05)]
  const place = (u: number, v: number) => {
    const warpedX = u - 0.5 + wave[0] + bend(v - 0.5, wave[2], wave[1])
    const warpedY = v - 0.5 + wave[3] + bend(u - 0.5, wave[5], wave[4])
    const [x, y] = [scale * (stretch * warpedX + shear * warpedY), (scale * warpedY) / stretch]
    const turned = [x * Math.cos(turn) - y * Math.sin(turn), x * Math.sin(turn) + y * Math.cos(turn)]
    return [28 * (turned[0] + 0.5 + moveX), 28 * (turned[1] + 0.5 + moveY)]
  }
  const nearest = new Array<number>(784).fill(Infinity)
  for (const line of digitLines[label]) {
    for (let i = 0; i + 3 < line.length; i += 2) {
      measureStroke(place(line[i], line[i + 1]), place(line[i + 2], line[i + 3]), nearest)
    }
  }
  const pen = between(0.8, 1.6)
  const image = nearest.map((distance) => 2 * Math.min(1, Math.max(0, 0.5 + pen - distance)) - 1)
  return { image, label: [label] }
}

/** Lowers each pixel's distance to that from one stroke, where it is nearer than 3 pixels. */
function measureStroke([ax, ay]: number[], [bx, by]: number[], nearest: number[]): void {
  const [dx, dy] = [bx - ax, by - ay]
  const length = Math.max(dx * dx + dy * dy, 1e-9)
  const first = (low: number) => Math.max(0, Math.floor(low - 3))
  const last = (high: number) => Math.min(27, Math.ceil(high + 2))
  for (let row = first(Math.min(ay, by)); row <= last(Math.max(ay, by)); row++) {
    for (let column = first(Math.min(ax, bx)); column <= last(Math.max(ax, bx)); column++) {
      const [x, y] = [column + 0.5 - ax, row + 0.5 - ay]
      const along = Math.min(1, Math.max(0, (x * dx + y * dy) / length))
      const distance = Math.hypot(x - along * dx, y - along * dy)
      nearest[row * 28 + column] = Math.min(nearest[row * 28 + column], distance)
    }
  }
}`
