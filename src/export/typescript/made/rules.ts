// The rules that exported files take over, by the function that makes a sample: written by src/scripts/writeMadeRules.ts.
import { facadesRule } from './facades'
import { facesRule } from './faces'
import { outlinesRule } from './outlines'
import { scenesRule } from './scenes'
import { shapesRule } from './shapes'
import { texturesRule } from './textures'

export const rules: Record<string, string> = {
  sampleShapes: shapesRule,
  sampleFaces: facesRule,
  sampleFacades: facadesRule,
  sampleTextures: texturesRule,
  sampleScenes: scenesRule,
  sampleOutlines: outlinesRule,
}
