// Prints what players do: the batch's type, one function a player's move, and the round that plays them.
import type {
  CallInstruction,
  GradientInstruction,
  Instruction,
  PlayerStep,
  Register,
} from '../../compiler/program/program'
import type { Curve } from '../../document/types'
import { brokenObject, flatText, readCode, statement, type Code } from './layout'
import { memoryNames } from './keeping'
import { isSource, noiseRegister, type Move, type Plan, type Step } from './plan'
import { quote, scalarText } from './text'

/** `type Player`, `type Batch`, `type Losses`. */
export function printTypes(plan: Plan): string {
  const players = Object.keys(plan.program.players)
  const always = players.every((player) =>
    plan.phases.every(({ steps }) =>
      steps.some(({ moves }) => moves.some(({ step }) => step.player === player)),
    ),
  )
  const keys = plan.steps.map(({ key, draws, times }) => {
    const fields = draws.flatMap((draw) => draw.fields.map(({ name }) => `${name}: tf.Tensor`))
    const often = new Set(times.filter((count) => count > 0))
    const count = often.size === 1 ? timesText([...often][0] ?? 1) : 'As often as the phase says'
    const type = fields.length === 0 ? 'object' : `{ ${fields.join('; ')} }`
    const line = `  ${key}: ${type}[]`
    const broken = ['  ' + key + ': {', ...fields.map((field) => `    ${field}`), '  }[]'].join('\n')
    return [`  /** ${count}. */`, line.length <= 110 || fields.length === 0 ? line : broken].join('\n')
  })
  return [
    union(players),
    '',
    '/** What one round draws: the data and noise of every step, in the order in which the steps run. */',
    'export type Batch = {',
    ...keys,
    '}',
    '',
    `/** Mean loss of each player over its steps of the round${always ? '' : '; absent where it makes none'}. */`,
    `export type Losses = ${always ? 'Record<Player, number>' : 'Partial<Record<Player, number>>'}`,
  ].join('\n')
}

function timesText(times: number): string {
  return times === 1 ? 'Once a round' : `${times} times a round`
}

function union(players: string[]): string {
  const flat = `export type Player = ${players.map(quote).join(' | ') || 'never'}`
  if (flat.length <= 110) return flat
  return ['export type Player =', ...players.map((player) => `  | ${quote(player)}`)].join('\n')
}

/** The function that computes one player's loss and gradients. */
export function printMove(plan: Plan, { functionName, step, draws }: Move): string {
  const drawn = draws.flatMap(({ fields }) => fields.map(({ name }) => name))
  const usesTime = step.terms.some(({ weight }) => typeof weight !== 'number')
  const before = step.before.filter((instruction) => !isSource(instruction))
  const inside = step.inside.filter((instruction) => !isSource(instruction))
  const key =
    plan.steps.find(({ moves }) => moves.some((move) => move.functionName === functionName))?.key ?? ''
  const goal = step.terms.map(({ register, weight }) => termText(plan, register, weight)).join(' + ')
  return [
    `/** ${step.player} minimizes ${goal}. */`,
    signature(functionName, drawn, key),
    ...(drawn.length === 0 ? [] : [destructure(drawn)]),
    ...(usesTime ? ['  const done = fractionDone(networks)'] : []),
    ...before.map((instruction) => printInstruction(plan, step, instruction, 2)),
    '  const objective = (): tf.Scalar => {',
    ...inside.map((instruction) => printInstruction(plan, step, instruction, 4)),
    printReturn(plan, step),
    '  }',
    statement('const weights = ', ownedVariables(plan, step.player), 2),
    '  return { weights, ...tf.variableGrads(objective, weights) }',
    '}',
  ].join('\n')
}

function signature(functionName: string, drawn: string[], key: string): string {
  const draws = drawn.length === 0 ? '' : `, draws: Batch[${quote(key)}][number]`
  const flat = `function ${functionName}(networks: Networks${draws}): Move {`
  if (flat.length <= 110) return flat
  return [`function ${functionName}(`, '  networks: Networks,', `  ${draws.slice(2)},`, '): Move {'].join(
    '\n',
  )
}

function destructure(names: string[]): string {
  return printPattern(names, 'draws', 2)
}

function printPattern(names: string[], from: string, indent: number): string {
  const space = ' '.repeat(indent)
  const flat = `${space}const { ${names.join(', ')} } = ${from}`
  if (flat.length <= 110) return flat
  return [`${space}const {`, ...names.map((name) => `${space}  ${name},`), `${space}} = ${from}`].join('\n')
}

function termText(plan: Plan, register: Register, weight: Curve): string {
  const name = plan.nameOf(register)
  if (typeof weight !== 'number') return `(a weight that changes) × ${name}`
  return weight === 1 ? name : `${scalarText(weight)} × ${name}`
}

function printInstruction(plan: Plan, step: PlayerStep, instruction: Instruction, indent: number): string {
  if (instruction.op === 'call') return printCall(plan, step.player, instruction, indent)
  if (instruction.op === 'gradient') return printGradient(plan, step, instruction, indent)
  const kind = plan.kindOf(instruction)
  const inputs = Object.fromEntries(
    Object.entries(instruction.in).map(([port, register]) => [port, plan.nameOf(register)]),
  )
  const [register] = Object.values(instruction.out)
  const noise = Object.fromEntries(
    Object.keys(instruction.noise ?? {}).map((name) => [
      name,
      plan.nameOf(noiseRegister(instruction.id, name)),
    ]),
  )
  const state = memoryNames(instruction.id, instruction.state)
  const text = kind.expression?.({ inputs, params: instruction.params, noise, state })
  if (text === undefined || register === undefined) throw new Error(`${instruction.kind} has no expression`)
  return statement(`const ${plan.nameOf(register)} = `, readCode(text), indent)
}

/** What its body computes again moves no statistics, so it runs as if nobody trained it. */
function printGradient(plan: Plan, step: PlayerStep, gradient: GradientInstruction, indent: number): string {
  const [at, of, out] = [gradient.in.at, gradient.in.of, gradient.out.out].map(plan.nameOf)
  const body = gradient.body.map((instruction) =>
    instruction.op === 'call'
      ? printCall(plan, null, instruction, indent + 2)
      : printInstruction(plan, step, instruction, indent + 2),
  )
  const space = ' '.repeat(indent)
  return [
    `${space}const ${out} = tf.grad((${at}) => {`,
    ...body,
    `${space}  return ${of}`,
    `${space}})(${at})`,
  ].join('\n')
}

/** `player` is whose step it is; null where no statistics may move. */
function printCall(plan: Plan, player: string | null, call: CallInstruction, indent: number): string {
  const body = plan.program.networks[call.network]
  if (!body) throw new Error(`no network ${call.network}`)
  const inputs = Object.keys(body.inputs)
    .flatMap((input) => call.in[input] ?? [])
    .map(plan.nameOf)
  const states = Object.entries(plan.program.state).filter(([path]) => path.startsWith(`${call.network}/`))
  const quiet = states.length > 0 && states.every(([, { trainer }]) => trainer !== player || player === null)
  const outputs = Object.keys(body.outputs)
  const last = outputs.findLastIndex((output) => call.out[output] !== undefined)
  const wanted = outputs.slice(0, last + 1).map((output) => call.out[output])
  const runner = `run${outputs.length > 1 ? 'All' : ''}${quiet ? 'Quietly' : ''}`
  const names = wanted.map((register) => (register === undefined ? '' : plan.nameOf(register)))
  const target = outputs.length > 1 ? `[${names.join(', ').trimStart()}]` : names.join('')
  return statement(
    `const ${target} = `,
    { call: runner, args: [`networks.${call.network}`, ...inputs] },
    indent,
  )
}

function printReturn(plan: Plan, step: PlayerStep): string {
  const terms = step.terms.map(({ register, weight }): Code => {
    const name = plan.nameOf(register)
    if (weight === 1) return name
    return {
      call: 'tf.mul',
      args: [name, typeof weight === 'number' ? scalarText(weight) : curveCode(weight, 'done')],
    }
  })
  const sum = terms.reduce((left, right): Code => ({ call: 'tf.add', args: [left, right] }))
  return statement('return ', typeof sum === 'string' ? `${sum} as tf.Scalar` : sum, 4)
}

/** The value of a curve at `at`, a fraction of the planned rounds. */
export function curveCode(curve: Exclude<Curve, number>, at: string): Code {
  const points = [...curve.points].sort((a, b) => a[0] - b[0])
  const items = points.map(([x, y]): Code => ({ items: [scalarText(x), scalarText(y)] }))
  return { call: curve.kind === 'linear' ? 'linear' : 'stepwise', args: [at, ...items] }
}

/** The variables that a player trains: whole networks where it owns all of one, else layers. */
export function ownedVariables({ program }: Plan, player: string): Code {
  const owned = new Map<string, Set<string>>()
  for (const path of program.players[player]?.weights ?? []) {
    const [network = ''] = path.split('/')
    const layer = path.slice(network.length + 1, path.lastIndexOf('/'))
    owned.set(network, (owned.get(network) ?? new Set()).add(layer))
  }
  const args = [...owned].flatMap(([network, layers]) => {
    const all = Object.entries(program.weights).filter(([path]) => path.startsWith(`${network}/`))
    if (all.every(([, { trainer }]) => trainer === player)) return [`networks.${network}`]
    return [...layers].map((layer) => `networks.${network}.getLayer(${quote(layer)})`)
  })
  return { call: 'variables', args }
}

/** `export function round`. */
export function printRound(plan: Plan): string {
  const [only] = plan.phases
  const single = plan.phases.length === 1 && only
  const players = Object.keys(plan.program.players)
  const empty: Code = { entries: players.map((player) => [player, '[]']) }
  return [
    '/** Plays one round on the given draws and returns the mean loss of each player. */',
    'export function round(networks: Networks, batch: Batch): Losses {',
    statement('const losses: Record<Player, number[]> = ', empty, 2),
    ...(single ? only.steps.map((step) => printStep(step, 2)) : printPhases(plan)),
    '  networks.roundsDone++',
    '  return meanOf(losses)',
    '}',
  ].join('\n')
}

function printPhases({ phases }: Plan): string[] {
  const branches = phases.flatMap(({ steps }, index) => {
    const last = index === phases.length - 1
    const head =
      index === 0 ? '  if (phase === 0) {' : last ? '  } else {' : `  } else if (phase === ${index}) {`
    return [head, ...steps.map((step) => printStep(step, 4))]
  })
  return ['  const phase = phaseOf(networks)', ...branches, '  }']
}

function printStep({ key, moves }: Step, indent: number): string {
  const space = ' '.repeat(indent)
  const calls = moves.map((move): [string, Code] => [
    move.step.player,
    {
      call: move.functionName,
      args: move.draws.some(({ fields }) => fields.length > 0) ? ['networks', 'draws'] : ['networks'],
    },
  ])
  const usesDraws = moves.some((move) => move.draws.some(({ fields }) => fields.length > 0))
  const flat = `${space}  step(networks, losses, () => (${flatText({ entries: calls })}))`
  const broken = `${space}  step(networks, losses, () => (${brokenObject(calls, indent + 2)}))`
  return [
    `${space}for (const ${usesDraws ? 'draws' : '_'} of batch.${key}) {`,
    flat.length <= 110 ? flat : broken,
    `${space}}`,
  ].join('\n')
}

/** Players whose optimizer's rate is a curve, and those curves. */
export function ratesOf({ program }: Plan): [player: string, curve: Exclude<Curve, number>][] {
  return Object.entries(program.players).flatMap(
    ([player, { optimizer }]): [string, Exclude<Curve, number>][] => {
      const rate = optimizer.params.rate as Curve
      return typeof rate === 'number' ? [] : [[player, rate]]
    },
  )
}

/** Whether anything in the file uses curves of that kind. */
export function usesCurve(plan: Plan, kind: 'step' | 'linear'): boolean {
  const terms = plan.moves.flatMap(({ step }) => step.terms.map(({ weight }) => weight))
  return [...terms, ...ratesOf(plan).map(([, curve]) => curve)].some(
    (curve) => typeof curve !== 'number' && curve.kind === kind,
  )
}
