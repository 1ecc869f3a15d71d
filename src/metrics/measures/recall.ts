// recall: how much of what is real lies among the generated.
import type { Measure } from '../types'

export const recall: Measure = {
  title: 'Recall',
  order: 4,
  meaning:
    'The share of real pictures that the generator could have made. Low: it leaves kinds of pictures out.',
  better: 'higher',
  unit: 'share',
  from: { pictures: ({ nearness }) => nearness().recall },
  beside: ['floor'],
}
