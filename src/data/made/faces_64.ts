// Cartoon faces of 64×64 pixels.
import { facesOf } from './shared/faces'

export const faces64 = facesOf(64, { title: 'Faces, large', order: 9, count: 5000 })
