// kid: the kernel distance, which is fair to few samples.
import { kernelDistance } from '../features'
import type { Measure } from '../types'

export const kid: Measure = {
  title: 'Kernel distance',
  order: 2,
  meaning:
    'The same question with another yardstick, fair to few samples. Lower is better; about 0 is as good as real.',
  better: 'lower',
  unit: 'squared discrepancy',
  from: { pictures: ({ few }) => kernelDistance(few.real, few.generated) },
  beside: ['floor'],
}
