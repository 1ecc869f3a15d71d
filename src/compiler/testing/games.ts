// Games for tests that the templates do not have: shared fakes behind a detach, phases, a network with two outputs.
import { addNetworkOutput, addNode, connect, setPlayer, setSchedule } from '../../document/edit'
import { template } from '../../document/testing/load'
import type { GanvasDocument } from '../../document/types'

/** The points' game, where the discriminator sees fakes through a value of kind `cut` that stops gradients. */
export function throughCut(cut: string): GanvasDocument {
  const ring = template('gan_ring')
  const { document } = addNode(ring, { graph: 'game', kind: cut, params: {}, in: { x: 'fake' }, id: 'still' })
  return connect(document, { graph: 'game', from: 'still', to: { node: 'score_fake', port: 'x' } })
}

/** Three phases: the generator alone on the mean of its points, both, and both at once. */
export function inPhases(): GanvasDocument {
  const ring = template('gan_ring')
  const { document } = addNode(ring, {
    graph: 'game',
    kind: 'mean',
    params: {},
    in: { x: 'fake' },
    id: 'centre',
  })
  const weighted = setPlayer(document, {
    player: 'generator',
    patch: {
      minimizes: {
        centre: {
          kind: 'step',
          points: [
            [0, 2],
            [0.25, 0],
          ],
        },
        loss_generator: {
          kind: 'linear',
          points: [
            [0.25, 0],
            [0.5, 1],
          ],
        },
      },
    },
  })
  return setSchedule(weighted, {
    schedule: [
      { until: 0.25, steps: [{ step: ['generator'], times: 1 }] },
      {
        until: 0.5,
        steps: [
          { step: ['discriminator'], times: 5 },
          { step: ['generator'], times: 1 },
        ],
      },
      { until: 1, steps: [{ step: ['discriminator', 'generator'], times: 1 }] },
    ],
  })
}

/** The points' game with a second output of the discriminator, which nobody reads. */
export function withSecondOutput(): GanvasDocument {
  return addNetworkOutput(template('gan_ring'), { network: 'discriminator', source: 'act_3', id: 'trunk' })
    .document
}
