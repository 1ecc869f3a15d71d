// The worker's entry: the trainer behind Comlink, with IndexedDB to keep things in.
import { expose, transfer } from 'comlink'
import { dropCheckpoints, loadCheckpoint, saveCheckpoint } from '../src/storage/checkpoints'
import { loadDataset, saveDataset } from '../src/storage/datasets'
import type { News, TrainerApi } from './trainer.api'
import { createTrainer } from './trainer/trainer'

const trainer = createTrainer({
  checkpoints: { load: loadCheckpoint, save: saveCheckpoint, drop: dropCheckpoints },
  datasets: { load: loadDataset, save: saveDataset },
})

function buffersOf(news: News): Transferable[] {
  return news.frames.flatMap((frame): Transferable[] => {
    if (frame.as === 'images') return [frame.picture]
    const arrays = [frame.generated, frame.real, ...(frame.heat ? [frame.heat.values] : [])]
    return arrays.map(({ buffer }) => buffer as ArrayBuffer)
  })
}

const api: TrainerApi = {
  hello: () => trainer.hello(),
  open: (request) => trainer.open(request),
  update: (program, renamed) => trainer.update(program, renamed),
  run: (options) => trainer.run(options),
  pause: () => trainer.pause(),
  step: (player) => trainer.step(player),
  reset: () => trainer.reset(),
  save: () => trainer.save(),
  loadWeights: (file) => trainer.loadWeights(file),
  importData: (files) => trainer.importData(files),
  async next() {
    const news = await trainer.next()
    return transfer(news, buffersOf(news))
  },
  async weights(which) {
    const weights = await trainer.weights(which)
    return weights.ok ? transfer(weights, [weights.value]) : weights
  },
  async preview(section, count) {
    const preview = await trainer.preview(section, count)
    const picture = preview.ok ? preview.value.picture : null
    return picture === null ? preview : transfer(preview, [picture])
  },
}

expose(api)
