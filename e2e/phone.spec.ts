// A phone: fingers only, and a window in which canvas and panels cannot stand side by side.
import { expect, test } from '@playwright/test'
import { Ganvas } from './ganvas'

test.use({ viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true })

test('a game is seen, changed and trained on a phone', async ({ page }) => {
  const app = new Ganvas(page)
  await app.visit()
  await app.expectReady()
  const width = async (part = app.canvas) => (await part.boundingBox())?.width
  expect(await width()).toBe(390)
  await expect(app.palette.or(app.inspector)).toHaveCount(0)

  await app.tab('Generator').tap()
  await app.button('Palette').tap()
  expect(await width(), 'the palette lies on the canvas').toBe(390)
  await app.palette.getByRole('option', { name: 'Dropout' }).tap()
  await app.button('Palette').tap()
  await expect(app.canvas.getByRole('group', { name: /^Dropout / })).toBeVisible()
  await app.button('Undo').tap()

  await app.button('Inspector').tap()
  await expect(app.inspector.getByRole('heading', { name: 'Generator' })).toBeVisible()
  await app.button('Inspector').tap()
  await app.button('Train').tap()
  await expect.poll(() => app.round()).toBeGreaterThan(1)
  await app.button('Pause').tap()
  await expect(app.button('Train')).toBeVisible()
  const points = page.getByRole('article', { name: 'Points' }).getByRole('img').first()
  await points.scrollIntoViewIfNeeded()
  await expect(points).toBeInViewport({ ratio: 1 })
  expect(await width(points), 'the picture is as large as on a desk').toBeGreaterThan(180)
  expect(await page.evaluate(() => document.documentElement.scrollWidth), 'the page has no second half').toBe(
    390,
  )
})
