// average_pool2d: the mean of each window.
import { definePooling } from '../shared/pooling'

export const averagePool2d = definePooling({
  title: 'Average pooling',
  order: 70,
  doc: 'Takes the mean of each window, which makes a picture smaller and smoother and passes its gradient on evenly.',
  formula: 'y[i, j] = mean of x over the window at (i·stride, j·stride)',
  paper: 'https://doi.org/10.1109/5.726791',
  layer: 'averagePooling2d',
  compute: (ops, x, window, stride, padding) => ops.avgPool(x, window, stride, padding),
})
