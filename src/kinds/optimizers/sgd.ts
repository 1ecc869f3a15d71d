// sgd: plain gradient descent, with momentum where wanted.
import { z } from 'zod'
import { defineOptimizer } from '../define'
import { rateParam, varying } from '../shared/optimizerParams'

const params = z.strictObject({
  rate: rateParam(0.01),
  momentum: z
    .number()
    .min(0)
    .max(0.9999)
    .default(0)
    .describe('Share of the last step’s direction that is kept; 0 is plain descent.'),
  nesterov: z
    .boolean()
    .default(false)
    .describe('Looks ahead along the momentum before it takes the gradient.'),
})

/** As PyTorch with dampening 0: the velocity gathers gradients, not steps. */
export const sgd = defineOptimizer({
  title: 'Gradient descent',
  doc: 'Moves every weight against its gradient, `rate` times as far; momentum carries on in the direction of earlier steps.',
  formula: 'v ← momentum · v + g, w ← w − rate · v',
  params,
  slots: ['velocity'],
  update(ops, { weight, gradient, slots, params: { momentum, nesterov }, ...now }) {
    const velocity =
      momentum === 0 ? ops.clone(gradient) : ops.add(ops.mul(slots.velocity, momentum), gradient)
    const direction = nesterov ? ops.add(gradient, ops.mul(velocity, momentum)) : velocity
    return {
      weight: ops.sub(
        weight,
        ops.mul(
          direction,
          varying(now, ({ rate }) => rate),
        ),
      ),
      slots: { velocity },
    }
  },
  tfjs: ({ rate, momentum, nesterov }) => ({
    kind: 'stock',
    call: momentum === 0 ? `tf.train.sgd(${rate})` : `tf.train.momentum(${rate}, ${momentum}, ${nesterov})`,
  }),
})
