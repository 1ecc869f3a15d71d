// Every screen, light and dark: no serious accessibility violation, and no error in the console.
import { expect, test } from '@playwright/test'
import { Ganvas } from './ganvas'

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    test('start page, game, network, and every tab of the drawer', async ({ page }) => {
      const errors: string[] = []
      page.on('pageerror', (error) => errors.push(error.message))
      const app = new Ganvas(page)
      await page.goto('#/')
      await expect(app.button('Open DCGAN')).toBeVisible()
      await app.expectAccessible()
      await app.openTemplate('DCGAN')
      await app.expectAccessible()
      for (const name of [/^Problems/, /^Code/, /^Data/, /^Watch/, /^Use/]) {
        await app.tab(name).click()
        await expect(app.tab(name)).toHaveAttribute('aria-selected', 'true')
        await app.expectAccessible()
      }
      await app.openGraph('Generator')
      await app.node('Transposed convolution up_1').click()
      await app.expectAccessible()
      await app.button('Export').click()
      await app.expectAccessible()
      expect(errors).toEqual([])
    })
  })
}
