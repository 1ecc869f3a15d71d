// Prints a program for people: what is trained, how, step by step.
import { isCurve } from '../../document/curves'
import type { Curve, Json } from '../../document/types'
import { elementCount, formatCount, formatType } from '../../lib/format'
import { besideOf, viewKindOf } from '../../kinds/views/registry'
import type { Instruction, NetworkBody, PlayerStep, Program, ProgramPhase, ViewPass } from './program'

/** The program as text, one instruction a line. Deterministic; the same words in the code drawer and in goldens. */
export function printProgram(program: Program): string {
  const { title, rounds, batch, seed } = program
  return [
    `${title}: ${formatCount(rounds)} rounds of batch ${formatCount(batch)}, seed ${seed}`,
    ...sorted(program.data).map(([id, section]) => printData(id, section)),
    ...sorted(program.networks).map(([id, body]) => printNetwork(program, id, body)),
    ...sorted(program.players).map(([id]) => printPlayer(program, id)),
    ...program.phases.map((phase, index) => printPhase(program, phase, index)),
    ...sorted(program.views).map(([id]) => printView(program, id)),
  ]
    .join('\n\n')
    .concat('\n')
}

function sorted<Value>(record: Record<string, Value>): [string, Value][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))
}

function printData(id: string, { source, count, seed, fields }: Program['data'][string]): string {
  const lines = sorted(fields).map(([name, { shape, domain, classes }]) => {
    const kinds = classes === undefined ? '' : `, ${classes} classes`
    return `  ${name} ${formatType({ shape, domain })} ${domain}${kinds}`
  })
  return [`data ${id}: ${source}, ${formatCount(count)} samples, seed ${seed}`, ...lines].join('\n')
}

/** Left-aligned columns, no trailing spaces. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => [...(row[column] ?? '')].length)),
  )
  return rows.map((row) =>
    `  ${row.map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - [...cell].length))).join('  ')}`.trimEnd(),
  )
}

function weightsUnder(program: Program, prefix: string) {
  const weights = Object.entries(program.weights).filter(([path]) => path.startsWith(`${prefix}/`))
  const count = weights.reduce((sum, [, { shape }]) => sum + elementCount(shape), 0)
  const trainers = [...new Set(weights.map(([, { trainer }]) => trainer ?? 'nobody'))].sort()
  return { count, trainers }
}

function printNetwork(program: Program, id: string, body: NetworkBody): string {
  const { count, trainers } = weightsUnder(program, id)
  const trained =
    count === 0 ? 'nothing to train' : `${formatCount(count)} parameters, trained by ${trainers.join(', ')}`
  const typeOf = (register: string) => {
    const type = body.types[register]
    return type ? formatType(type) : '?'
  }
  const inputs = sorted(body.inputs).map(([name, type]) => [name, '', 'input', formatType(type), ''])
  const layers = body.instructions.map((layer) => {
    const parameters = weightsUnder(program, `${id}/${layer.id}`).count
    return [
      layer.id,
      `← ${sorted(layer.in)
        .map(([, register]) => plain(register))
        .join(', ')}`,
      layer.kind,
      Object.values(layer.out).map(typeOf).join(', '),
      parameters > 0 ? `${formatCount(parameters)} parameters` : '',
      showParams(layer.params).join(', '),
    ]
  })
  const outputs = sorted(body.outputs).map(([name, register]) => [
    name,
    `← ${plain(register)}`,
    'output',
    typeOf(register),
    '',
  ])
  return [`network ${id}: ${trained}`, ...table([...inputs, ...layers, ...outputs])].join('\n')
}

function showParams(params: Record<string, Json>): string[] {
  return sorted(params).map(([name, value]) => `${name} ${showParam(value)}`)
}

function showParam(value: Json | Curve): string {
  if (isCurve(value)) return showCurve(value)
  if (Array.isArray(value)) return value.map(showParam).join('×')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function showCurve(curve: Curve): string {
  if (typeof curve === 'number') return String(curve)
  const points = curve.points.map(([at, value]) => `${value} at ${at}`).join(', ')
  return `${curve.kind}[${points}]`
}

function printPlayer(program: Program, id: string): string {
  const player = program.players[id]
  if (!player) return ''
  const { weights, optimizer, average } = player
  const count = weights.reduce((sum, path) => sum + elementCount(program.weights[path]?.shape ?? [0]), 0)
  const params = sorted(optimizer.params).map(([name, value]) => `${name} ${showParam(value)}`)
  const averaged = average > 0 ? `; keeps an average of decay ${average}` : ''
  const limits = [
    ...(player.weightDecay ? [`; weight decay ${player.weightDecay}`] : []),
    ...(player.clipGradients ? [`; gradients clipped to length ${player.clipGradients}`] : []),
    ...(player.clipWeights ? [`; weights clipped to ±${player.clipWeights}`] : []),
  ]
  return `player ${id}: ${optimizer.kind}, ${params.join(', ')}\n  trains ${formatCount(count)} parameters in ${weights.length} weights${averaged}${limits.join('')}`
}

function printPhase(program: Program, { until, steps }: ProgramPhase, index: number): string {
  const single = program.phases.length === 1
  const from = program.phases[index - 1]?.until ?? 0
  const title = single
    ? 'each round'
    : `phase ${index + 1}, each round from ${percent(from)} to ${percent(until)}`
  const lines = steps.flatMap(({ players, times }, step) => {
    const repeated = times === 1 ? '' : `, ${times} times`
    const together = players.length === 1 ? '' : ' at once'
    return [
      `  ${step + 1}. ${players.map(({ player }) => player).join(' and ')}${together}${repeated}`,
      ...players.flatMap(printStep),
    ]
  })
  return [title, ...lines].join('\n')
}

function percent(fraction: number): string {
  return `${Math.round(fraction * 1000) / 10} %`
}

function printStep({ player, terms, before, inside }: PlayerStep): string[] {
  const objective = terms.map(({ register, weight }) => {
    return weight === 1 ? plain(register) : `${showCurve(weight)}·${plain(register)}`
  })
  return [
    ...before.map((instruction) => `     constant  ${printInstruction(instruction)}`),
    ...inside.map((instruction) => `     gradient  ${printInstruction(instruction)}`),
    `     ${player} minimizes ${objective.join(' + ')}`,
  ]
}

function printView({ views }: Program, id: string): string {
  const view = views[id]
  const kind = view && viewKindOf(view.as)
  if (!kind) return ''
  const listed = Object.entries(besideOf(kind, view)).filter(([field]) => kind.fields[field]?.listed)
  const beside = listed.map(([field, register]) => `${field} ${plain(register)}`)
  const passes = Object.entries(kind.fields).flatMap(([field, { pass }]) => {
    const register = pass === undefined ? undefined : (view[pass] as ViewPass | undefined)?.[field]
    return typeof register === 'string' ? [`  over the values of ${plain(register)}`] : []
  })
  const lines = view.instructions.map((instruction) => `  ${printInstruction(instruction)}`)
  const what = `${formatCount(view.count)} ${kind.unit} of ${plain(view.value)}`
  const title = [what, ...beside, `${view.weights} weights`].join(', ')
  return [`view ${id}: ${title}`, ...lines, ...passes].join('\n')
}

function printInstruction(instruction: Instruction): string {
  if (instruction.op === 'gradient') {
    const { id, in: ports, body } = instruction
    return `${id} = slope of ${plain(ports.of)} at ${plain(ports.at)}, where ${body.map(printInstruction).join(', ')}`
  }
  const inputs = sorted(instruction.in).map(([, register]) => plain(register))
  const name = instruction.op === 'call' ? instruction.network : instruction.kind
  const params = instruction.op === 'call' ? [] : showParams(instruction.params)
  return `${instruction.id} = ${name}(${[...inputs, ...params].join(', ')})`
}

/** `conv_1` for `conv_1.out`: the output is named only where the name says something. */
function plain(register: string): string {
  return register.replace(/\.out$/, '')
}
