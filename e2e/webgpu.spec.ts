// The same engine on WebGPU: a software adapter is slow but shows that every step is right there too.
import { expect, test } from '@playwright/test'
import { Ganvas } from './ganvas'

test.beforeEach(async ({ page }) => {
  const app = new Ganvas(page)
  await app.visit()
  const adapter = await page.evaluate(
    async () =>
      (await (navigator as { gpu?: { requestAdapter(): Promise<object | null> } }).gpu?.requestAdapter()) !=
      null,
  )
  expect(adapter, 'this browser has no WebGPU adapter').toBe(true)
})

test('a ring of points trains on WebGPU', async ({ page }) => {
  const app = new Ganvas(page)
  await app.openTemplate('GAN on a ring')
  await app.pin('WebGPU')
  await app.train()
  await app.waitForRound(3)
  await app.pause()
  await expect(page.getByRole('region', { name: 'Watch' }).getByRole('img').first()).toBeVisible()
})

test('a DCGAN with batches of 4 trains on WebGPU', async ({ page }) => {
  const app = new Ganvas(page)
  await app.openTemplate('DCGAN')
  await app.setGame('Batch', 4)
  await app.pin('WebGPU')
  await app.train()
  await app.waitForRound(2)
  await app.pause()
  await expect(page.getByText(/NaN/)).toHaveCount(0)
})
