// One step of training: draws, objectives, gradients and updates of the players that move together, inside one tidy.
import type { Tensor } from '@tensorflow/tfjs-core'
import type { PlayerStep, ProgramPlayer } from '../compiler/program/program'
import type { OptimizerArgs } from '../kinds/optimizerTypes'
import { backpropagate } from '../tensors/gradients/backprop'
import { curveAt, fractionDone } from './curves'
import { evaluate, evaluateTidily, readRegister, type Registers, type Scope } from './evaluate'
import { numberNow } from '../tensors/feed'
import { optimizerOf, scopeOf, type Model } from './model'
import { limitGradients } from './limits'
import { putTensor, takeTensor, type TensorMap } from './tensors'

interface Move {
  id: string
  player: ProgramPlayer
  gradients: (Tensor | undefined)[]
  /** New state, committed only after every player's gradients are known. */
  pending: TensorMap
}

/**
 * Lets `players` move simultaneously: same draws, old weights, then all updates. Advances the model's step. Everything
 * that is not put into the model's maps is freed.
 */
export function runStep(model: Model, players: readonly PlayerStep[]): void {
  model.ops.tidy(() => {
    const moves = players.map((step) => differentiate(model, step))
    for (const move of moves) {
      updateWeights(model, move)
      for (const [path, tensor] of move.pending) putTensor(model.ops, model.state, path, tensor)
    }
  })
  model.step++
}

/** The objective's gradient with respect to the weights that the player owns. Called inside a tidy; `watch` sees all values. */
export function differentiate(model: Model, step: PlayerStep, watch?: NonNullable<Scope['watch']>): Move {
  const { ops, program } = model
  const player = program.players[step.player]
  if (player === undefined) throw new Error(`no player ${step.player}`)
  const pending: TensorMap = new Map()
  const { player: id } = step
  if (step.terms.length === 0 || player.weights.length === 0) return { id, player, gradients: [], pending }
  const scope = scopeOf(model, { step: model.step, train: true, batch: program.batch, averaged: false })
  if (watch) scope.watch = watch
  const committed = scope.state
  scope.state = (path) => pending.get(path) ?? committed(path)
  scope.setState = (path, tensor) => {
    // A clone outlives the gradient's own tidy, and is ours even where a kind hands back a tensor that it was given.
    const kept = program.state[path]
    if (kept?.ofValue || kept?.trainer === step.player) putTensor(ops, pending, path, ops.clone(tensor))
  }
  const registers: Registers = {}
  evaluateTidily(scope, step.before, registers)
  const owned = player.weights.map((path) => takeTensor(model.weights, path))
  const objective = () => {
    const inner = { ...registers }
    evaluate(scope, step.inside, inner)
    return weighTerms(model, step, inner)
  }
  const { value, grads } = backpropagate(ops, objective, owned)
  addObjective(model, step.player, value)
  return { id, player, gradients: grads, pending }
}

function weighTerms(model: Model, step: PlayerStep, registers: Registers): Tensor {
  const { ops } = model
  const terms = step.terms.map(({ register, weight }) => {
    const term = readRegister(registers, register)
    if (weight === 1) return term
    return ops.mul(term, typeof weight === 'number' ? weight : numberNow(ops, () => valueNow(model, weight)))
  })
  return terms.reduce((sum, term) => ops.add(sum, term))
}

/** What a curve is in the present round. */
function valueNow({ program, round }: Model, curve: Parameters<typeof curveAt>[0]): number {
  return curveAt(curve, fractionDone(program, round))
}

function addObjective({ ops, objectives }: Model, player: string, value: Tensor): void {
  const sofar = objectives.get(player)
  // The first one is added, too: every step then asks the device for the same.
  const sum = ops.keep(ops.add(sofar?.sum ?? ops.scalar(0), value))
  sofar?.sum.dispose()
  objectives.set(player, { sum, count: (sofar?.count ?? 0) + 1 })
}

function updateWeights(model: Model, { id, player, gradients: raw }: Move): void {
  const { ops, weights, slots, averages, counts } = model
  const gradients = limitGradients(model, player, raw)
  const optimizer = optimizerOf(player.optimizer.kind)
  // Of the program of the moment: a replay asks again, and the rate may have been edited since.
  const rateNow = () => valueNow(model, model.program.players[id]!.optimizer.params.rate as number)
  const params = { ...player.optimizer.params, rate: rateNow() }
  const numbers = sharedNumbers(ops)
  player.weights.forEach((path, index) => {
    const gradient = gradients[index]
    if (gradient === undefined) return
    const count = (counts.get(path) ?? 0) + 1
    const own = Object.fromEntries(
      optimizer.slots.map((slot) => [slot, takeTensor(slots, `${path}/${slot}`)]),
    )
    const weight = takeTensor(weights, path)
    const updated = ops.tidy(() => {
      const vary = numbers.of(String(count), () => ({
        rate: rateNow(),
        count: (counts.get(path) ?? 0) + 1,
      }))
      const now = { rate: params.rate, count, params, vary }
      const next = optimizer.update(ops, { weight, gradient, slots: own, ...now })
      const bound = player.clipWeights
      return bound ? { ...next, weight: ops.clipByValue(next.weight, -bound, bound) } : next
    })
    putTensor(ops, weights, path, updated.weight)
    for (const [slot, tensor] of Object.entries(updated.slots))
      putTensor(ops, slots, `${path}/${slot}`, tensor)
    counts.set(path, count)
    if (player.average > 0) {
      const average = takeTensor(averages, path)
      const call = { average, value: updated.weight, share: 1 - player.average }
      putTensor(
        ops,
        averages,
        path,
        ops.tidy(() => ops.followAverage(call)),
      )
    }
  })
  numbers.drop()
}

type Vary = NonNullable<OptimizerArgs<unknown>['vary']>

/** The numbers of one update: weights that were updated equally often need the same ones, in the same order. */
function sharedNumbers(ops: Model['ops']) {
  const made = new Map<string, Tensor | number>()
  return {
    of: (group: string, now: () => Parameters<Parameters<Vary>[0]>[0]): Vary => {
      let asked = 0
      return (of) => {
        const key = `${group}/${asked++}`
        const known = made.get(key)
        if (known !== undefined) return known
        const number = numberNow(ops, () => of(now()))
        made.set(key, typeof number === 'number' ? number : ops.keep(number))
        return number
      }
    },
    drop: () => {
      for (const number of made.values()) if (typeof number !== 'number') number.dispose()
    },
  }
}
