// What generated pictures are measured against.
import type { Features } from '../features'
import type { Baseline } from '../types'
import type { FeatureNet } from './featureNet'
import type { Standard } from './standard'

export interface PictureReference {
  net: FeatureNet
  /** True where the network learned the data set's labels; false where it had only the pictures. */
  labelled: boolean
  /** Share of real test pictures whose class the network tells, by label. */
  accuracy: Record<string, number>
  standard: Standard
  /** Standardised features of real training pictures. */
  real: Features
  /** Figures of baselines. The floor is what real pictures get that the network never saw: none does better, but for chance. */
  beside: Partial<Record<Baseline, Record<string, number>>>
}
