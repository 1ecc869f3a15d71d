// Measures the built page while a template trains on wasm: frames per second, pause, first picture. `tsx src/checks/page/main.ts [TITLE]`.
import type { Page } from '@playwright/test'
import { withBuiltPage } from './builtPage'

const title = process.argv[2] ?? 'DCGAN'

const quantile = (values: number[], q: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))] ?? NaN

const rest = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

/** Frames in each of `seconds` seconds. */
async function framesPerSecond(page: Page, seconds: number): Promise<number[]> {
  return page.evaluate(
    (length) =>
      new Promise<number[]>((done) => {
        const counts: number[] = []
        let since = performance.now()
        let frames = 0
        const tick = (now: number) => {
          frames++
          if (now - since >= 1000) {
            counts.push((frames * 1000) / (now - since))
            since = now
            frames = 0
          }
          if (counts.length < length) requestAnimationFrame(tick)
          else done(counts)
        }
        requestAnimationFrame(tick)
      }),
    seconds,
  )
}

/** Milliseconds from a click on Pause until the page says so, and until training stands still. */
async function pauseOnce(page: Page): Promise<{ acknowledged: number; stopped: number }> {
  await button(page, 'Pause').waitFor()
  await rest(300 + Math.random() * 400)
  return page.evaluate(
    () =>
      new Promise<{ acknowledged: number; stopped: number }>((done) => {
        const named = (name: string) =>
          [...document.querySelectorAll('button')].find((element) => element.textContent.trim() === name)
        const start = performance.now()
        let acknowledged = NaN
        const look = () => {
          const now = performance.now() - start
          if (Number.isNaN(acknowledged) && !named('Pause')) acknowledged = now
          if (named('Train')) done({ acknowledged, stopped: now })
          else setTimeout(look, 1)
        }
        named('Pause')?.click()
        look()
      }),
  )
}

async function measure(page: Page, address: string): Promise<Record<string, unknown>> {
  await page.goto(`${address}#/`)
  await button(page, `Open ${title}`).click()
  const backend = page.getByRole('button', { name: /^Backend: (webgpu|webgl|wasm|cpu)/ })
  await backend.waitFor()
  const chosen = await backend.textContent()
  await backend.click()
  const probe = await page.getByText(/^(Tested in|Remembered)/).textContent()
  await page.getByRole('radiogroup', { name: 'Compute with' }).getByText('WASM', { exact: true }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Backend: wasm' }).waitFor()
  const start = Date.now()
  await button(page, 'Train').click()
  await page
    .getByRole('img', { name: /at round \d/ })
    .first()
    .waitFor()
  const firstPicture = Date.now() - start
  await rest(3000)
  const frames = await framesPerSecond(page, 10)
  const pauses: { acknowledged: number; stopped: number }[] = []
  for (let i = 0; i < 20; i++) {
    pauses.push(await pauseOnce(page))
    await button(page, 'Train').click()
  }
  return {
    title,
    chosen,
    probe,
    firstPictureMilliseconds: firstPicture,
    framesPerSecondMedian: quantile(frames, 0.5),
    framesPerSecondLowest: quantile(frames, 0),
    pauseAcknowledgedP95: quantile(
      pauses.map((pause) => pause.acknowledged),
      0.95,
    ),
    pauseStoppedMedian: quantile(
      pauses.map((pause) => pause.stopped),
      0.5,
    ),
    pauseStoppedP95: quantile(
      pauses.map((pause) => pause.stopped),
      0.95,
    ),
  }
}

void withBuiltPage(async (browser, address) => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  // The compiler that runs this file names functions by a helper that the page does not have.
  await page.addInitScript('globalThis.__name = (named) => named')
  console.log(JSON.stringify(await measure(page, address), null, 2))
})
