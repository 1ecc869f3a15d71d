// Chooses the few pictures that stand for all of an import before it is stored.
import type { ArrangedPicture } from './arrange'

/** At most `count` of the pictures that are trained on, from all over, the classes and domains taking turns. */
export function samplePictures(pictures: readonly ArrangedPicture[], count: number): ArrangedPicture[] {
  const groups = new Map<string, ArrangedPicture[]>()
  for (const picture of pictures) {
    if (picture.test) continue
    const key = `${picture.domain ?? ''} ${picture.label ?? ''}`
    const group = groups.get(key)
    if (group) group.push(picture)
    else groups.set(key, [picture])
  }
  const turns = Math.ceil(count / Math.max(1, groups.size))
  const lists = [...groups.values()].map((group) => {
    const taken = Math.min(turns, group.length)
    return Array.from({ length: taken }, (_, i) => group[Math.floor((i * group.length) / taken)])
  })
  return Array.from({ length: turns }, (_, turn) => lists.map((list) => list[turn]))
    .flat()
    .filter((picture) => picture !== undefined)
    .slice(0, count)
}
