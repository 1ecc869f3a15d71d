// The editor: refused wires, undo, copies, keyboard connecting, invalid graphs that stay editable, the game itself.
import { expect, test } from '@playwright/test'
import { Ganvas } from './ganvas'

test('a wire that cannot fit is refused while dragging, with the reason in words', async ({ page }) => {
  const app = new Ganvas(page)
  await app.openTemplate('DCGAN')
  await app.openGraph('Discriminator')
  await app.wire('Output out of dense', 'Input x of conv_2', { hold: true })
  await expect(page.getByText('this wire would close a circle')).toBeVisible()
  await page.mouse.up()
  await app.insertByDrag('Convolution')
  await app.wire('Output out of flat', 'Input x of conv2d', { hold: true })
  await expect(page.getByText(/conv2d needs .+ but flat gives/)).toBeVisible()
  await page.mouse.up()
  await expect(page.getByRole('img', { name: /^Wire from flat to conv2d/ })).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await expect(app.tab(/^Problems/)).toContainText('0')
})

test('one gesture is one step of undo, and copies keep their settings', async ({ page }) => {
  const app = new Ganvas(page)
  await app.openTemplate('DCGAN')
  await app.openGraph('Discriminator')
  await app.node('Convolution conv_2').click()
  await page.keyboard.press('Control+c')
  await page.keyboard.press('Control+v')
  const convolutions = app.canvas.getByRole('group', { name: /^Convolution / })
  await expect(convolutions).toHaveCount(3)
  await expect(app.inspector.getByLabel('Filters', { exact: true })).toHaveValue('64')
  await page.keyboard.press('Delete')
  await expect(convolutions).toHaveCount(2)
  await app.button('Undo').click()
  await expect(convolutions).toHaveCount(3)
  await app.button('Undo').click()
  await expect(convolutions).toHaveCount(2)
  await expect(app.button('Undo')).toBeDisabled()
})

test('an invalid graph stays editable, names its problem, and Train says why it cannot start', async ({
  page,
}) => {
  const app = new Ganvas(page)
  await app.openTemplate('DCGAN')
  await app.openGraph('Discriminator')
  await app.node('Flatten flat').click()
  await page.keyboard.press('Delete')
  await expect(app.button('Train')).toHaveAttribute('aria-disabled', 'true')
  await app.tab(/^Problems/).click()
  const problems = page.getByRole('tabpanel', { name: /Problems/ })
  await expect(problems.getByText(/dense/).first()).toBeVisible()
  await problems.getByRole('button').first().click()
  await expect(app.node('Dense dense')).toBeVisible()
  await page.keyboard.press('Control+z')
  await app.expectReady()
})

test('the game is edited the same way: a loss is dragged in and a player is made', async ({ page }) => {
  const app = new Ganvas(page)
  await app.openTemplate('GAN on a ring')
  await app.insertByDrag('Hinge')
  await expect(app.node(/^Hinge/)).toBeVisible()
  await app.insertByDrag('Player', { x: 300, y: 420 })
  await expect(app.canvas.getByRole('group', { name: /^Player/ })).toHaveCount(3)
})

test('a double-click on a call opens its network', async ({ page }) => {
  const app = new Ganvas(page)
  await app.openTemplate('DCGAN')
  await app.canvas
    .getByRole('group', { name: /Fakes|fake/ })
    .first()
    .dblclick()
  await expect(app.tab('Generator')).toHaveAttribute('aria-selected', 'true')
})
