// How TensorFlow.js layers write a convolution; a padding in pixels is a layer of its own there.
import { convolvedShape } from '../shared/convolutions'
import { kernelPlaces, kernelStarts } from '../shared/initializers'
import { spectralConvolution } from './spectral'
import type { TfjsForm } from './types'

interface ConvolvedParams {
  filters: number
  kernel: number
  stride: number
  padding: 'valid' | 'same' | number
  bias: boolean
  spectral_norm: boolean
}

/** The stock layer, padded before where the padding is a number; a class where the kernel is normalised. */
export function convolvedForm(input: readonly number[], params: ConvolvedParams): TfjsForm {
  const { filters, kernel, stride, padding, bias } = params
  if (params.spectral_norm) {
    const kernelShape = [kernel, kernel, input[2] ?? 1, filters]
    const outputShape = convolvedShape(input, params)
    return spectralConvolution({ className: 'SpectralConv2d', kernelShape, outputShape, ...params })
  }
  const numeric = typeof padding === 'number'
  const mode = numeric ? 'valid' : padding
  const conv = { filters, kernelSize: kernel, strides: stride, padding: mode, useBias: bias }
  const sides = [padding, padding]
  const pad = { name: 'zeroPadding2d', config: { padding: [sides, sides] } }
  return {
    kind: 'stock',
    layers: [...(numeric ? [pad] : []), { name: 'conv2d', config: conv }],
    weights: kernelPlaces({ bias }, numeric ? 1 : 0),
    starts: kernelStarts,
  }
}
