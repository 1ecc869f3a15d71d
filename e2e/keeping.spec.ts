// Nothing is lost: exact resume, one writer per project, refused files, the project list.
import { readFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import { Ganvas } from './ganvas'

const weights = 'Save weights (safetensors)'

test('40 rounds are 20 rounds, a reload, and 20 rounds, to the last bit', async ({ page }) => {
  const app = new Ganvas(page)
  await app.openTemplate('GAN on a ring')
  await app.pin('WASM')
  await app.setGame('Rounds', 40)
  await app.train()
  await app.waitForRound(40)
  const straight = (await app.export(weights)).bytes

  await app.openTemplate('GAN on a ring')
  await app.setGame('Rounds', 20)
  await app.train()
  await app.waitForRound(20)
  await expect(app.button('Train on')).toBeVisible()
  await expect(page.getByText('Training is kept up to round 20.')).toBeAttached()
  await page.reload()
  await app.expectLoaded()
  expect(await app.round()).toBe(20)
  await app.setGame('Rounds', 40)
  await app.train()
  await app.waitForRound(40)
  expect((await app.export(weights)).bytes.equals(straight)).toBe(true)
})

test('a second tab is read-only until it takes over', async ({ context, page }) => {
  const first = new Ganvas(page)
  await first.openTemplate('GAN on a ring')
  const second = new Ganvas(await context.newPage())
  await second.page.goto(page.url())
  await expect(second.page.getByText('open in another tab')).toBeVisible()
  await second.button('Take over').click()
  await expect(second.page.getByText('open in another tab')).toBeHidden()
  await expect(first.page.getByText('open in another tab')).toBeVisible()
})

test('a bad document is refused with reason and path, and the open project stays', async ({ page }) => {
  const app = new Ganvas(page)
  await app.openTemplate('GAN on a ring')
  const url = page.url()
  await app.dropFiles([
    { name: 'broken.json', bytes: Buffer.from('{"format":"ganvas","version":1,"title":7}') },
  ])
  await expect(page.getByText(/broken\.json was not opened/)).toBeVisible()
  await expect(page.getByText(/\/title/)).toBeVisible()
  expect(page.url()).toBe(url)
  await expect(app.canvas).toBeVisible()
  await app.dropFiles([{ name: 'worse.json', bytes: Buffer.from('{') }])
  await expect(page.getByText(/worse\.json was not opened/)).toBeVisible()
  await expect(page.getByText(/broken\.json was not opened/)).toHaveCount(0)
  await app.dropFiles([{ name: 'good.json', bytes: await readFile('templates/dcgan.json') }])
  await expect(page).not.toHaveURL(url)
  await expect(app.tab('Generator')).toBeVisible()
  await expect(page.getByText(/was not opened/)).toHaveCount(0)
})

test('projects are listed, renamed, duplicated, deleted and brought back', async ({ page }) => {
  const app = new Ganvas(page)
  await app.openTemplate('GAN on a ring')
  await page.goto('#/')
  // A menu fades out while the next one opens, so each entry is sought in its own menu.
  const choose = async (project: string, entry: string) => {
    await app.button(`More for ${project}`).click()
    const menu = page.getByRole('menu', { name: `More for ${project}`, exact: true })
    await menu.getByRole('menuitem', { name: entry }).click()
  }
  const more = app.button(/^More for GAN on a ring/)
  await expect(more).toHaveCount(1)
  await choose('GAN on a ring', 'Duplicate')
  await expect(more).toHaveCount(2)
  await choose('GAN on a ring copy', 'Delete')
  await expect(more).toHaveCount(1)
  await app.button('Undo').click()
  await expect(more).toHaveCount(2)
})

test('a full storage is said until it has room again, and nobody leaves without being asked', async ({
  context,
  page,
}) => {
  const app = new Ganvas(page)
  const browser = await context.newCDPSession(page)
  const quotaOf = (quotaSize: number) =>
    browser.send('Storage.overrideQuotaForOrigin', { origin: new URL(page.url()).origin, quotaSize })
  await page.goto('#/')
  await quotaOf(16e6)
  await app.openTemplate('GAN on a ring')
  const url = page.url()
  const rename = async (title: string) => {
    await page.getByLabel('Project name').fill(title)
    await page.keyboard.press('Enter')
  }
  await rename('Before')
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()

  await page.evaluate(fillStorage)
  await rename('Without room')
  await expect(page.getByText('Not saved', { exact: true })).toBeVisible()
  const notice = page.getByRole('alert').filter({ hasText: 'Not saved. The browser has no more room' })
  await notice.getByRole('button', { name: 'Dismiss' }).click()
  await expect(notice).toHaveCount(0)
  await expect(page.getByText('Not saved', { exact: true })).toBeVisible()
  await expect(
    page.getByText(/^The changes since .* are not stored\. The browser has no more/),
  ).toBeAttached()

  await page.getByRole('link', { name: 'Ganvas: start page' }).click()
  const question = page.getByRole('dialog', { name: 'Leave without the last changes?' })
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(question).toBeHidden()
  await expect(page).toHaveURL(url)
  const asked = page.waitForEvent('dialog')
  const closing = page.close({ runBeforeUnload: true })
  const dialog = await asked
  expect(dialog.type()).toBe('beforeunload')
  await dialog.dismiss()
  await closing

  await quotaOf(1e9)
  await expect(page.getByText('Saved', { exact: true })).toBeVisible({ timeout: 90_000 })
  await page.reload()
  await expect(page.getByLabel('Project name')).toHaveValue('Without room')
})

/** Runs in the page: writes into a database of its own until no thousand bytes fit any more. */
async function fillStorage(): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open('junk', 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore('junk', { autoIncrement: true })
    opening.onsuccess = () => resolve(opening.result)
  })
  const fits = (bytes: number) =>
    new Promise<boolean>((resolve) => {
      const transaction = database.transaction('junk', 'readwrite')
      transaction.objectStore('junk').put(crypto.getRandomValues(new Uint8Array(bytes)))
      transaction.oncomplete = () => resolve(true)
      transaction.onabort = () => resolve(false)
    })
  for (let bytes = 65_536; bytes > 1000;) if (!(await fits(bytes))) bytes /= 2
  database.close()
}
