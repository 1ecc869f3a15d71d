// coverage: how much of what is real has something generated near by.
import type { Measure } from '../types'

export const coverage: Measure = {
  title: 'Coverage',
  order: 6,
  meaning: 'The share of real pictures with a generated one right beside them.',
  better: 'higher',
  unit: 'share',
  from: { pictures: ({ nearness }) => nearness().coverage },
  beside: ['floor'],
}
