// Small programs for the engine's tests, put together by hand so that these tests do not lean on the compiler.
import type { ApplyInstruction, CallInstruction, NetworkBody, Program } from '../../compiler/program/program'
import { defaultParams, layers, optimizers, values } from '../../kinds/registry'
import type { Kind, TensorType } from '../../kinds/types'
import { randomStream } from '../../lib/random'
import { sourceFromArrays, type DataSource } from '../../data/source'

type Params = ApplyInstruction['params']
/** Layers in a row: id, kind, parameters that differ from the defaults. */
export type Row = [id: string, kind: string, params?: Params]

interface Options {
  latent?: number
  generator?: Row[]
  critic?: Row[]
  batch?: number
  seed?: number
  rounds?: number
  average?: number
  optimizer?: string
  rate?: Program['players'][string]['optimizer']['params'][string]
  /** Both players in one step. */
  simultaneous?: boolean
}

const hidden: Params = { units: 16, init: 'fan_in_uniform' }
const generatorRows: Row[] = [
  ['lin_1', 'dense', hidden],
  ['bn_1', 'batch_norm'],
  ['act_1', 'relu'],
  ['lin_2', 'dense', { units: 2, init: 'fan_in_uniform' }],
]
const criticRows: Row[] = [
  ['lin_1', 'dense', hidden],
  ['bn_1', 'batch_norm'],
  ['act_1', 'leaky_relu'],
  ['drop_1', 'dropout', { rate: 0.3 }],
  ['lin_2', 'dense', { units: 1, init: 'fan_in_uniform' }],
]

function kindIn(registry: Record<string, Kind>, id: string): Kind {
  const kind = registry[id]
  if (kind === undefined) throw new Error(`no kind ${id}`)
  return kind
}

/** A network of layers in a row, with its weights and state added to the program's. */
function network(
  name: string,
  { from, input, output, rows }: { from: TensorType; input: string; output: string; rows: Row[] },
  program: Program,
): NetworkBody {
  const body: NetworkBody = {
    inputs: { [input]: from },
    instructions: [],
    outputs: {},
    types: { [input]: from },
  }
  let register = input
  for (const [id, kindId, changes] of rows) {
    const kind = kindIn(layers, kindId)
    const params = { ...defaultParams(kind), ...changes } as Params
    const x = body.types[register] ?? from
    const args = { inputs: { x }, params, data: {} }
    const types = kind.infer(args)
    if (!types.ok) throw new Error(`${id}: ${types.error}`)
    const weights = Object.entries(kind.weights?.(args) ?? {})
    for (const [weight, spec] of weights)
      program.weights[`${name}/${id}/${weight}`] = { ...spec, trainer: name }
    const state = Object.entries(kind.state?.(args) ?? {})
    for (const [key, spec] of state) program.state[`${name}/${id}/${key}`] = { ...spec, trainer: name }
    body.instructions.push({
      op: 'apply',
      id,
      role: 'layer',
      kind: kindId,
      params,
      in: { x: register },
      out: { out: `${id}.out` },
      weights: Object.fromEntries(weights.map(([weight]) => [weight, `${id}/${weight}`])),
      state: Object.fromEntries(state.map(([key]) => [key, `${id}/${key}`])),
    })
    register = `${id}.out`
    body.types[register] = types.value.out ?? x
  }
  body.outputs[output] = register
  return body
}

function value(
  id: string,
  kind: string,
  changes: Params,
  inputs: Record<string, string> = {},
): ApplyInstruction {
  const params = { ...defaultParams(kindIn(values, kind)), ...changes } as Params
  const nothing = { weights: {}, state: {} }
  return { op: 'apply', id, role: 'value', kind, params, in: inputs, out: { out: `${id}.out` }, ...nothing }
}

function call(id: string, name: string, input: [string, string], output: string): CallInstruction {
  return { op: 'call', id, network: name, in: { [input[0]]: input[1] }, out: { [output]: `${id}.${output}` } }
}

/** A game of a generator of points against a critic; `critic` and `generator` are players and networks. */
export function pointGame(options: Options = {}): Program {
  const {
    latent = 4,
    batch = 16,
    seed = 7,
    rounds = 40,
    average = 0.9,
    optimizer = 'adam',
    rate = 0.01,
  } = options
  const program: Program = {
    format: 'ganvas-program',
    title: 'points',
    batch,
    seed,
    rounds,
    data: {},
    networks: {},
    weights: {},
    state: {},
    values: [],
    types: {},
    players: {},
    phases: [],
    views: {},
  }
  const z: TensorType = { shape: [latent], domain: 'latent' }
  const point: TensorType = { shape: [2], domain: 'point' }
  const rows = { generator: options.generator ?? generatorRows, critic: options.critic ?? criticRows }
  program.networks.generator = network(
    'generator',
    { from: z, input: 'z', output: 'x', rows: rows.generator },
    program,
  )
  program.networks.critic = network(
    'critic',
    { from: point, input: 'x', output: 'score', rows: rows.critic },
    program,
  )
  const real: ApplyInstruction = {
    ...value('real', 'dataset', { data: 'points' }),
    out: { point: 'real.point' },
  }
  const noise = value('z', 'normal', { shape: [latent] })
  const fake = call('fake', 'generator', ['z', 'z.out'], 'x')
  const scores = [
    call('score_real', 'critic', ['x', 'real.point'], 'score'),
    call('score_fake', 'critic', ['x', 'fake.x'], 'score'),
  ]
  const [scoreReal, scoreFake] = scores as [CallInstruction, CallInstruction]
  const lossReal = value('loss_real', 'cross_entropy', { role: 'real' }, { x: 'score_real.score' })
  const lossFake = value('loss_fake', 'cross_entropy', { role: 'fake' }, { x: 'score_fake.score' })
  const lossFool = value('loss_fool', 'cross_entropy', { role: 'generator' }, { x: 'score_fake.score' })
  program.values = [real, noise, fake, scoreReal, scoreFake, lossReal, lossFake, lossFool]
  for (const player of ['critic', 'generator']) {
    const weights = Object.keys(program.weights).filter((path) => path.startsWith(`${player}/`))
    const kind = optimizers[optimizer]
    if (kind === undefined) throw new Error(`no optimizer ${optimizer}`)
    const params = { ...defaultParams(kind), rate } as Program['players'][string]['optimizer']['params']
    program.players[player] = { weights, optimizer: { kind: optimizer, params }, average }
  }
  const criticStep = {
    player: 'critic',
    terms: [
      { register: 'loss_real.out', weight: 1 },
      { register: 'loss_fake.out', weight: 1 },
    ],
    before: [real, noise, fake],
    inside: [scoreReal, scoreFake, lossReal, lossFake],
  }
  const generatorStep = {
    player: 'generator',
    terms: [{ register: 'loss_fool.out', weight: 1 }],
    before: [noise],
    inside: [fake, scoreFake, lossFool],
  }
  const steps = options.simultaneous
    ? [{ players: [criticStep, generatorStep], times: 1 }]
    : [criticStep, generatorStep].map((step) => ({ players: [step], times: 1 }))
  program.phases = [{ until: 1, steps }]
  program.views.points = {
    as: 'scatter',
    count: 32,
    weights: 'average',
    title: 'points',
    value: 'fake.x',
    instructions: [noise, fake, real],
    real: 'real.point',
    heat: { instructions: [scoreFake], score: 'score_fake.score' },
  }
  return program
}

/** 500 points on the unit circle. */
export function circle(): Record<string, DataSource> {
  const stream = randomStream(1, 0, 'circle')
  const points = new Float32Array(1000)
  for (let i = 0; i < 500; i++) {
    const angle = 2 * Math.PI * stream.uniform(i)
    points.set([Math.cos(angle), Math.sin(angle)], 2 * i)
  }
  return { points: sourceFromArrays({ count: 500, fields: { point: { shape: [2], values: points } } }) }
}
