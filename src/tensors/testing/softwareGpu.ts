// Gives Node a WebGPU that computes in software, so that tests need neither a GPU nor anything installed by hand.
import { existsSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { provideGpu } from '../../cli/gpu'

const { findBrowser } = createRequire(import.meta.url)('../../scripts/browser.cjs') as {
  findBrowser: () => string | null
}

/** Where distributions keep the files of the browser that a wrapper on the path starts. */
const usualFolders = ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/usr/lib64/chromium-browser']
const driver = 'vk_swiftshader_icd.json'
/** glibc's RTLD_NODELETE, which Node does not name. */
const stayLoaded = 0x1000

/**
 * Puts WebGPU's globals in place, on SwiftShader where this is Linux: the browser that the end-to-end tests need brings it.
 * Elsewhere the system's own adapter is taken. Rejects with a remedy where there is neither.
 */
export async function provideSoftwareGpu(): Promise<void> {
  if (process.platform === 'linux' && !process.env.VK_ICD_FILENAMES) {
    const folder = swiftShaderFolder()
    if (folder === null)
      throw new Error('No browser with SwiftShader here: run `node src/scripts/setup.cjs --browser`.')
    process.env.VK_ICD_FILENAMES = join(folder, driver)
    preloadVulkan(join(folder, 'libvulkan.so.1'))
  }
  await provideGpu()
}

function swiftShaderFolder(): string | null {
  const browser = findBrowser()
  const folders = [...(browser === null ? [] : [dirname(realpathSync(browser))]), ...usualFolders]
  return folders.find((folder) => existsSync(join(folder, driver))) ?? null
}

/**
 * Dawn asks the system for a Vulkan loader, which a bare machine lacks; one that is in memory already is taken by its name. Node
 * loads it and then says that it is no add-on, which is true and does not matter.
 */
function preloadVulkan(file: string): void {
  if (!existsSync(file)) return
  try {
    process.dlopen({ exports: {} }, file, constants.dlopen.RTLD_LAZY | stayLoaded)
  } catch {
    // See above.
  }
}
