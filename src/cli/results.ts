// What a run leaves in its folder: document, weights, checkpoint and a picture of samples.
import { join } from 'node:path'
import { documentText } from '../document/text'
import type { GanvasDocument } from '../document/types'
import type { Result } from '../lib/result'
import { succeed } from '../lib/result'
import { writeSafetensors } from '../lib/safetensors'
import type { Engine } from '../engine/engine'
import { readBytes, writeWhole } from './files'
import { drawView } from './pictures'

const checkpointName = 'checkpoint.safetensors'

/** The checkpoint that an earlier run left in its folder. */
export function readCheckpoint(folder: string): Promise<Result<ArrayBuffer, string>> {
  return readBytes(join(folder, checkpointName))
}

/** Writes everything that `--resume` needs. */
export async function writeCheckpoint(folder: string, engine: Engine): Promise<Result<null, string>> {
  return writeWhole(join(folder, checkpointName), new Uint8Array(await engine.checkpoint()))
}

/** Writes all results; the weights are the averages where there are some. */
export async function writeResults(
  folder: string,
  { document, engine }: { document: GanvasDocument; engine: Engine },
): Promise<Result<null, string>> {
  const weights = new Uint8Array(writeSafetensors(await engine.weights('average')))
  const written = [
    await writeWhole(join(folder, 'document.json'), documentText(document)),
    await writeWhole(join(folder, 'weights.safetensors'), weights),
    await writeCheckpoint(folder, engine),
  ]
  const [view] = Object.keys(engine.program.views)
  if (view !== undefined) {
    const picture = await drawView((await engine.view(view)).drawing)
    written.push(await writeWhole(join(folder, 'samples.png'), picture))
  }
  return written.find((result) => !result.ok) ?? succeed(null)
}
