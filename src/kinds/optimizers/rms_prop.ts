// rms_prop: gradients divided by the root of their running mean square.
import { z } from 'zod'
import { defineOptimizer } from '../define'
import { rateParam, smallNumber, varying } from '../shared/optimizerParams'
import { rmsPropSource } from '../tfjs/rmsProp'

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

/** As PyTorch: epsilon stands outside the square root. tf.train.rmsprop puts it inside, hence a class in exports. */
export const rmsProp = defineOptimizer({
  title: 'RMSProp',
  doc: 'Divides the gradient by the root of its running mean square, so that steep and flat directions move alike.',
  formula: 's ← decay · s + (1 − decay)g², v ← momentum · v + g / (√s + ε), w ← w − rate · v',
  params,
  slots: ['square', 'velocity'],
  update(ops, { weight, gradient, slots, params: { decay, momentum, epsilon }, ...now }) {
    const square = ops.add(ops.mul(slots.square, decay), ops.mul(ops.square(gradient), 1 - decay))
    const step = ops.div(gradient, ops.add(ops.sqrt(square), epsilon))
    const velocity = momentum === 0 ? step : ops.add(ops.mul(slots.velocity, momentum), step)
    return {
      weight: ops.sub(
        weight,
        ops.mul(
          velocity,
          varying(now, ({ rate }) => rate),
        ),
      ),
      slots: { square, velocity },
    }
  },
  tfjs: (params) => ({
    kind: 'class',
    className: 'RmsProp',
    source: rmsPropSource,
    call: `new RmsProp(${JSON.stringify(params)})`,
  }),
})
