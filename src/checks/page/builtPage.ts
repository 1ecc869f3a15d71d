// Serves the built page and opens it in a browser, for measurements and screenshots.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { chromium, type Browser } from '@playwright/test'

const { findBrowser } = createRequire(import.meta.url)('../../scripts/browser.cjs') as {
  findBrowser: () => string | null
}
const port = Number(process.env['GANVAS_TEST_PORT'] ?? 4197)

/** What makes Chromium compute WebGPU in software, where no GPU is. */
export const softwareGpu = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader']

/** Hands `visit` a browser and the address of the built page (`npm run build` first), then stops both. */
export async function withBuiltPage(
  visit: (browser: Browser, address: string) => Promise<void>,
  more: readonly string[] = [],
): Promise<void> {
  const vite = ['node_modules/vite/bin/vite.js', 'preview', '--base', '/ganvas/', '--port', String(port)]
  const server = spawn(process.execPath, [...vite, '--strictPort'], { stdio: 'ignore' })
  const executablePath = findBrowser()
  const browser = await chromium.launch({
    args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', ...more],
    ...(executablePath ? { executablePath } : {}),
  })
  try {
    const address = `http://localhost:${port}/ganvas/`
    for (let tries = 0; tries < 50; tries++) {
      if (
        await fetch(address).then(
          (answer) => answer.ok,
          () => false,
        )
      )
        break
      await new Promise((done) => setTimeout(done, 200))
    }
    await visit(browser, address)
  } finally {
    await browser.close()
    server.kill()
  }
}
