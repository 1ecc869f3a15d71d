// The six headline templates: each trained for some rounds, put to its own use, taken away, and found again as it was.
import { expect, test, type Locator } from '@playwright/test'
import { unzipSync } from 'fflate'
import { Ganvas } from './ganvas'
import { bluePicture, expectAnother, givePicture, made, openUse } from './using'

/** Trains some rounds on wasm, with a batch small enough for them to be short, and ends on the Use tab. */
async function trainAndUse(app: Ganvas, title: string, batch: number): Promise<Locator> {
  await app.openTemplate(title)
  await app.pin('WASM')
  await app.setGame('Batch', batch)
  await app.setGame('Rounds', 3)
  await app.expectReady()
  await app.train()
  await app.waitForRound(3)
  const panel = await openUse(app)
  await expect(panel.getByText('round 3', { exact: true })).toBeVisible()
  return panel
}

/** Exports the project as JSON and TypeScript, reloads, and finds the same rounds, document and weights. */
async function expectKept(app: Ganvas): Promise<void> {
  const taken = async (entry: string) => (await app.export(entry)).bytes
  await expect(app.page.getByText('Training is kept up to round 3.')).toBeAttached()
  const code = unzipSync(await taken('Save as TypeScript'))
  expect(Object.keys(code)).toEqual(
    expect.arrayContaining(['package.json', 'tsconfig.json', 'weights.safetensors']),
  )
  const json = await taken('Save as JSON')
  const weights = await taken('Save weights (safetensors)')
  expect(weights.length).toBeGreaterThan(10_000)
  await app.page.reload()
  await app.expectLoaded()
  expect(await app.round()).toBe(3)
  expect((await taken('Save as JSON')).equals(json)).toBe(true)
  expect((await taken('Save weights (safetensors)')).equals(weights)).toBe(true)
}

for (const [title, batch] of [
  ['GAN on digits', 16],
  ['DCGAN', 8],
] as const) {
  test(`${title}: a coordinate is moved, a new sample made`, async ({ page }) => {
    const app = new Ganvas(page)
    const panel = await trainAndUse(app, title, batch)
    const first = await made(panel)
    await panel.getByRole('slider', { name: /coordinate 1$/ }).fill('2')
    await expectAnother(panel, first)
    const moved = await made(panel)
    await panel.getByRole('button', { name: 'New sample' }).click()
    await expectAnother(panel, moved)
    await expectKept(app)
  })
}

test('SRGAN: a picture is given to be enlarged', async ({ page }) => {
  const app = new Ganvas(page)
  const panel = await trainAndUse(app, 'Super-resolution (SRGAN)', 2)
  const before = await made(panel)
  await givePicture(panel, await bluePicture('sky.png'))
  await expectAnother(panel, before)
  const broken = { name: 'notes.png', mimeType: 'image/png', buffer: Buffer.from('no') }
  await givePicture(panel, broken)
  await expect(panel.getByRole('alert')).toContainText('notes.png')
  await expectKept(app)
})

test('Text to image: a sentence is typed; a word that the game does not know is named', async ({ page }) => {
  const app = new Ganvas(page)
  const panel = await trainAndUse(app, 'Text to image', 8)
  const sentence = panel.getByRole('textbox', { name: 'Sentence' })
  await sentence.fill('a large pink circle')
  await expect(panel.getByText(/left out: “pink”/)).toBeVisible()
  const before = await made(panel)
  await sentence.fill('a small green square in the top right')
  await expect(panel.getByText(/left out/)).toHaveCount(0)
  await expectAnother(panel, before)
  await expectKept(app)
})

test('Pix2Pix: a label map is given, then drawn on', async ({ page }) => {
  const app = new Ganvas(page)
  const panel = await trainAndUse(app, 'Pix2Pix', 1)
  const given = await made(panel)
  await givePicture(panel, await bluePicture('map.png'))
  await expectAnother(panel, given)
  const before = await made(panel)
  await panel.getByRole('group', { name: 'Colours' }).getByRole('button', { name: 'door' }).click()
  await panel.getByRole('img', { name: /draw here/ }).focus()
  await page.keyboard.press('Space')
  await expectAnother(panel, before)
  await expectKept(app)
})

test('CycleGAN: a picture goes through either direction', async ({ page }) => {
  const app = new Ganvas(page)
  const panel = await trainAndUse(app, 'CycleGAN', 1)
  const choice = panel.getByRole('combobox', { name: 'Make' })
  const directions = await choice.getByRole('option').allTextContents()
  expect(directions.length).toBeGreaterThanOrEqual(2)
  for (const direction of directions.slice(0, 2)) {
    await choice.selectOption(direction)
    await expect(panel.getByRole('img', { name: `Made: ${direction}` })).toBeVisible({ timeout: 60_000 })
    const before = await made(panel)
    await givePicture(panel, await bluePicture('view.png'))
    await expectAnother(panel, before)
  }
  await expectKept(app)
})
