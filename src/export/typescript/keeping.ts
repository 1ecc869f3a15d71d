// Prints what values remember between steps, and the limits that players set on their updates.
import type { ProgramPlayer } from '../../compiler/program/program'
import type { Code } from './layout'
import { statement } from './layout'
import { allInstructions, type Plan } from './plan'
import { quote, scalarText } from './text'

/** Where a value's memory is found while a step runs, by the kind's own names. */
export function memoryNames(id: string, state: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.keys(state).map((name) => [name, `networks.memoryOf.${id}.${name}`]))
}

/** The memory of values at its start; null where none of them keeps any. */
export function memoryCode({ program }: Plan): Code | null {
  const found = new Map<string, Code>()
  for (const instruction of allInstructions(program)) {
    if (instruction.op !== 'apply' || instruction.role === 'layer') continue
    const entries = Object.entries(instruction.state).map(([name, path]): [string, Code] => {
      const { shape = [], start = 0 } = program.state[path] ?? {}
      const filled: Code = { call: 'tf.fill', args: [{ items: shape.map(scalarText) }, scalarText(start)] }
      return [name, { call: 'tf.variable', args: [filled, 'false'] }]
    })
    if (entries.length > 0) found.set(instruction.id, { entries })
  }
  return found.size === 0 ? null : { entries: [...found] }
}

const options = ['clipGradients', 'clipWeights', 'weightDecay'] as const

/** Whether some player limits its updates. */
export function hasLimits({ program }: Plan): boolean {
  return Object.values(program.players).some(limits)
}

function limits(player: ProgramPlayer): boolean {
  return options.some((option) => player[option] !== undefined)
}

/** `const limitsOf`. */
export function printLimits({ program }: Plan): string {
  const entries = Object.entries(program.players)
    .filter(([, player]) => limits(player))
    .map(([id, player]): [string, Code] => {
      const set = options.flatMap((option): [string, Code][] => {
        const value = player[option]
        return value === undefined ? [] : [[option, scalarText(value)]]
      })
      return [id, { entries: set }]
    })
  const union = options.map(quote).join(' | ')
  return [
    '/** What keeps updates small: the length of all gradients together, the size of weights, and a pull to 0. */',
    `type Limits = Partial<Record<${union}, number>>`,
    '',
    statement('const limitsOf: Partial<Record<Player, Limits>> = ', { entries }),
  ].join('\n')
}

export const limited = `/** Shortens gradients to their greatest length, taken together, and adds the weights' decay to them. */
function limited(weights: tf.Variable[], grads: tf.NamedTensorMap, limits: Limits): tf.NamedTensorMap {
  const { clipGradients, weightDecay = 0 } = limits
  const found = weights.filter(({ name }) => grads[name])
  const squares = found.map(({ name }) => tf.sum(tf.square(grads[name])))
  const length = tf.sqrt(squares.reduce((sum, square) => tf.add(sum, square), tf.scalar(0)))
  const factor = clipGradients ? tf.minimum(tf.div(clipGradients, tf.add(length, 1e-6)), 1) : tf.scalar(1)
  const entries = found.map((weight): [string, tf.Tensor] => [
    weight.name,
    tf.add(tf.mul(grads[weight.name], factor), tf.mul(weight, weightDecay)),
  ])
  return Object.fromEntries(entries)
}`

/** Lines of `step`, in place of the plain update. */
export const limitedUpdate = [
  '      const limits = limitsOf[player] ?? {}',
  '      const slopes = limitsOf[player] ? limited(weights, grads, limits) : grads',
  '      // tf.train finds its slots by position: always the whole list, whichever have a gradient.',
  '      optimizer.applyGradients(weights.map(({ name }) => ({ name, tensor: slopes[name] })))',
  '      const bound = limits.clipWeights',
  '      if (bound) weights.forEach((weight) => weight.assign(tf.clipByValue(weight, -bound, bound)))',
]
