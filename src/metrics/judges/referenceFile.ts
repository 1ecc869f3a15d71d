// A reference as a safetensors file: the network, its standard and the features of real pictures, the rest as text.
import { readSafetensors, writeSafetensors } from '../../lib/safetensors'
import { featureWidth, type FeatureNet } from './featureNet'
import type { PictureReference } from './types'

/** The bytes of a reference. */
export function encodeReference({ net, standard, real, beside, ...figures }: PictureReference): ArrayBuffer {
  const { weights, ...about } = net
  const vector = (values: ArrayLike<number>) => ({
    shape: [values.length],
    values: Float32Array.from(values),
  })
  const kept = Object.entries(weights).map(([name, weight]) => [`net/${name}`, weight] as const)
  return writeSafetensors({
    tensors: {
      ...Object.fromEntries(kept),
      'standard/mean': vector(standard.mean),
      'standard/deviation': vector(standard.deviation),
      real: vector(real.values),
    },
    metadata: { reference: JSON.stringify({ net: about, ...figures, ...beside }) },
  })
}

/** Null where the bytes are not what was kept. */
export function decodeReference(bytes: ArrayBuffer): PictureReference | null {
  const file = readSafetensors(bytes)
  const text = file.ok ? file.value.metadata.reference : undefined
  if (!file.ok || text === undefined) return null
  const { net, labelled, accuracy, ...figures } = JSON.parse(text) as Pick<
    PictureReference,
    'labelled' | 'accuracy'
  > & { net: Omit<FeatureNet, 'weights'> } & Record<string, unknown>
  // A figure that is missing here is computed again: earlier files have a lone number for noise and for the mean picture.
  const beside = Object.entries(figures).filter(([, kept]) => typeof kept === 'object')
  const valuesOf = (name: string) => Float32Array.from(file.value.tensors[name]?.values ?? [])
  const weights = Object.entries(file.value.tensors).flatMap(([name, { shape, values }]) => {
    const weight = { shape: [...shape], values: Float32Array.from(values) }
    return name.startsWith('net/') ? [[name.slice('net/'.length), weight] as const] : []
  })
  return {
    labelled,
    accuracy,
    beside: Object.fromEntries(beside),
    net: { ...net, weights: Object.fromEntries(weights) },
    standard: { mean: valuesOf('standard/mean'), deviation: valuesOf('standard/deviation') },
    real: { width: featureWidth, values: valuesOf('real') },
  }
}
