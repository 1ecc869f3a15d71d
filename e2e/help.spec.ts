// Help: a kind and its parameters are found in the reference, the licenses are read, on both screens and by keyboard alone.
import { expect, test } from '@playwright/test'
import { Ganvas } from './ganvas'

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    test('a kind is looked up over an open project, and every tab is accessible', async ({ page }) => {
      const app = new Ganvas(page)
      await app.openTemplate('DCGAN')
      await app.button('Help').click()
      const help = page.getByRole('dialog', { name: 'Help' })
      await expect(help.getByText('Train or pause')).toBeVisible()
      await app.expectAccessible()
      await help.getByRole('tab', { name: 'Reference' }).click()
      await help.getByRole('combobox', { name: 'Search the reference' }).fill('transposed')
      await help.getByRole('option', { name: /^Transposed convolution/ }).click()
      const article = help.getByRole('article', { name: 'Transposed convolution' })
      await expect(article.getByText('conv2d_transpose', { exact: true })).toBeVisible()
      await expect(article.getByText('output_padding', { exact: true })).toBeVisible()
      await expect(article.getByRole('region', { name: 'Gives' })).toContainText('B×32×32×64')
      await app.expectAccessible()
      await help.getByRole('tab', { name: 'Licenses' }).click()
      await app.expectAccessible()
    })
  })
}

test('by keyboard: a parameter’s name finds its optimizers, Enter reads, Escape goes back to the project', async ({
  page,
}) => {
  const app = new Ganvas(page)
  await app.openTemplate('DCGAN')
  await page.keyboard.press('F1')
  const search = page.getByRole('combobox', { name: 'Search the reference' })
  await expect(search).toBeFocused()
  await page.keyboard.type('beta_1')
  await expect(page.getByRole('dialog').getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  const article = page.getByRole('article', { name: 'Adam' })
  await expect(article).toBeFocused()
  await expect(article.getByRole('region', { name: 'Parameters' })).toContainText('beta_1')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(app.canvas).toBeVisible()
})

test('the licenses open beside the page, with the text of each', async ({ page }) => {
  const app = new Ganvas(page)
  await page.goto('#/')
  await app.button('Help').click()
  await page.getByRole('tab', { name: 'Licenses' }).click()
  const [licenses] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('link', { name: 'All licenses' }).click(),
  ])
  await expect(licenses.getByRole('heading', { name: 'Licenses', exact: true })).toBeVisible()
  for (const name of [/^elkjs .* EPL-2\.0/, /tfjs-core .* Apache-2\.0/, /inter .* OFL-1\.1/])
    await expect(licenses.locator('summary').filter({ hasText: name })).toHaveCount(1)
  await licenses
    .locator('summary')
    .filter({ hasText: /^elkjs/ })
    .click()
  await expect(licenses.getByText('Eclipse Public License - v 2.0')).toBeVisible()
  await new Ganvas(licenses).expectAccessible()
})

test('on a phone the entry takes the place of the list, and gives it back', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  const app = new Ganvas(page)
  await page.goto('#/')
  await app.button('Help').click()
  await page.getByRole('option', { name: 'Dense', exact: true }).click()
  await expect(page.getByRole('article', { name: 'Dense', exact: true })).toBeFocused()
  await expect(page.getByRole('combobox', { name: 'Search the reference' })).toBeHidden()
  await app.expectAccessible()
  await app.button('All entries').click()
  await expect(page.getByRole('combobox', { name: 'Search the reference' })).toBeFocused()
})
