// Notices when the device that computes fails. tfjs does not: small tensors silently go on in JavaScript.
import type { Ops } from '../../src/kinds/types'
import type { Trouble } from '../trainer.api'
import { deviceLost, troubleOfDevice } from './trouble'

interface Device {
  lost?: Promise<unknown>
  addEventListener?(
    name: 'uncapturederror',
    listener: (event: { error: Parameters<typeof troubleOfDevice>[0] }) => void,
  ): void
}

/** Hears of the first failure of one device. */
export interface DeviceWatch {
  /** What befell the device, if that becomes known within so many milliseconds: a call may fail before the loss is told. */
  within(milliseconds: number): Promise<Trouble | null>
}

/** Watches the device of the current backend of `ops`, where it has one. */
export function watchDevice(ops: Ops, onTrouble: (trouble: Trouble) => void): DeviceWatch {
  // WebGPU has a device, WebGL a canvas; whatever else computes is lost with its worker.
  const { device, canvas } = ops.backend() as { device?: Device; canvas?: EventTarget }
  if (device === undefined && canvas === undefined) return { within: () => Promise.resolve(null) }
  const first = new Promise<Trouble>((resolve) => {
    device?.addEventListener?.('uncapturederror', ({ error }) => resolve(troubleOfDevice(error)))
    void device?.lost?.then(() => resolve(deviceLost))
    canvas?.addEventListener('webglcontextlost', () => resolve(deviceLost))
  })
  void first.then(onTrouble)
  return {
    within: async (milliseconds) => {
      let timer: ReturnType<typeof setTimeout> | undefined
      const late = new Promise<null>((resolve) => {
        timer = setTimeout(() => resolve(null), milliseconds)
      })
      const trouble = await Promise.race([first, late])
      clearTimeout(timer)
      return trouble
    },
  }
}
