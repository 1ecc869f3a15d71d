// The worker's entry: measures what the trainer drew, so that training goes on meanwhile.
import { expose } from 'comlink'
import { loadDataset } from '../src/storage/datasets'
import { readSetting, writeSetting } from '../src/storage/settings'
import type { MetricsApi } from './metrics.api'
import { createMeter } from './meter'
import type { MetricStore } from '../src/metrics/types'

/** What takes minutes to make is kept on this machine. Where storage refuses, it is made again next time. */
const store: MetricStore = {
  async load(name) {
    const kept = await readSetting(`metrics ${name}`)
    return kept.ok && kept.value instanceof ArrayBuffer ? kept.value : null
  },
  async save(name, bytes) {
    await writeSetting(`metrics ${name}`, bytes)
  },
}

const meter = createMeter({ store, loadDataset })

const api: MetricsApi = {
  hello: () => meter.hello(),
  measure: (request) => meter.measure(request),
  next: () => meter.next(),
  cancel: () => meter.cancel(),
}

expose(api)
