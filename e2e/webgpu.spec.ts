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

interface Job {
  template: string
  batch?: number
  /** The layer of the discriminator to widen, the field that does it, and the wire label that must follow. */
  widen: { layer: string; field: string; to: string; shape: string }
  /** Where the new Dropout goes: from this port to that one. */
  between: [string, string]
}

const jobs: Job[] = [
  {
    template: 'GAN on a ring',
    widen: { layer: 'Dense dense_1', field: 'Units', to: '96', shape: 'B×96' },
    between: ['Output out of act_1', 'Input x of dense_2'],
  },
  {
    template: 'DCGAN',
    batch: 4,
    widen: { layer: 'Convolution conv_1', field: 'Filters', to: '24', shape: 'B×14×14×24' },
    between: ['Output out of act_1', 'Input x of conv_2'],
  },
]

for (const { template, batch, widen, between } of jobs) {
  test(`${template} is trained, changed, kept and exported on WebGPU`, async ({ page }) => {
    const app = new Ganvas(page)
    await app.openTemplate(template)
    if (batch !== undefined) await app.setGame('Batch', batch)
    await app.pin('WebGPU')
    await app.train()
    await app.waitForRound(2)
    await app.pause()
    await expect(page.getByRole('region', { name: 'Watch' }).getByRole('img').first()).toBeVisible()
    await expect(page.getByText(/NaN/)).toHaveCount(0)
    const trained = await app.round()

    await app.openGraph('Discriminator')
    await app.node(widen.layer).click()
    await app.inspector.getByLabel(widen.field, { exact: true }).fill(widen.to)
    await page.keyboard.press('Enter')
    await expect(app.canvas.getByText(widen.shape).first()).toBeVisible()
    await app.insertByDrag('Dropout')
    await app.wire(between[0], 'Input x of dropout')
    await app.wire('Output out of dropout', between[1])
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
}
