// Own pictures: a ZIP that is dropped is understood, shown, put in the place of a data set, and trained on.
import { expect, test } from '@playwright/test'
import { zipSync } from 'fflate'
import { Ganvas } from './ganvas'

/** A PNG of one colour that the page itself draws: no picture library is needed here. */
async function drawPictures(app: Ganvas, colours: string[]): Promise<Uint8Array[]> {
  await app.visit()
  const pictures = await app.page.evaluate(async (fills) => {
    const encode = async (fill: string) => {
      const canvas = new OffscreenCanvas(40, 30)
      const context = canvas.getContext('2d')
      if (!context) throw new Error('no canvas')
      context.fillStyle = fill
      context.fillRect(0, 0, 40, 30)
      context.clearRect(0, 0, 8, 8)
      return [...new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())]
    }
    return Promise.all(fills.map(encode))
  }, colours)
  return pictures.map((bytes) => Uint8Array.from(bytes))
}

test('a ZIP of pictures in folders becomes the data of the game, and a broken member is named', async ({
  page,
}) => {
  const app = new Ganvas(page)
  const [red, blue] = await drawPictures(app, ['#c03020', '#2040c0'])
  if (!red || !blue) throw new Error('no pictures')
  const members: Record<string, Uint8Array> = { 'sweets/red/broken.png': red.slice(0, 40) }
  for (let i = 0; i < 40; i++) members[`sweets/${i % 2 ? 'red' : 'blue'}/${i}.png`] = i % 2 ? red : blue
  await app.openTemplate('DCGAN')
  await app.pin('WASM')
  await app.dropFiles([{ name: 'sweets.zip', bytes: Buffer.from(zipSync(members)) }])
  const card = page.getByRole('article', { name: 'Your own files' })
  await expect(card.getByRole('status').first()).toHaveText('41 pictures in 2 classes.')
  await expect(card.getByText('blue 20 · red 21')).toBeVisible()
  await expect(card.getByRole('img', { name: 'Samples of the files' })).toBeVisible()
  await expect(card.getByText(/stored in grey at 28×28, because .* 28×28×1 pictures/)).toBeVisible()
  const adapt = card.getByRole('checkbox', { name: /another picture size or colour/ })
  await adapt.check()
  await expect(card.getByText('Pictures are stored in colour at 28×28.')).toBeVisible()
  await adapt.uncheck()
  await card.getByRole('button', { name: 'Use for “Real samples”' }).click()
  await expect(
    card.getByText('In use by Real samples: 40 pictures of 28×28, classes blue, red.'),
  ).toBeVisible()
  await expect(app.node('Data real')).toContainText('sweets')
  await expect(card.getByText('One file could not be read, and is left out.')).toBeVisible()
  await expect(card.getByText(/fewer samples than the batch of 64/)).toBeVisible()
  await app.expectReady()
  await app.train()
  await app.waitForRound(2)
  await app.pause()
})

test('two domains of pictures take two places of the game, one after the other', async ({ page }) => {
  const app = new Ganvas(page)
  const [red, blue] = await drawPictures(app, ['#c03020', '#2040c0'])
  if (!red || !blue) throw new Error('no pictures')
  const paths = ['trainA/1.png', 'trainA/2.png', 'trainB/1.png']
  const members = Object.fromEntries(paths.map((path) => [`sweets/${path}`, path.includes('A') ? red : blue]))
  await app.openTemplate('CycleGAN')
  await app.dropFiles([{ name: 'sweets.zip', bytes: Buffer.from(zipSync(members)) }])
  const card = page.getByRole('article', { name: 'Your own files' })
  await expect(card.getByRole('status').first()).toHaveText('2 pictures of domain A and 1 of domain B.')
  await card
    .getByRole('button', { name: /^Use A for/ })
    .first()
    .click()
  await expect(card.getByText(/2 pairs of pictures of 32×32/)).toBeVisible()
  await card
    .getByRole('button', { name: /^Use B for/ })
    .nth(1)
    .click()
  await expect(card.getByText(/1 pair of pictures of 32×32/)).toBeVisible()
  await expect(page.getByText('2 samples', { exact: false }).first()).toBeVisible()
  await expect(page.getByText('1 samples', { exact: false }).first()).toBeVisible()
})
