// The Use tab as a test sees it: what is made there, and a picture to give.
import { expect, type Locator } from '@playwright/test'
import sharp from 'sharp'
import type { Ganvas } from './ganvas'

/** Opens the Use tab and waits for its first sample. */
export async function openUse(app: Ganvas): Promise<Locator> {
  await app.tab('Use').click()
  const panel = app.page.getByRole('region', { name: 'Use', exact: true })
  await expect(panel.getByRole('img', { name: /^Made:/ })).toBeVisible({ timeout: 90_000 })
  return panel
}

/** The pixels of what was made, as text: another picture, another text. */
export function made(panel: Locator): Promise<string> {
  return panel
    .getByRole('img', { name: /^Made:/ })
    .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL())
}

/** Waits until something else is made than before. */
export async function expectAnother(panel: Locator, before: string): Promise<void> {
  await expect.poll(() => made(panel), { timeout: 60_000 }).not.toBe(before)
}

/** A PNG of one colour, neither square nor of any game's size. */
export async function bluePicture(name: string): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const background = { r: 0, g: 117, b: 255 }
  const buffer = await sharp({ create: { width: 90, height: 60, channels: 3, background } })
    .png()
    .toBuffer()
  return { name, mimeType: 'image/png', buffer }
}

/** Chooses a picture file for the one value that takes a picture. */
export async function givePicture(
  panel: Locator,
  picture: { name: string; mimeType: string; buffer: Buffer },
): Promise<void> {
  const chooser = panel.page().waitForEvent('filechooser')
  await panel.getByRole('button', { name: 'Choose a picture' }).click()
  await (await chooser).setFiles(picture)
}
