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

test('a DCGAN with batches of 4 is trained, changed, kept and exported on WebGPU', async ({ page }) => {
  const app = new Ganvas(page)
  await app.openTemplate('DCGAN')
  await app.setGame('Batch', 4)
  await app.pin('WebGPU')
  await app.train()
  await app.waitForRound(2)
  await app.pause()
  await expect(page.getByText(/NaN/)).toHaveCount(0)
  const trained = await app.round()

  await app.openGraph('Discriminator')
  await app.node('Convolution conv_1').click()
  await app.inspector.getByLabel('Filters', { exact: true }).fill('24')
  await page.keyboard.press('Enter')
  await expect(app.canvas.getByText('B×14×14×24').first()).toBeVisible()
  await app.insertByDrag('Dropout')
  await app.wire('Output out of act_1', 'Input x of dropout')
  await app.wire('Output out of dropout', 'Input x of conv_2')
  await app.expectReady()
  await app.train()
  await app.waitForRound(trained + 1)
  await app.pause()
  const round = await app.round()
  await expect(page.getByText(`Training is kept up to round ${round}.`)).toBeAttached()
  await page.reload()
  await app.expectLoaded()
  await expect.poll(() => app.round()).toBe(round)
  expect((await app.export('Save as JSON')).bytes.length).toBeGreaterThan(1000)
  expect((await app.export('Save as TypeScript')).name).toMatch(/\.zip$/)
})
