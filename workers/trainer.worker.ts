// The worker's entry: the trainer behind Comlink, with IndexedDB to keep things in.
import { expose, transfer } from 'comlink'
import {
  dropCheckpoints,
  loadBestCheckpoint,
  loadCheckpoint,
  saveBestCheckpoint,
  saveCheckpoint,
} from '../src/storage/checkpoints'
import { loadDataset, saveDataset } from '../src/storage/datasets'
import type { TrainerApi } from './trainer.api'
import { decodePicture } from './trainer/decodePicture'
import { transferablesOf } from './trainer/pictures'
import { createTrainer } from './trainer/trainer'

const trainer = createTrainer({
  checkpoints: {
    load: loadCheckpoint,
    save: saveCheckpoint,
    loadBest: loadBestCheckpoint,
    saveBest: saveBestCheckpoint,
    drop: dropCheckpoints,
  },
  datasets: { load: loadDataset, save: saveDataset },
  decode: decodePicture,
})

/** Held for as long as this worker lives: whoever waits for the lock learns at once that it has ended, however it did. */
const alive = `ganvas-trainer-${Array.from(crypto.getRandomValues(new Uint32Array(4))).join('-')}`
const locks = (navigator as { locks?: LockManager }).locks
const held = new Promise<void>((resolve) => {
  void locks?.request(alive, () => {
    resolve()
    return new Promise(() => undefined)
  })
})

const api: TrainerApi = {
  async hello() {
    const hello = await trainer.hello()
    if (!locks) return hello
    await held
    return { ...hello, alive }
  },
  open: (request) => trainer.open(request),
  update: (program, renamed) => trainer.update(program, renamed),
  run: (options) => trainer.run(options),
  pause: () => trainer.pause(),
  step: (player) => trainer.step(player),
  reset: () => trainer.reset(),
  save: () => trainer.save(),
  loadWeights: (file) => trainer.loadWeights(file),
  storeData: (choice) => trainer.storeData(choice),
  async next() {
    const news = await trainer.next()
    return transfer(news, transferablesOf(news.frames))
  },
  async weights(which) {
    const weights = await trainer.weights(which)
    return weights.ok ? transfer(weights, [weights.value]) : weights
  },
  async inspectData(files) {
    const inspected = await trainer.inspectData(files)
    const picture = inspected.ok ? inspected.value.picture : null
    return picture === null ? inspected : transfer(inspected, [picture])
  },
  paletteOf: (section, field) => trainer.paletteOf(section, field),
  readPicture: (file, target) => trainer.readPicture(file, target),
  async use(request) {
    const used = await trainer.use(request)
    if (!used.ok) return used
    return transfer(
      used,
      Object.values(used.value.values).map(({ values }) => values.buffer as ArrayBuffer),
    )
  },
  keepBest: (round) => trainer.keepBest(round),
  restoreBest: () => trainer.restoreBest(),
  async drawForMetrics() {
    const drawn = await trainer.drawForMetrics()
    if (!drawn.ok) return drawn
    const numbers = drawn.value.drawn.flatMap((samples) => Object.values(samples))
    return transfer(
      drawn,
      numbers.map(({ values }) => values.buffer as ArrayBuffer),
    )
  },
  async preview(section, count) {
    const preview = await trainer.preview(section, count)
    const picture = preview.ok ? preview.value.picture : null
    return picture === null ? preview : transfer(preview, [picture])
  },
}

expose(api)
