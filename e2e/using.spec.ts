// Using a game that was never trained: a class is chosen, and the way between two samples shown.
import { expect, test } from '@playwright/test'
import { Ganvas } from './ganvas'
import { expectAnother, made, openUse } from './using'

test('a digit is chosen', async ({ page }) => {
  const app = new Ganvas(page)
  await app.openTemplate('Conditional GAN')
  const panel = await openUse(app)
  const labels = panel.getByRole('group', { name: /label$/ })
  const chosen = labels.getByRole('button', { pressed: true })
  const other = (await chosen.textContent()) === '7' ? '3' : '7'
  const before = await made(panel)
  await labels.getByRole('button', { name: other, exact: true }).click()
  await expect(chosen).toHaveText(other)
  await expectAnother(panel, before)
  await panel.getByRole('button', { name: 'Interpolate' }).click()
  await expect(panel.getByRole('img', { name: /^Strip of/ })).toBeVisible()
  await app.expectAccessible()
})
