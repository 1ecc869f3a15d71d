// Says, before anything is printed, what of a program cannot be written as TypeScript.
import { problem } from '../../document/problems'
import type { Problem } from '../../document/types'
import type { Program } from '../../compiler/program/program'
import { kindOf, optimizers } from '../../kinds/registry'
import { formOf } from './networks'
import { allInstructions, knownKind, sectionOf } from './plan'
import { samplerOf } from './samplers'
import { gradientsIn, isSoundTwice, layersUnder } from './secondOrder'

/** One problem for each thing that tf.layers, or a plain file, cannot do; none where the export is right. */
export function unexportable(program: Program): Problem[] {
  return [
    ...networkProblems(program),
    ...valueProblems(program),
    ...slopeProblems(program),
    ...dataProblems(program),
    ...optimizerProblems(program),
  ]
}

function unable(where: string, message: string): Problem {
  return problem('not_exportable', { where, message, remedy: 'Export as JSON, or replace it.' })
}

function networkProblems({ networks }: Program): Problem[] {
  return Object.entries(networks).flatMap(([network, { instructions }]) =>
    instructions
      .filter(({ kind }) => !kindOf('layer', kind)?.tfjs)
      .map(({ id, kind }) => {
        const title = kindOf('layer', kind)?.title ?? kind
        return unable(
          `/networks/${network}/layers/${id.split('/')[0]}`,
          `The layer ${id} (${title}) has no form in TensorFlow.js layers.`,
        )
      }),
  )
}

function valueProblems(program: Program): Problem[] {
  const found = new Map<string, Problem>()
  for (const instruction of allInstructions(program)) {
    if (instruction.op !== 'apply' || instruction.role === 'layer') continue
    const kind = kindOf('value', instruction.kind)
    const where = `/game/values/${instruction.id}`
    const name = `The value ${instruction.id} (${kind?.title ?? instruction.kind})`
    const drawn = sectionOf(program, instruction) !== null || kind?.draw !== undefined
    const written = kind?.expression !== undefined && Object.keys(instruction.out).length === 1
    if (kind?.source ? !drawn : !written) {
      found.set(where, unable(where, `${name} cannot be written as TypeScript yet.`))
    }
  }
  return [...found.values()]
}

/** Layers under a gradient that stock TensorFlow.js does not differentiate twice, and that we do not repair. */
function slopeProblems(program: Program): Problem[] {
  const gradients = gradientsIn(allInstructions(program))
  return layersUnder(gradients, program.networks).flatMap(([network, layer]) => {
    if (!knownKind(layer).tfjs || isSoundTwice(formOf({ program, kindOf: knownKind }, network, layer)))
      return []
    const title = knownKind(layer).title
    const message = `The layer ${layer.id} (${title}) is differentiated twice, which exported files do not do rightly.`
    return [unable(`/networks/${network}/layers/${layer.id.split('/')[0]}`, message)]
  })
}

function dataProblems({ data }: Program): Problem[] {
  return Object.entries(data).flatMap(([id, section]) => {
    const sampler = samplerOf(section)
    const ports = Object.values(section.fields)
    const pictures = ports.filter(({ shape }) => shape.length === 3).length
    return Object.entries(section.fields).flatMap(([field, { shape, domain }]) => {
      const made = sampler?.fields[field]
      if (made && made.join() === shape.join()) return []
      const where = `/data/${id}/fields/${field}`
      const label = domain === 'label' && shape.length === 0
      if (label && pictures > 1) {
        const sentence = `The data ${id} have labels under ${field} beside several pictures: exported files read labels of one picture a sample.`
        return [unable(where, sentence)]
      }
      const picture = shape.length === 3 && [1, 3].includes(shape[2] ?? 0)
      if (picture || (label && pictures > 0)) return []
      const sentence = `The field ${field} of the data ${id} is neither a picture nor a label: exported files cannot read it.`
      return [unable(where, sentence)]
    })
  })
}

function optimizerProblems({ players }: Program): Problem[] {
  return Object.entries(players)
    .filter(([, { optimizer }]) => !Object.hasOwn(optimizers, optimizer.kind))
    .map(([id, { optimizer }]) =>
      unable(`/game/players/${id}/optimizer`, `There is no optimizer ${optimizer.kind}.`),
    )
}
