// Who gathers which evidence: one line each.
import type { EvidenceName } from '../types'
import { gatherCodes } from './codes'
import { gatherEnlargement } from './enlargement'
import type { Gather } from './gather'
import { gatherPictures } from './pictures'
import { gatherPoints } from './points'
import { gatherReading } from './reading'
import { gatherReturned } from './returned'
import { gatherTranslation } from './translation'
import type { Evidences } from './types'
import { gatherWholes } from './wholes'

export const gatherers = {
  points: gatherPoints,
  pictures: gatherPictures,
  translation: gatherTranslation,
  reading: gatherReading,
  returned: gatherReturned,
  enlargement: gatherEnlargement,
  wholes: gatherWholes,
  codes: gatherCodes,
} satisfies { [Name in EvidenceName]: Gather<never, Evidences[Name]> }
