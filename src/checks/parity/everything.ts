// A game that uses what the templates do not: phases, curves, averages, simultaneous steps, several inputs and outputs, classes.
import type { GanvasDocument } from '../../document/types'

const weighted = { bias: true, init: 'fan_in_uniform', sigma: 0.02 }
const norm = { epsilon: 0.00001, momentum: 0.9, init: 'normal', sigma: 0.02 }

export const everything: GanvasDocument = {
  format: 'ganvas',
  version: 1,
  title: 'A game with everything',
  about: '',
  knobs: [],
  data: {
    strokes: {
      source: 'made/digits',
      seed: 3,
      count: 64,
      fields: {
        image: { shape: [28, 28, 1], domain: 'image' },
        label: { shape: [], domain: 'label', classes: 10 },
      },
    },
  },
  networks: {
    painter: {
      inputs: { z: { shape: [4], domain: 'latent' }, tone: { shape: [3], domain: 'latent' } },
      layers: {
        both: { kind: 'concat', in: { a: 'z', b: 'tone' }, params: {} },
        wide: { kind: 'dense', in: { x: 'both' }, params: { units: 169, ...weighted } },
        sum: { kind: 'add', in: { a: 'wide', b: 'wide' }, params: {} },
        grid: { kind: 'reshape', in: { x: 'sum' }, params: { shape: [13, 13, 1] } },
        norm: { kind: 'batch_norm', in: { x: 'grid' }, params: { ...norm, at_test: 'batch' } },
        up: {
          kind: 'conv2d_transpose',
          in: { x: 'norm' },
          params: { filters: 1, kernel: 3, stride: 2, padding: 0, output_padding: 1, ...weighted },
        },
        ink: { kind: 'tanh', in: { x: 'up' }, params: {} },
      },
      outputs: { code: 'wide', image: 'ink' },
    },
    judge: {
      inputs: { x: { shape: [28, 28, 1], domain: 'image' } },
      layers: {
        conv: {
          kind: 'conv2d',
          in: { x: 'x' },
          params: { filters: 4, kernel: 5, stride: 3, padding: 2, ...weighted },
        },
        norm: { kind: 'batch_norm', in: { x: 'conv' }, params: { ...norm, at_test: 'running' } },
        act: { kind: 'leaky_relu', in: { x: 'norm' }, params: { slope: 0.2 } },
        drop: { kind: 'dropout', in: { x: 'act' }, params: { rate: 0.3, at_test: 'on' } },
        flat: { kind: 'flatten', in: { x: 'drop' }, params: {} },
        score: { kind: 'dense', in: { x: 'flat' }, params: { units: 1, ...weighted } },
      },
      outputs: { features: 'flat', score: 'score' },
    },
  },
  game: {
    batch: 8,
    seed: 5,
    rounds: 4,
    values: {
      real: { kind: 'dataset', in: {}, params: { data: 'strokes' } },
      z: { kind: 'normal', in: {}, params: { shape: [4], mean: 0, sigma: 1 } },
      tone: { kind: 'uniform', in: {}, params: { shape: [3], low: -1, high: 1 } },
      fake: { kind: 'call', network: 'painter', in: { z: 'z', tone: 'tone' }, params: {} },
      held: { kind: 'detach', in: { x: 'fake.image' }, params: {} },
      on_real: { kind: 'call', network: 'judge', in: { x: 'real.image' }, params: {} },
      on_held: { kind: 'call', network: 'judge', in: { x: 'held' }, params: {} },
      on_fake: { kind: 'call', network: 'judge', in: { x: 'fake.image' }, params: {} },
      right: { kind: 'hinge', in: { x: 'on_real.score' }, params: { role: 'real' } },
      wrong: { kind: 'least_squares', in: { x: 'on_held.score' }, params: { role: 'fake' } },
      fool: {
        kind: 'cross_entropy',
        in: { x: 'on_fake.score' },
        params: { role: 'generator', form: 'minimax', smoothing: 0 },
      },
      drift: { kind: 'least_squares', in: { x: 'fake.code' }, params: { role: 'fake' } },
      lit: { kind: 'mean', in: { x: 'on_fake.features' }, params: {} },
    },
    players: {
      judge: {
        trains: ['judge'],
        minimizes: { right: 1, wrong: 1 },
        optimizer: {
          kind: 'rms_prop',
          params: {
            rate: {
              kind: 'linear',
              points: [
                [0, 0.0002],
                [1, 0.00005],
              ],
            },
            decay: 0.9,
            momentum: 0.5,
            epsilon: 0.00001,
          },
        },
        average: 0,
        clipWeights: 0.3,
      },
      painter: {
        trains: ['painter'],
        minimizes: {
          fool: 1,
          drift: 0.5,
          lit: {
            kind: 'step',
            points: [
              [0, 0.1],
              [0.5, 0.3],
            ],
          },
        },
        optimizer: { kind: 'sgd', params: { rate: 0.01, momentum: 0.5, nesterov: true } },
        average: 0.9,
        clipGradients: 0.5,
        weightDecay: 0.01,
      },
    },
    schedule: [
      {
        until: 0.5,
        steps: [
          { step: ['judge'], times: 2 },
          { step: ['painter'], times: 1 },
          { step: ['judge'], times: 1 },
        ],
      },
      { until: 1, steps: [{ step: ['judge', 'painter'], times: 2 }] },
    ],
    views: {},
  },
  layout: {},
}
