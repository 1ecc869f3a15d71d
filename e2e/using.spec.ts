// Using a game: each headline template made use of by its own control, all inside the Use tab.
import { expect, test, type Locator, type Page } from '@playwright/test'
import sharp from 'sharp'
import { Ganvas } from './ganvas'

/** Opens a template on its Use tab, with the first sample made. */
async function use(page: Page, title: string): Promise<Locator> {
  const app = new Ganvas(page)
  await app.openTemplate(title)
  await app.tab('Use').click()
  const panel = page.getByRole('region', { name: 'Use', exact: true })
  await expect(panel.getByRole('img', { name: /^Made:/ })).toBeVisible({ timeout: 90_000 })
  return panel
}

/** The pixels of what was made, as text: another picture, another text. */
function made(panel: Locator): Promise<string> {
  return panel
    .getByRole('img', { name: /^Made:/ })
    .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL())
}

/** Waits until something else is made than before. */
async function expectAnother(panel: Locator, before: string): Promise<void> {
  await expect.poll(() => made(panel), { timeout: 60_000 }).not.toBe(before)
}

async function picture(name: string): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const background = { r: 0, g: 117, b: 255 }
  const buffer = await sharp({ create: { width: 90, height: 60, channels: 3, background } })
    .png()
    .toBuffer()
  return { name, mimeType: 'image/png', buffer }
}

test('a digit is chosen', async ({ page }) => {
  const panel = await use(page, 'Conditional GAN')
  const labels = panel.getByRole('group', { name: /label$/ })
  const chosen = labels.getByRole('button', { pressed: true })
  const other = (await chosen.textContent()) === '7' ? '3' : '7'
  const before = await made(panel)
  await labels.getByRole('button', { name: other, exact: true }).click()
  await expect(chosen).toHaveText(other)
  await expectAnother(panel, before)
  await panel.getByRole('button', { name: 'Interpolate' }).click()
  await expect(panel.getByRole('img', { name: /^Strip of/ })).toBeVisible()
  await new Ganvas(page).expectAccessible()
})

test('a sentence is typed; a word that the game does not know is named', async ({ page }) => {
  const panel = await use(page, 'Text to image')
  const sentence = panel.getByRole('textbox', { name: 'Sentence' })
  await sentence.fill('a large pink circle')
  await expect(panel.getByText(/left out: “pink”/)).toBeVisible()
  const before = await made(panel)
  await sentence.fill('a small green square in the top right')
  await expect(panel.getByText(/left out/)).toHaveCount(0)
  await expectAnother(panel, before)
})

test('a picture is given to be enlarged', async ({ page }) => {
  const panel = await use(page, 'Super-resolution (SRGAN)')
  const before = await made(panel)
  await panel.getByLabel(/^Picture for/).setInputFiles(await picture('sky.png'))
  await expectAnother(panel, before)
  await panel
    .getByLabel(/^Picture for/)
    .setInputFiles({ name: 'notes.png', mimeType: 'image/png', buffer: Buffer.from('no') })
  await expect(panel.getByRole('alert')).toContainText('notes.png')
})

test('a label map is given, then drawn on', async ({ page }) => {
  const panel = await use(page, 'Pix2Pix')
  const given = await made(panel)
  await panel.getByLabel(/^Picture for/).setInputFiles(await picture('map.png'))
  await expectAnother(panel, given)
  const before = await made(panel)
  await panel.getByRole('group', { name: 'Colours' }).getByRole('button', { name: 'door' }).click()
  const paper = panel.getByRole('img', { name: /draw here/ })
  await paper.focus()
  await page.keyboard.press('Space')
  await expectAnother(panel, before)
})

test('a picture goes through either direction', async ({ page }) => {
  const panel = await use(page, 'CycleGAN')
  const choice = panel.getByRole('combobox', { name: 'Make' })
  const directions = await choice.getByRole('option').allTextContents()
  expect(directions.length).toBeGreaterThanOrEqual(2)
  for (const direction of directions.slice(0, 2)) {
    await choice.selectOption(direction)
    await expect(panel.getByRole('img', { name: `Made: ${direction}` })).toBeVisible({ timeout: 60_000 })
    const before = await made(panel)
    await panel.getByLabel(/^Picture for/).setInputFiles(await picture('view.png'))
    await expectAnother(panel, before)
  }
})
