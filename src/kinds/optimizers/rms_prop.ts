// rms_prop: gradients divided by the root of their running mean square.
import { z } from 'zod'
import { take } from '../inputs'
import { rateParam, smallNumber } from '../optimizerParams'
import { defineOptimizer } from '../types'

const params = z.strictObject({
  rate: rateParam(0.00005),
  decay: z.number().min(0).max(0.9999).default(0.99).describe('Decay of the mean squared gradient.'),
  momentum: z
    .number()
    .min(0)
    .max(0.9999)
    .default(0)
    .describe('Share of the last step’s direction that is kept.'),
  epsilon: smallNumber(1e-8),
})

const source = `class RmsProp extends tf.Optimizer {
  static override className = 'RmsProp'
  private readonly slots = new Map<string, { square: tf.Variable; velocity: tf.Variable }>()

  constructor(private readonly config: { rate: number; decay: number; momentum: number; epsilon: number }) {
    super()
  }

  override applyGradients(gradients: tf.NamedTensorMap | tf.NamedTensor[]): void {
    const { rate, decay, momentum, epsilon } = this.config
    const named = Array.isArray(gradients) ? gradients : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }))
    for (const { name, tensor: gradient } of named) {
      const weight = tf.engine().registeredVariables[name]!
      const fresh = () => tf.tidy(() => tf.variable(tf.zerosLike(weight), false))
      const { square, velocity } = this.slots.get(name) ?? { square: fresh(), velocity: fresh() }
      this.slots.set(name, { square, velocity })
      tf.tidy(() => {
        square.assign(tf.add(tf.mul(square, decay), tf.mul(tf.square(gradient), 1 - decay)))
        const step = tf.div(gradient, tf.add(tf.sqrt(square), epsilon))
        velocity.assign(tf.add(tf.mul(velocity, momentum), step))
        weight.assign(tf.sub(weight, tf.mul(velocity, rate)))
      })
    }
    this.incrementIterations()
  }

  override getConfig() {
    return { ...this.config }
  }
}`

/** As PyTorch: epsilon stands outside the square root. tf.train.rmsprop puts it inside, hence a class in exports. */
export const rmsProp = defineOptimizer<z.infer<typeof params>>({
  title: 'RMSProp',
  doc: 'Divides the gradient by the root of its running mean square, so that steep and flat directions move alike.',
  formula: 's ← decay · s + (1 − decay)g², v ← momentum · v + g / (√s + ε), w ← w − rate · v',
  params,
  slots: ['square', 'velocity'],
  update(ops, { weight, gradient, slots, rate, params: { decay, momentum, epsilon } }) {
    const square = ops.add(ops.mul(take(slots, 'square'), decay), ops.mul(ops.square(gradient), 1 - decay))
    const step = ops.div(gradient, ops.add(ops.sqrt(square), epsilon))
    const velocity = momentum === 0 ? step : ops.add(ops.mul(take(slots, 'velocity'), momentum), step)
    return { weight: ops.sub(weight, ops.mul(velocity, rate)), slots: { square, velocity } }
  },
  tfjs: (params) => ({
    kind: 'class',
    className: 'RmsProp',
    source,
    call: `new RmsProp(${JSON.stringify(params)})`,
  }),
})
