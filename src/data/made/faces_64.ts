// Cartoon faces of 64×64 pixels.
import { facesOf } from './shared/faces'

export const faces64 = facesOf(64, { title: 'Faces, large', count: 5000 })
