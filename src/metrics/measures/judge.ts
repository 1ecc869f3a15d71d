// judge: how far the figures of classes can be trusted.
import type { Measure } from '../types'

export const judge: Measure = {
  title: 'Judge',
  order: 12,
  meaning: 'How often the network that judges tells the classes of real pictures.',
  better: 'higher',
  unit: 'share',
  from: { pictures: ({ classes }) => classes?.accuracy },
  hidden: true,
}
