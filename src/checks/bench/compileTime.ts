// The section `compile`: how long it takes from a document to its program, by the number of layers.
import { compileProgram } from '../../compiler/program/compile'
import { parseDocument } from '../../document/parse'
import type { GanvasDocument } from '../../document/types'
import { median } from './statistics'

/** Medians, in milliseconds. */
export interface CompileTime {
  layers: number
  /** From plain data to a checked document. */
  parse: number
  /** From a document never seen before to its program. */
  compile: number
}

/** A game whose discriminator is a chain of so many layers, parsed and compiled so many times. */
export function timeCompile(layers: number, times: number): CompileTime {
  const parsing: number[] = []
  const compiling: number[] = []
  // The first time is thrown away: it compiles the compiler.
  for (let time = 0; time <= times; time++) {
    const data = JSON.parse(JSON.stringify(chainOf(layers))) as unknown
    const began = performance.now()
    const document = parseDocument(data)
    const parsed = performance.now()
    const program = document.ok ? compileProgram(document.value) : document
    const compiled = performance.now()
    if (!program.ok) throw new Error(program.error.map(({ message }) => message).join(' '))
    if (time === 0) continue
    parsing.push(parsed - began)
    compiling.push(compiled - parsed)
  }
  return { layers, parse: median(parsing), compile: median(compiling) }
}

const dense = (x: string, units: number) => ({
  kind: 'dense',
  in: { x },
  params: { units, bias: true, init: 'normal', sigma: 0.02, spectral_norm: false },
})

/** Noise → one layer → points, judged by a chain of dense layers and rectifiers. */
function chainOf(layers: number): GanvasDocument {
  const chain = Array.from({ length: layers - 1 }, (_, at) => {
    const x = at === 0 ? 'x' : `layer_${at - 1}`
    const layer = at % 2 === 0 ? dense(x, 16) : { kind: 'leaky_relu', in: { x }, params: { slope: 0.2 } }
    return [`layer_${at}`, layer] as const
  })
  const last = layers === 1 ? 'x' : `layer_${layers - 2}`
  const score = (id: string, x: string) =>
    [id, { kind: 'call', network: 'judge', in: { x }, params: {} }] as const
  const loss = (x: string, role: string) => {
    return { kind: 'cross_entropy', in: { x }, params: { role, form: 'non_saturating', smoothing: 0 } }
  }
  const adam = { kind: 'adam', params: { rate: 0.001, beta_1: 0.5, beta_2: 0.999, epsilon: 1e-8 } }
  return {
    format: 'ganvas',
    version: 1,
    title: `A chain of ${layers} layers`,
    about: '',
    knobs: [],
    data: {
      ring: { source: 'made/ring', seed: 1, count: 100, fields: { point: { shape: [2], domain: 'point' } } },
    },
    networks: {
      maker: {
        inputs: { z: { shape: [2], domain: 'latent' } },
        layers: { place: dense('z', 2) },
        outputs: { point: 'place' },
      },
      judge: {
        inputs: { x: { shape: [2], domain: 'point' } },
        layers: Object.fromEntries([...chain, ['score', dense(last, 1)]]),
        outputs: { score: 'score' },
      },
    },
    game: {
      ...{ batch: 16, seed: 1, rounds: 1 },
      values: {
        real: { kind: 'dataset', in: {}, params: { data: 'ring' } },
        z: { kind: 'normal', in: {}, params: { shape: [2], mean: 0, sigma: 1 } },
        fake: { kind: 'call', network: 'maker', in: { z: 'z' }, params: {} },
        ...Object.fromEntries([score('on_real', 'real.point'), score('on_fake', 'fake')]),
        right: loss('on_real', 'real'),
        wrong: loss('on_fake', 'fake'),
        fool: loss('on_fake', 'generator'),
      },
      players: {
        judge: { trains: ['judge'], minimizes: { right: 1, wrong: 1 }, optimizer: adam, average: 0 },
        maker: { trains: ['maker'], minimizes: { fool: 1 }, optimizer: adam, average: 0 },
      },
      schedule: [
        {
          until: 1,
          steps: [
            { step: ['judge'], times: 1 },
            { step: ['maker'], times: 1 },
          ],
        },
      ],
      views: {},
    },
    layout: {},
  }
}
