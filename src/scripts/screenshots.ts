// Takes the README's pictures of the built page: `tsx src/scripts/screenshots.ts [WEIGHTS.safetensors of the DCGAN]`.
import type { Browser, Page } from '@playwright/test'
import { withBuiltPage } from '../checks/page/builtPage'

const folder = 'e2e/screenshots'
const weights = process.argv[2]
const title = 'DCGAN'

async function open(browser: Browser, address: string, colorScheme: 'light' | 'dark'): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme })
  await page.goto(`${address}#/`)
  await page.getByRole('button', { name: `Open ${title}`, exact: true }).waitFor()
  return page
}

async function train(page: Page): Promise<void> {
  await page.getByRole('button', { name: `Open ${title}`, exact: true }).click()
  await page.getByRole('button', { name: /^Backend: (webgpu|webgl|wasm|cpu)/ }).waitFor()
  if (weights) {
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await page.getByRole('menuitem', { name: /^Load weights/ }).click()
    await (await chooser).setFiles(weights)
  }
  await page.getByRole('button', { name: 'Train', exact: true }).click()
  await page.getByText(/^Round (2[5-9]|[3-9]\d) of/).waitFor({ timeout: 120_000 })
}

void withBuiltPage(async (browser, address) => {
  for (const scheme of ['light', 'dark'] as const) {
    const page = await open(browser, address, scheme)
    await page.screenshot({ path: `${folder}/start-${scheme}.png` })
    await train(page)
    await page.mouse.move(700, 500)
    await page.getByRole('tooltip').waitFor({ state: 'detached' })
    await page.screenshot({ path: `${folder}/editor-${scheme}.png` })
    await page.getByRole('tab', { name: 'Generator' }).click()
    await page.getByRole('group', { name: 'Transposed convolution up_1' }).click()
    await page.getByRole('tab', { name: /^Code/ }).click()
    await page.getByRole('region', { name: 'Code' }).waitFor()
    await page.screenshot({ path: `${folder}/network-${scheme}.png` })
    await page.close()
  }
})
