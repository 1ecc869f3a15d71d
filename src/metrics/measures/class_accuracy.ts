// class_accuracy: how often a picture shows the class that it was made from.
import { agreement } from '../classes'
import type { Measure } from '../types'

export const classAccuracy: Measure = {
  title: 'Right class',
  order: 10,
  meaning: 'How often a picture shows the class that was asked for.',
  better: 'higher',
  unit: 'share',
  from: {
    pictures: ({ classes }) => classes?.asked && agreement(classes.asked.seen, classes.asked.wanted),
  },
}
