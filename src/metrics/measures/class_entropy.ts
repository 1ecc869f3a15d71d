// class_entropy: how evenly the classes come.
import type { Measure } from '../types'

export const classEntropy: Measure = {
  title: 'Evenness of classes',
  order: 9,
  meaning: 'Whether the classes come equally often: 1 is even, 0 is a single class.',
  better: 'higher',
  unit: 'of equal shares',
  from: { pictures: ({ classes }) => classes?.spread.entropy },
}
