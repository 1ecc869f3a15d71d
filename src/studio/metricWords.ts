// What each figure means, in plain words, and how it is written.

interface MetricWords {
  title: string
  /** One sentence: what it says, and which way is better. */
  meaning: string
}

const words: Record<string, MetricWords> = {
  frechet: {
    title: 'Fréchet distance',
    meaning:
      'How far the generated pictures as a whole are from the real ones, by features learned on this data set. Lower is better; real pictures get the floor. Not comparable with FID.',
  },
  kid: {
    title: 'Kernel distance',
    meaning:
      'The same question with another yardstick, fair to few samples. Lower is better; about 0 is as good as real.',
  },
  precision: {
    title: 'Precision',
    meaning: 'The share of generated pictures that look like some real one. Low: many are malformed.',
  },
  recall: {
    title: 'Recall',
    meaning:
      'The share of real pictures that the generator could have made. Low: it leaves kinds of pictures out.',
  },
  density: {
    title: 'Density',
    meaning: 'How deep generated pictures lie among real ones; 1 is typical of real pictures.',
  },
  coverage: {
    title: 'Coverage',
    meaning: 'The share of real pictures with a generated one right beside them.',
  },
  pairwiseDistance: {
    title: 'Variety',
    meaning:
      'How different generated pictures are from each other, beside real ones: 1 is as varied, near 0 is a collapse.',
  },
  classes: { title: 'Classes found', meaning: 'How many of the data’s classes are generated at all.' },
  classEntropy: {
    title: 'Evenness of classes',
    meaning: 'Whether the classes come equally often: 1 is even, 0 is a single class.',
  },
  classAccuracy: { title: 'Right class', meaning: 'How often a picture shows the class that was asked for.' },
  attributeAccuracy: {
    title: 'Right attributes',
    meaning: 'How often a picture shows what the sentence asked for, attribute by attribute.',
  },
  clusters: {
    title: 'Clusters are classes',
    meaning: 'How often a real picture’s category is its class, though nobody ever named the classes.',
  },
  mutualInformation: {
    title: 'Information in the code',
    meaning:
      'How much of the category can be read off the pictures, in nats; the most there is stands beside it.',
  },
  modesCovered: {
    title: 'Modes reached',
    meaning: 'How many of the clusters of real points are hit at least once.',
  },
  modesStrong: {
    title: 'Modes served',
    meaning: 'How many clusters get at least a twentieth of their fair share.',
  },
  highQualityShare: {
    title: 'Points on a mode',
    meaning: 'The share of points within three widths of a cluster’s centre.',
  },
  js: {
    title: 'Jensen–Shannon divergence',
    meaning: 'How different the two clouds of points are, in bits: 0 is the same, 1 has nothing in common.',
  },
  l1: {
    title: 'Mean error',
    meaning: 'How far each number of a picture is from the right one, on a scale of 2. Lower is better.',
  },
  psnr: {
    title: 'PSNR',
    meaning:
      'Nearness to the right picture, in decibels. Higher is better; 3 dB more is half the squared error.',
  },
  ssim: { title: 'SSIM', meaning: 'Likeness of structure to the right picture: 1 is the same.' },
  wholePsnr: {
    title: 'PSNR of whole pictures',
    meaning:
      'The same for whole pictures enlarged at their own size: brightness alone, without 4 pixels of border, as papers report it.',
  },
  wholeSsim: {
    title: 'SSIM of whole pictures',
    meaning: 'Likeness of structure of whole pictures: brightness alone, without 4 pixels of border.',
  },
  cycle: { title: 'Cycle error', meaning: 'How far a picture is from itself after going there and back.' },
  foregroundIou: {
    title: 'Overlap of the shape',
    meaning: 'How well the shape lies where it should: 1 is exactly there.',
  },
  segmentation: {
    title: 'Parts in place',
    meaning:
      'Whether a reader trained on real pairs finds the asked-for parts in the pictures: pixels, classes, overlap.',
  },
}

const directions: [string, string][] = [
  ['Forward', 'forwards'],
  ['Backward', 'backwards'],
]

/** The words for a figure's key; keys of two directions share those of the figure itself. */
export function wordsOf(key: string): MetricWords {
  for (const [ending, way] of directions) {
    const found = key.endsWith(ending) ? words[key.slice(0, -ending.length)] : undefined
    if (found) return { title: `${found.title}, ${way}`, meaning: found.meaning }
  }
  return words[key] ?? { title: key, meaning: '' }
}

const baselines: Record<string, string> = {
  noise: 'noise',
  mean: 'mean picture',
  identity: 'input unchanged',
  nearest: 'nearest',
  bilinear: 'bilinear',
  bicubic: 'bicubic',
}

type Figures = Record<string, number | Record<string, number>>

export interface MetricRow {
  key: string
  value: number
  /** What real samples get; the best that can be hoped for. */
  floor: number | null
  /** What needs no training gets. */
  beside: { title: string; value: number }[]
}

const helpers = new Set(['floor', 'judge', 'segmentationFloor', ...Object.keys(baselines)])

/** One row a figure; records are spread out, with a point between the names. */
export function metricRows(figures: Figures): MetricRow[] {
  return Object.entries(figures).flatMap(([key, figure]) => {
    if (helpers.has(key) || key.endsWith('Floor') || key === 'categoryEntropy') return []
    if (typeof figure === 'number') return [rowOf(figures, key, figure)]
    const floors = figures[`${key}Floor`]
    return Object.entries(figure).map(([name, value]) => ({
      ...{ key: `${key}.${name}`, value, beside: [] },
      floor: (typeof floors === 'object' ? floors[name] : undefined) ?? null,
    }))
  })
}

function rowOf(figures: Figures, key: string, value: number): MetricRow {
  const { floor: real } = figures
  const own = key === 'mutualInformation' ? figures.categoryEntropy : figures[`${key}Floor`]
  const floor = typeof own === 'number' ? own : typeof real === 'object' ? real[key] : undefined
  const beside = Object.entries(baselines).flatMap(([name, title]) => {
    const baseline = figures[name]
    const figure = typeof baseline === 'object' ? baseline[key] : undefined
    return figure === undefined ? [] : [{ title, value: figure }]
  })
  return { key, value, floor: floor ?? null, beside }
}

/** Three figures that count; whole numbers as they are. */
export function formatFigure(value: number): string {
  if (Number.isInteger(value)) return String(value)
  const size = Math.abs(value)
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.001 ? 3 : 5)
}
