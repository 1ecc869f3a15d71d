// Never lost: a run whose worker is killed goes on from the last checkpoint, and the page says so.
import { expect, test, type Page, type Worker } from '@playwright/test'
import { Ganvas } from './ganvas'

/** The trainer's worker that is alive now. */
function trainerOf(page: Page): Worker {
  const workers = page.workers().filter((worker) => worker.url().includes('trainer'))
  expect(workers.length, 'one trainer').toBe(1)
  return workers[0]!
}

async function keptRound(page: Page): Promise<number> {
  const text = (await page.getByText(/Training is kept up to round/).textContent()) ?? ''
  return Number(/round ([\d,]+)/.exec(text)?.[1]?.replaceAll(',', ''))
}

/** Trains past a checkpoint, harms the trainer, and sees the run go on from there within five seconds. */
async function recover(app: Ganvas, harm: (worker: Worker) => Promise<unknown>, said: RegExp): Promise<void> {
  const { page } = app
  await app.train()
  await app.waitForRound((await app.round()) + 3)
  await app.pause()
  // The round on the page follows with the next frame, after the button.
  await expect.poll(async () => (await keptRound(page)) - (await app.round())).toBe(0)
  const kept = await app.round()
  await app.train()
  await app.waitForRound(kept + 2)
  const old = trainerOf(page)
  await harm(old).catch(() => undefined)
  const banner = page.getByRole('status').filter({ hasText: said })
  await expect(banner).toBeVisible({ timeout: 15_000 })
  const sentence = (await banner.textContent()) ?? ''
  const [, from = ''] = /training goes on from round ([\d,]+), the last checkpoint,/.exec(sentence) ?? []
  // A slow machine may have written another one in the meantime.
  expect(Number(from.replaceAll(',', '')), sentence).toBeGreaterThanOrEqual(kept)
  await app.waitForRound(kept + 1)
  expect(trainerOf(page)).not.toBe(old)
  await banner.getByRole('button', { name: 'Dismiss' }).click()
  await app.pause()
}

test('a worker that ends, and one that crashes', async ({ page }) => {
  const app = new Ganvas(page)
  await app.openTemplate('GAN on a ring')
  await app.pin('WASM')
  await recover(app, (worker) => worker.evaluate(() => self.close()), /stopped unexpectedly/)
  const crash = (worker: Worker) =>
    worker.evaluate(
      () =>
        void setTimeout(() => {
          throw new Error('harmed')
        }),
    )
  await recover(app, crash, /stopped unexpectedly: .*harmed/)
})
