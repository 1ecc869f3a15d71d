// The main job: open a template, train it, change it, keep it, take it away.
import { expect, test } from '@playwright/test'
import { unzipSync } from 'fflate'
import { Ganvas } from './ganvas'

test('a newcomer lands on a template that is ready to train', async ({ page }) => {
  const app = new Ganvas(page)
  await app.visit()
  await expect(app.canvas).toBeVisible()
  await app.expectReady()
  await app.train()
  await app.waitForRound(5)
  await app.pause()
  await expect(page.getByRole('region', { name: 'Watch' }).getByRole('img').first()).toBeVisible()
})

test('open DCGAN, train, change it by dragging and in the inspector, train on, reload, export', async ({
  page,
}) => {
  const app = new Ganvas(page)
  await app.openTemplate('DCGAN')
  await app.pin('WASM')
  await app.train()
  await app.waitForRound(3)
  await app.pause()
  const trained = await app.round()

  await app.openGraph('Discriminator')
  await app.node(/conv_1/).click()
  const filters = app.inspector.getByLabel('Filters', { exact: true })
  await expect(filters).toHaveValue('32')
  await filters.fill('24')
  await filters.press('Enter')
  await expect(app.canvas.getByText('B×14×14×24').first()).toBeVisible()
  await expect(app.canvas.getByText('B×7×7×64').first()).toBeVisible()

  await app.insertByDrag('Dropout')
  await expect(app.node('Dropout dropout')).toBeVisible()
  await expect(app.button('Train')).toHaveAttribute('aria-disabled', 'true')
  await app.wire('Output out of act_1', 'Input x of dropout')
  await app.wire('Output out of dropout', 'Input x of conv_2')
  await app.expectReady()

  await app.train()
  await app.waitForRound(trained + 2)
  await app.pause()
  const round = await app.round()
  const before = (await app.export('Save as JSON')).bytes.toString()

  await page.reload()
  await app.expectReady()
  await expect.poll(() => app.round()).toBe(round)
  await expect(app.tab('Discriminator')).toHaveAttribute('aria-selected', 'true')
  await expect(app.canvas.getByText('B×14×14×24').first()).toBeVisible()
  expect((await app.export('Save as JSON')).bytes.toString()).toBe(before)

  const code = await app.export('Save as TypeScript')
  const files = Object.keys(unzipSync(code.bytes)).sort()
  expect(files).toContain('package.json')
  expect(files).toContain('tsconfig.json')
  expect(files).toContain('weights.safetensors')
  expect(files.some((name) => name.endsWith('.ts'))).toBe(true)
})
