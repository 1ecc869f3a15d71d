// Cartoon faces of 32×32 pixels.
import { facesOf } from './shared/faces'

export const faces = facesOf(32, { title: 'Faces', order: 8, count: 10_000 })
