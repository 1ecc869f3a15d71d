// Evidence of pictures that went there and back.
import type { Gather } from './gather'
import type { ReturnedEvidence } from './types'

export const gatherReturned: Gather<'cycle', ReturnedEvidence> = (_, { part, drawn }) => {
  const [shown, target] = [drawn[part.value], drawn[part.target]]
  const own = shown && target ? { shown: shown.values, target: target.values } : null
  return Promise.resolve(own && { own })
}
