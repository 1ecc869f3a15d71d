// Reads the binary form of CIFAR-10: a label byte, then 32×32 red, green and blue planes (cs.toronto.edu/~kriz/cifar.html).
import type { StoredField } from '../source'

const side = 32
const plane = side * side
const record = 1 + 3 * plane

/** The classes in the order of their numbers. */
export const cifarClasses = [
  'airplane',
  'automobile',
  'bird',
  'cat',
  'deer',
  'dog',
  'frog',
  'horse',
  'ship',
  'truck',
]

/** Whether the bytes can be such a file: whole records, each with a label from 0 to 9. */
export function isCifar(bytes: Uint8Array): boolean {
  if (bytes.length === 0 || bytes.length % record !== 0) return false
  for (let at = 0; at < bytes.length; at += record) if ((bytes[at] ?? 255) > 9) return false
  return true
}

/** Pictures (height × width × channel) and labels of files that `isCifar` accepts, one file after another. */
export function readCifar(files: readonly Uint8Array[]): {
  count: number
  fields: Record<string, StoredField>
} {
  const count = files.reduce((sum, file) => sum + file.length / record, 0)
  const pictures = new Uint8Array(count * 3 * plane)
  const labels = new Int32Array(count)
  let index = 0
  for (const file of files) {
    for (let at = 0; at < file.length; at += record, index++) {
      labels[index] = file[at] ?? 0
      for (let i = 0; i < plane; i++)
        for (let channel = 0; channel < 3; channel++)
          pictures[(index * plane + i) * 3 + channel] = file[at + 1 + channel * plane + i] ?? 0
    }
  }
  const image = { shape: [side, side, 3], values: pictures }
  return { count, fields: { image, label: { shape: [], values: labels } } }
}
