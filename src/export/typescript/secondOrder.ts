// Second derivatives in exported files: which layers stock TensorFlow.js differentiates twice, and repairs for some others.
import type { ApplyInstruction, GradientInstruction, Instruction } from '../../compiler/program/program'
import type { TfjsForm } from '../../kinds/tfjs/types'

/**
 * Operations whose stock gradients may be differentiated again: they save inputs, not outputs, and consist of such operations
 * themselves (tensorflow/tfjs#3252 is about those that do not).
 */
const sound = new Set(
  (
    'tidy add sub mul div neg square sqrt rsqrt abs sum mean matMul dot conv2d conv2dTranspose relu softplus pad slice concat ' +
    'transpose reshape clone ones zeros fill tensor scalar dropout randomUniform randomNormal stack step expandDims squeeze'
  ).split(' '),
)

/** What factories of tf.layers compute with. */
const operationsOf: Record<string, string> = {
  dense: 'matMul add',
  conv2d: 'conv2d add',
  conv2dTranspose: 'conv2dTranspose add',
  flatten: 'reshape',
  reshape: 'reshape',
  reLU: 'relu',
  leakyReLU: 'leakyRelu',
  concatenate: 'concat',
  add: 'add',
  average: 'add mul',
  multiply: 'mul',
  subtract: 'sub',
  zeroPadding2d: 'pad',
  cropping2D: 'slice',
  globalAveragePooling2d: 'mean',
  dropout: 'dropout',
}

/** Gradients in terms of the input, printed where a file differentiates one of these operations twice. */
const repairs: Record<string, [kernel: string, parameters: string, gradient: string]> = {
  leakyRelu: ['LeakyRelu', 'dy, [x], { alpha }', 'tf.mul(dy, tf.step(x, alpha))'],
  tanh: ['Tanh', 'dy, [x]', 'tf.mul(dy, tf.sub(1, tf.square(tf.tanh(x))))'],
  sigmoid: ['Sigmoid', 'dy, [x]', 'tf.mul(dy, tf.mul(tf.sigmoid(x), tf.sub(1, tf.sigmoid(x))))'],
  exp: ['Exp', 'dy, [x]', 'tf.mul(dy, tf.exp(x))'],
}

/** The operations that a layer runs, as far as they can be read from how it is written; null where they cannot. */
function operationsIn(form: TfjsForm): string[] | null {
  if (form.kind === 'class') return [...form.source.matchAll(/\btf\.(\w+)\(/g)].map(([, name]) => name ?? '')
  const found = form.layers.map(({ name, config }) =>
    name === 'activation' ? String(config.activation) : operationsOf[name],
  )
  return found.includes(undefined) ? null : found.flatMap((text) => text?.split(' ') ?? [])
}

/** Whether a layer can be differentiated twice in an exported file, with our repairs. */
export function isSoundTwice(form: TfjsForm): boolean {
  return operationsIn(form)?.every((name) => sound.has(name) || Object.hasOwn(repairs, name)) === true
}

/** Gradients that the layers under gradients need repaired, as text; null where there is nothing to repair. */
export function printRepairs(forms: readonly TfjsForm[]): string | null {
  const used = new Set(forms.flatMap((form) => operationsIn(form) ?? []))
  const lines = Object.entries(repairs).flatMap(([name, [kernel, parameters, gradient]]) =>
    used.has(name) ? [`useGradient('${kernel}', (${parameters}) => ${gradient})`] : [],
  )
  if (lines.length === 0) return null
  return `// Stock gradients that come out wrong, or fail, where they are differentiated again: here in terms of their inputs.
${lines.join('\n')}

function useGradient(
  kernelName: string,
  gradient: (dy: tf.Tensor, saved: tf.Tensor[], settings: Record<string, number>) => tf.Tensor,
): void {
  tf.registerGradient({
    kernelName,
    inputsToSave: ['x'],
    gradFunc: (dy, saved, settings) => ({
      x: () => gradient(dy as tf.Tensor, saved, settings as unknown as Record<string, number>),
    }),
  })
}`
}

/** Gradients among instructions, at any depth. */
export function gradientsIn(instructions: readonly Instruction[]): GradientInstruction[] {
  return instructions.filter((instruction) => instruction.op === 'gradient')
}

/** The layers that a gradient's calls run, with the network that each stands in. */
export function layersUnder(
  gradients: readonly GradientInstruction[],
  networks: Record<string, { instructions: ApplyInstruction[] }>,
): [network: string, layer: ApplyInstruction][] {
  const called = gradients.flatMap(({ body }) =>
    body.flatMap((part) => (part.op === 'call' ? [part.network] : [])),
  )
  return [...new Set(called)].flatMap((network) =>
    (networks[network]?.instructions ?? []).map((layer): [string, ApplyInstruction] => [network, layer]),
  )
}
