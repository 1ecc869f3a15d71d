// Runs in a process of its own: loads exported files beside stock TensorFlow.js, one after another, and plays the rounds that it is given.
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import * as tf from '@tensorflow/tfjs'
import { readSafetensors, writeSafetensors, type SafetensorsInput } from '../../lib/safetensors'

/** What is not an answer, such as warnings, may be printed too. */
const mark = '@done '

interface Settings {
  module: string
  backend: string
  rounds: number
  ports: { network: string; inputs: string[]; outputs: string[] }[]
  keys: string[]
}

type Batch = Record<string, Record<string, tf.Tensor>[]>

interface Exported {
  build: () => Record<string, tf.LayersModel>
  loadWeights: (networks: Record<string, tf.LayersModel>, file: Buffer) => void
  saveWeights: (networks: Record<string, tf.LayersModel>) => Buffer
  round: (networks: Record<string, tf.LayersModel>, batch: Batch) => Record<string, number>
}

function readTensors(path: string): Record<string, tf.Tensor> {
  const read = readSafetensors(Uint8Array.from(readFileSync(path)).buffer)
  if (!read.ok) throw new Error(read.error)
  return Object.fromEntries(
    Object.entries(read.value.tensors).map(([name, { shape, values }]) => [
      name,
      tf.tensor(values, shape, values instanceof Int32Array ? 'int32' : 'float32'),
    ]),
  )
}

function batchOf(all: Record<string, tf.Tensor>, round: number, keys: string[]): Batch {
  const batch: Batch = Object.fromEntries(keys.map((key) => [key, []]))
  for (const [path, tensor] of Object.entries(all)) {
    const [at, key = '', time, name = ''] = path.split('/')
    if (Number(at) !== round) continue
    const draws = (batch[key] ??= [])
    draws[Number(time)] = { ...draws[Number(time)], [name]: tensor }
  }
  return batch
}

async function play({ module, backend, rounds, ports, keys }: Settings): Promise<void> {
  const { build, loadWeights, saveWeights, round } = (await import(pathToFileURL(module).href)) as Exported
  await tf.setBackend(backend)
  const folder = dirname(module)
  const networks = build()
  loadWeights(networks, readFileSync(join(folder, 'weights.safetensors')))
  const inputs = readTensors(join(folder, 'inputs.bin'))
  const tensors: SafetensorsInput['tensors'] = {}
  for (const { network, inputs: names, outputs } of ports) {
    const given = names.map((name) => inputs[`${network}/${name}`] as tf.Tensor)
    const predicted = networks[network]?.apply(given) as tf.Tensor | tf.Tensor[]
    const list = Array.isArray(predicted) ? predicted : [predicted]
    outputs.forEach((output, i) => {
      const tensor = list[i] as tf.Tensor
      tensors[`${network}/${output}`] = { shape: tensor.shape, values: tensor.dataSync() as Float32Array }
    })
  }
  const batches = readTensors(join(folder, 'batches.bin'))
  const losses = Array.from({ length: rounds }, (_, i) => round(networks, batchOf(batches, i, keys)))
  const outcome = writeSafetensors({ tensors, metadata: { losses: JSON.stringify(losses) } })
  writeFileSync(join(folder, 'outcome.bin'), new Uint8Array(outcome))
  writeFileSync(join(folder, 'after.safetensors'), saveWeights(networks))
}

/** One line of settings in, one line out: what failed, or nothing. Variables of a case are gone before the next one. */
const lines = createInterface({ input: process.stdin })
for await (const line of lines) {
  try {
    await play(JSON.parse(line) as Settings)
    console.log(`${mark}{}`)
  } catch (error) {
    console.log(
      mark +
        JSON.stringify({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    )
  }
  tf.disposeVariables()
}
