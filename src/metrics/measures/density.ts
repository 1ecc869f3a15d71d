// density: how deep generated samples lie among the real ones.
import type { Measure } from '../types'

export const density: Measure = {
  title: 'Density',
  order: 5,
  meaning: 'How deep generated pictures lie among real ones; 1 is typical of real pictures.',
  better: 'higher',
  unit: 'of real pictures',
  from: { pictures: ({ nearness }) => nearness().density },
  beside: ['floor'],
}
