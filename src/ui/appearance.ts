// Which appearance the user pinned, and what the system asks for: light, dark, high contrast.
import { useSyncExternalStore } from 'react'

export type Appearance = 'system' | 'light' | 'dark' | 'contrast'

const key = 'ganvas-appearance'
const choices: readonly Appearance[] = ['system', 'light', 'dark', 'contrast']
const listeners = new Set<() => void>()
let chosen: Appearance | null = null

/** The pinned appearance; `system` until one is pinned, or where nothing can be stored. */
export function appearance(): Appearance {
  if (chosen === null) {
    try {
      const stored = localStorage.getItem(key)
      chosen = choices.find((choice) => choice === stored) ?? 'system'
    } catch {
      chosen = 'system'
    }
  }
  return chosen
}

/** Pins an appearance on this machine, or follows the system again. */
export function setAppearance(next: Appearance): void {
  chosen = next
  try {
    localStorage.setItem(key, next)
  } catch {
    // Private windows may refuse storage: the choice then lasts as long as the page.
  }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  const queries = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)'].map((query) =>
    window.matchMedia(query),
  )
  listeners.add(listener)
  for (const query of queries) query.addEventListener('change', listener)
  return () => {
    listeners.delete(listener)
    for (const query of queries) query.removeEventListener('change', listener)
  }
}

function resolved(): 'light' | 'dark' | 'light contrast' | 'dark contrast' {
  const pinned = appearance()
  const follows = pinned === 'system' || pinned === 'contrast'
  const dark = follows ? window.matchMedia('(prefers-color-scheme: dark)').matches : pinned === 'dark'
  const contrast = pinned === 'contrast' || (follows && window.matchMedia('(prefers-contrast: more)').matches)
  return `${dark ? 'dark' : 'light'}${contrast ? ' contrast' : ''}`
}

/** The appearance to draw: the colour scheme, and whether contrast is high. */
export function useResolvedAppearance(): { scheme: 'light' | 'dark'; contrast: boolean } {
  const value = useSyncExternalStore(subscribe, resolved)
  return { scheme: value.startsWith('dark') ? 'dark' : 'light', contrast: value.endsWith('contrast') }
}

/** The pinned appearance, for the control that changes it with `setAppearance`. */
export function useAppearance(): Appearance {
  return useSyncExternalStore(subscribe, appearance)
}
