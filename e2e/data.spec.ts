// Own data: gzipped IDX files, dropped on the page, are recognised, stored and trained on.
import { gzipSync } from 'node:zlib'
import { expect, test } from '@playwright/test'
import { Ganvas } from './ganvas'

const count = 200

/** Pictures of one bright bar each, and its position as the label, in MNIST's format. */
function idxFiles(): { name: string; bytes: Buffer }[] {
  const images = Buffer.alloc(16 + count * 784)
  const labels = Buffer.alloc(8 + count)
  for (const [index, number] of [0x803, count, 28, 28].entries()) images.writeUInt32BE(number, 4 * index)
  for (const [index, number] of [0x801, count].entries()) labels.writeUInt32BE(number, 4 * index)
  for (let i = 0; i < count; i++) {
    labels[8 + i] = i % 10
    for (let row = 4; row < 24; row++) images[16 + i * 784 + row * 28 + 4 + 2 * (i % 10)] = 255
  }
  return [
    { name: 'pictures.gz', bytes: gzipSync(images) },
    { name: 'labels.gz', bytes: gzipSync(labels) },
  ]
}

test('IDX files dropped on the page become the data of the game', async ({ page }) => {
  const app = new Ganvas(page)
  await app.openTemplate('DCGAN')
  await app.pin('WASM')
  await app.dropFiles(idxFiles())
  await expect(page.getByText(/200 pictures of 28×28/).first()).toBeVisible()
  await app.button(/^Use for/).click()
  await app.train()
  await app.waitForRound(2)
  await app.pause()
  const saved = JSON.parse((await app.export('Save as JSON')).bytes.toString()) as {
    data: Record<string, { source: string; count: number }>
  }
  const [section] = Object.values(saved.data)
  expect(section?.source).toMatch(/^own\/[0-9a-f]{64}$/)
  expect(section?.count).toBe(count)
})

test('a truncated file gets a sentence that names the byte', async ({ page }) => {
  const app = new Ganvas(page)
  await app.openTemplate('DCGAN')
  await app.dropFiles([{ name: 'short.idx', bytes: Buffer.from([0, 0, 8, 3, 0, 0, 0, 9]) }])
  await expect(page.getByText(/byte/).first()).toBeVisible()
})
