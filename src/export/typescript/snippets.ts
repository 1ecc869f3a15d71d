// The fixed parts of exported files: small functions that are printed where something in the file calls them.
import { limitedUpdate } from './keeping'

export const connect = `/** A layer applied to symbolic tensors. */
function connect(layer: tf.layers.Layer, ...inputs: tf.SymbolicTensor[]): tf.SymbolicTensor {
  return layer.apply(inputs) as tf.SymbolicTensor
}`

export const normal = `/** Weights start as normal numbers. */
function normal(stddev: number, mean = 0) {
  return tf.initializers.randomNormal({ mean, stddev })
}`

export const fanInUniform = `/** Weights start between ±1/√fan-in, as PyTorch's do. */
function fanInUniform(fanIn: number) {
  return tf.initializers.randomUniform({ minval: -1 / Math.sqrt(fanIn), maxval: 1 / Math.sqrt(fanIn) })
}`

export const variables = `/** The trainable variables of networks or layers, always in the same order. */
function variables(...parts: tf.layers.Layer[]): tf.Variable[] {
  return parts.flatMap((part) => part.trainableWeights.map((weight) => weight.read() as tf.Variable))
}`

export const run = `/** Runs a network as training does: batch statistics, dropout on. */
function run(network: tf.LayersModel, ...inputs: tf.Tensor[]): tf.Tensor {
  return runAll(network, ...inputs)[0]
}`

export const runAll = `/** Runs a network as training does and returns all of its outputs. */
function runAll(network: tf.LayersModel, ...inputs: tf.Tensor[]): tf.Tensor[] {
  const outputs = network.apply(inputs, { training: true }) as tf.Tensor | tf.Tensor[]
  return Array.isArray(outputs) ? outputs : [outputs]
}`

export const runQuietly = `/** The same, but leaves the running statistics alone: they move in the steps of the network's own player only. */
function runQuietly(network: tf.LayersModel, ...inputs: tf.Tensor[]): tf.Tensor {
  return runAllQuietly(network, ...inputs)[0]
}`

export const runAllQuietly = `/** Runs a network as training does and puts its running statistics back. */
function runAllQuietly(network: tf.LayersModel, ...inputs: tf.Tensor[]): tf.Tensor[] {
  const statistics = network.nonTrainableWeights.map((weight) => tf.clone(weight.read()))
  const outputs = runAll(network, ...inputs)
  network.nonTrainableWeights.forEach((weight, i) => weight.write(statistics[i]))
  return outputs
}`

export const move = `/** One player's part of a step: what it trains, its loss, and the gradients. */
interface Move {
  weights: tf.Variable[]
  value: tf.Scalar
  grads: tf.NamedTensorMap
}`

/** `rates`: some optimizer's rate is a curve; `averages`: some player keeps an average of its weights; `limits`: some player limits its updates. */
export function step({ rates, averages, limits }: Record<'rates' | 'averages' | 'limits', boolean>): string {
  return [
    '/** One step: all gradients from the old weights, then all updates. */',
    'function step(',
    '  networks: Networks,',
    '  losses: Record<Player, number[]>,',
    '  moves: () => Partial<Record<Player, Move>>,',
    '): void {',
    '  tf.tidy(() => {',
    '    for (const [player, { weights, value, grads }] of Object.entries(moves()) as [Player, Move][]) {',
    '      const optimizer = networks.optimizerOf[player]',
    ...(rates
      ? [
          '      const rate = rateOf[player]',
          '      if (rate) setRate(optimizer, rate(fractionDone(networks)))',
        ]
      : []),
    ...(limits
      ? limitedUpdate
      : [
          '      // tf.train finds its slots by position: always the whole list, whichever have a gradient.',
          '      optimizer.applyGradients(weights.map(({ name }) => ({ name, tensor: grads[name] })))',
        ]),
    ...(averages
      ? [
          '      const average = networks.averageOf[player]',
          '      if (average) follow(average.values, weights, average.decay)',
        ]
      : []),
    '      losses[player].push(value.dataSync()[0])',
    '    }',
    '  })',
    '}',
  ].join('\n')
}

export const meanOf = `/** The mean of each player's losses; players without one are left out. */
function meanOf(losses: Record<Player, number[]>): Losses {
  const made = Object.entries(losses).filter(([, values]) => values.length > 0)
  return Object.fromEntries(
    made.map(([player, values]) => [player, values.reduce((sum, value) => sum + value, 0) / values.length]),
  ) as Losses
}`

export const follow = `/** Moves averages towards the weights; a decay of 0 copies them. */
function follow(averages: tf.Variable[], weights: tf.Variable[], decay: number): void {
  tf.tidy(() => {
    averages.forEach((average, i) => {
      average.assign(tf.add(average, tf.mul(tf.sub(weights[i], average), 1 - decay)))
    })
  })
}`

export const fractionDone = `/** How much of the planned rounds is done: 0 … 1. */
function fractionDone(networks: Networks): number {
  return Math.min(1, networks.roundsDone / plannedRounds)
}`

export const setRate = `/** Changes a learning rate, which tf.train keeps to itself. */
function setRate(optimizer: tf.Optimizer, rate: number): void {
  const inner = optimizer as unknown as { learningRate: number; setLearningRate?: (rate: number) => void }
  if (inner.setLearningRate) inner.setLearningRate(rate)
  else inner.learningRate = rate
}`

export const linear = `/** Straight lines between points; the first and the last value hold outside of them. */
function linear(at: number, ...points: number[][]): number {
  const next = points.findIndex(([x]) => x > at)
  if (next < 0) return points[points.length - 1][1]
  if (next === 0) return points[0][1]
  const [[x0, y0], [x1, y1]] = [points[next - 1], points[next]]
  return y0 + ((y1 - y0) * (at - x0)) / (x1 - x0)
}`

export const stepwise = `/** Each point's value holds until the next point. */
function stepwise(at: number, ...points: number[][]): number {
  const next = points.findIndex(([x]) => x > at)
  return points[next < 0 ? points.length - 1 : Math.max(next - 1, 0)][1]
}`

export const repeat = `/** Draws several times; what is not returned is freed. */
function repeat<Drawn extends tf.TensorContainerObject>(times: number, drawOnce: () => Drawn): Drawn[] {
  return Array.from({ length: times }, () => tf.tidy(drawOnce))
}`

export const gaussian = `/** A standard normal number. */
function gaussian(): number {
  return Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random())
}`

export const randomDraws = `/** Where rules for samples take their random numbers from. */
interface Draws {
  uniform(low: number, high: number): number
  /** A whole number from 0 to count − 1. */
  choice(count: number): number
}

function randomDraws(): Draws {
  return {
    uniform: (low, high) => low + (high - low) * Math.random(),
    choice: (count) => Math.floor(Math.random() * count),
  }
}`

export const stack = `/** One field of many samples as one tensor. */
function stack<Field extends string>(
  samples: Record<Field, ArrayLike<number>>[],
  field: Field,
  shape: number[],
  dtype: 'float32' | 'int32' = 'float32',
): tf.Tensor {
  const values = samples.flatMap((sample) => Array.from(sample[field]))
  return tf.tensor(values, [samples.length, ...shape], dtype)
}`

export const folderOf = `/** What \`--data DIR\` or \`--data NAME=DIR\` says for a data set that goes by these names. */
function folderOf(given: string[], names: string[]): string | undefined {
  const named = given.find((text) => names.includes(text.split('=')[0]) && text.includes('='))
  return named ? named.slice(named.indexOf('=') + 1) : given.find((text) => !text.includes('='))
}`

export const takePictures = `/** Numbers 0 … 255: sizes, and the bytes of one item after another. */
interface Idx {
  shape: number[]
  bytes: Uint8Array
}

/** The pictures of these numbers, spread over [−1, 1]. */
function takePictures({ bytes }: Idx, picks: number[], shape: number[]): tf.Tensor {
  const size = shape.reduce((product, side) => product * side, 1)
  const values = new Float32Array(picks.length * size)
  picks.forEach((pick, i) => {
    for (let k = 0; k < size; k++) values[i * size + k] = bytes[pick * size + k] / 127.5 - 1
  })
  return tf.tensor(values, [picks.length, ...shape])
}`

export const idx = `/** All IDX files of bytes in a folder, gzipped or not; training files first. */
function readIdx(folder: string): Idx[] {
  if (!existsSync(folder)) throw new Error(\`There is no folder \${folder}.\`)
  const names = readdirSync(folder).filter((name) => /idx|ubyte/.test(name))
  const isTraining = (name: string) => Number(name.includes('train'))
  return names
    .sort((a, b) => isTraining(b) - isTraining(a))
    .map((name): Idx => {
      const raw = readFileSync(join(folder, name))
      const file = raw[0] === 0x1f && raw[1] === 0x8b ? gunzipSync(raw) : raw
      const axes = file.length > 4 && file.readUInt16BE(0) === 0 && file[2] === 8 ? file[3] : 0
      if (axes === 0 || file.length < 4 + 4 * axes) throw new Error(\`\${name} is no IDX file.\`)
      const shape = Array.from({ length: axes }, (_, axis) => file.readUInt32BE(4 + 4 * axis))
      const bytes = file.subarray(4 + 4 * axes)
      const size = shape.reduce((product, side) => product * side, 1)
      if (bytes.length !== size) throw new Error(\`\${name} has \${bytes.length} bytes of \${size}.\`)
      return { shape, bytes }
    })
}

/** The pictures in a folder; \`shape\` is height, width, channels. */
function readPictures(folder: string, shape: number[]): Idx {
  const size = shape.reduce((product, side) => product * side, 1)
  const found = readIdx(folder).find((file) => {
    return file.shape.length > 2 && file.shape[1] === shape[0] && file.bytes.length === file.shape[0] * size
  })
  if (!found) throw new Error(\`There is no IDX file with pictures of \${shape.join('×')} in \${folder}.\`)
  return found
}`

export const idxLabels = `/** The labels in a folder that belong to so many pictures. */
function readLabels(folder: string, count: number): Idx {
  const found = readIdx(folder).find(({ shape }) => shape.length === 1 && shape[0] === count)
  if (!found) throw new Error(\`There is no IDX file with \${count} labels in \${folder}.\`)
  return found
}

/** The labels of these numbers. */
function takeLabels({ bytes }: Idx, picks: number[]): tf.Tensor {
  return tf.tensor1d(
    picks.map((pick) => bytes[pick]),
    'int32',
  )
}`
