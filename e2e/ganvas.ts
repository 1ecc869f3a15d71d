// The app as a test sees it: one page object, by role and name only.
import { readFile } from 'node:fs/promises'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page } from '@playwright/test'

export type Backend = 'WASM' | 'WebGPU' | 'CPU'

/** Drives one page of Ganvas. */
export class Ganvas {
  constructor(readonly page: Page) {}

  get canvas(): Locator {
    return this.page.getByRole('region', { name: 'Canvas' })
  }

  get inspector(): Locator {
    return this.page.getByRole('region', { name: 'Inspector' })
  }

  get palette(): Locator {
    return this.page.getByRole('region', { name: 'Palette' })
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' })
  }

  /** Opens the page as a first-time visitor, or again as the same one. */
  async visit(path = ''): Promise<void> {
    await this.page.goto(path)
    await expect(
      this.canvas.or(this.page.getByRole('heading', { name: 'Start from a template' })).first(),
    ).toBeVisible()
  }

  /** Opens a template of the gallery as a new project. */
  async openTemplate(title: string): Promise<void> {
    await this.page.goto('#/')
    await this.page
      .getByRole('article', { name: title, exact: true })
      .getByRole('button', { name: 'Open' })
      .click()
    await expect(this.canvas).toBeVisible()
    await this.expectReady()
  }

  /** The trainer has a backend and the program: Train would start. */
  async expectReady(): Promise<void> {
    await expect(this.button(/^Backend: (webgpu|webgl|wasm|cpu)/)).toBeVisible({ timeout: 60_000 })
    await expect(this.button('Train')).not.toHaveAttribute('aria-disabled', 'true')
  }

  /** Pins a backend in the backend menu. */
  async pin(backend: Backend): Promise<void> {
    await this.button(/^Backend:/).click()
    await this.page
      .getByRole('radiogroup', { name: 'Compute with' })
      .getByText(backend, { exact: true })
      .click()
    await this.page.keyboard.press('Escape')
    await expect(this.button(`Backend: ${backend.toLowerCase()}`)).toBeVisible({ timeout: 90_000 })
    await this.expectReady()
  }

  /** The trainer is there; the plan may be finished already. */
  async expectLoaded(): Promise<void> {
    await expect(this.button(/^Backend: (webgpu|webgl|wasm|cpu)/)).toBeVisible({ timeout: 60_000 })
    await expect(this.button(/^Train( on)?$/)).not.toHaveAttribute('aria-disabled', 'true')
  }

  /** The round that the top bar shows. */
  async round(): Promise<number> {
    const text =
      (await this.page
        .getByText(/^Round [\d,]+ of/)
        .first()
        .textContent()) ?? ''
    return Number(/Round ([\d,]+)/.exec(text)?.[1]?.replaceAll(',', '') ?? NaN)
  }

  async waitForRound(round: number): Promise<void> {
    await expect.poll(() => this.round(), { timeout: 180_000 }).toBeGreaterThanOrEqual(round)
  }

  async train(): Promise<void> {
    await this.button('Train').click()
  }

  async pause(): Promise<void> {
    await this.button('Pause').click()
    await expect(this.button('Train')).toBeVisible()
  }

  /** Presses "One round" so often, waiting for each. */
  async oneRound(times: number): Promise<void> {
    for (let i = 0; i < times; i++) {
      const before = await this.round()
      await this.button('One round').click()
      await expect.poll(() => this.round()).toBe(before + 1)
      await expect(this.button('One round')).toBeEnabled()
    }
  }

  tab(name: string | RegExp): Locator {
    return this.page.getByRole('tab', { name })
  }

  async openGraph(name: string): Promise<void> {
    await this.tab(name).click()
    await expect(this.tab(name)).toHaveAttribute('aria-selected', 'true')
  }

  node(name: string | RegExp): Locator {
    return this.canvas.getByRole('group', { name })
  }

  /** Chooses an entry of the Export menu and returns the downloaded file. */
  async export(entry: string): Promise<{ name: string; bytes: Buffer }> {
    await this.button('Export').click()
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.page.getByRole('menu', { name: 'Export' }).getByRole('menuitem', { name: entry }).click(),
    ])
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
  }

  /** Changes a number in the inspector of the game. */
  async setGame(label: 'Rounds' | 'Batch' | 'Seed', number: number): Promise<void> {
    await this.openGraph('Game')
    await this.page.keyboard.press('Escape')
    const field = this.inspector.getByLabel(label, { exact: true })
    await field.fill(String(number))
    await field.press('Enter')
  }

  /** Drags an entry of the palette to the middle of the canvas. */
  async insertByDrag(name: string, targetPosition = { x: 500, y: 50 }): Promise<void> {
    const entry = this.palette.getByRole('option', { name: new RegExp(`^${name}`) })
    await entry.dragTo(this.canvas, { targetPosition })
  }

  port(name: string): Locator {
    return this.canvas.getByRole('button', { name, exact: true })
  }

  /** Takes a wire from one port to another and lets go there, unless `hold` keeps the button down. */
  async wire(from: string, to: string, { hold = false } = {}): Promise<void> {
    const [start, end] = [await this.middle(this.port(from)), await this.middle(this.port(to))]
    await this.page.mouse.move(start.x, start.y)
    await this.page.mouse.down()
    await this.page.mouse.move(start.x + 12, start.y + 4, { steps: 4 })
    await this.page.mouse.move(end.x, end.y, { steps: 12 })
    if (!hold) await this.page.mouse.up()
  }

  /** Where a port is once cards and viewport have come to rest. */
  private async middle(port: Locator): Promise<{ x: number; y: number }> {
    let before = ''
    await expect(async () => {
      const box = JSON.stringify(await port.boundingBox())
      const rests = box === before && box !== 'null'
      before = box
      expect(rests).toBe(true)
    }).toPass({ intervals: [150] })
    const { x, y, width, height } = JSON.parse(before) as DOMRect
    return { x: x + width / 2, y: y + height / 2 }
  }

  /** Drops files on the window, as from the desktop. */
  async dropFiles(files: { name: string; bytes: Buffer }[]): Promise<void> {
    const transfer = await this.page.evaluateHandle(
      (list) => {
        const data = new DataTransfer()
        for (const { name, base64 } of list) {
          const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
          data.items.add(new File([bytes], name))
        }
        return data
      },
      files.map(({ name, bytes }) => ({ name, base64: bytes.toString('base64') })),
    )
    for (const type of ['dragenter', 'dragover', 'drop']) {
      await this.page.dispatchEvent('main', type, { dataTransfer: transfer })
    }
  }

  /** Fails on any serious accessibility violation of the page as it stands. */
  async expectAccessible(): Promise<void> {
    const { violations } = await new AxeBuilder({ page: this.page }).analyze()
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    expect(
      serious.map(
        ({ id, nodes }) =>
          `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' | ')}`,
      ),
    ).toEqual([])
  }
}
