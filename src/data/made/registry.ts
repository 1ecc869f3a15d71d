// All procedural data sets by the name that a document's `made/<name>` gives.
import { digits } from './digits'
import { drawn } from './drawn'
import { facades } from './facades'
import { faces, largeFaces } from './faces'
import { grid } from './grid'
import { moons } from './moons'
import { outlines } from './outlines'
import { ring } from './ring'
import { scenes } from './scenes'
import { shapes } from './shapes'
import { spiral } from './spiral'
import { textures } from './textures'
import type { MadeSet } from './types'

export const madeSets: Record<string, MadeSet> = {
  ring,
  grid,
  spiral,
  moons,
  drawn,
  digits,
  shapes,
  faces,
  faces_64: largeFaces,
  facades,
  textures,
  scenes,
  outlines,
}
