// max_pool2d: the largest number in each window.
import { definePooling } from '../shared/pooling'

export const maxPool2d = definePooling({
  title: 'Max pooling',
  order: 60,
  doc: 'Keeps the largest number in each window, which halves a picture; GANs mostly prefer strided convolutions, whose gradients reach every pixel.',
  formula: 'y[i, j] = max of x over the window at (i·stride, j·stride)',
  paper: 'https://doi.org/10.1007/978-3-642-15825-4_10',
  layer: 'maxPooling2d',
  kinks: { equal: 'numbers' },
  sampled: true,
  compute: (ops, x, window, stride, padding) => ops.maxPool(x, window, stride, padding),
})
