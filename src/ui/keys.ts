// Key combinations: one spelling (`mod+shift+z`) for matching events and for showing them in tooltips.

function isApple(): boolean {
  return typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent)
}

const names: Record<string, string> = {
  mod: 'Ctrl',
  shift: 'Shift',
  alt: 'Alt',
  enter: 'Enter',
  escape: 'Esc',
  delete: 'Del',
  backspace: 'Backspace',
  arrows: 'Arrows',
  space: 'Space',
}
const appleNames: Record<string, string> = { ...names, mod: '⌘', shift: '⇧', alt: '⌥', enter: '↩' }

/** A combination as people read it: `Ctrl+Shift+Z`, on Apple's keyboards `⌘⇧Z`. */
export function keyLabel(combination: string): string {
  const apple = isApple()
  const table = apple ? appleNames : names
  return combination
    .split(/\+(?=.)/)
    .map((part) => table[part] ?? (part.length <= 2 ? part.toUpperCase() : part))
    .join(apple ? '' : '+')
}

interface KeyPress {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  shiftKey: boolean
  altKey: boolean
}

/** Whether a key press is exactly this combination; `mod` is Ctrl or ⌘. */
export function matchesKey(event: KeyPress, combination: string): boolean {
  const parts = combination.split(/\+(?=.)/)
  const key = parts.at(-1) ?? ''
  return (
    event.key.toLowerCase() === key &&
    (event.ctrlKey || event.metaKey) === parts.includes('mod') &&
    // Where a sign stands on the keyboard, and whether it takes Shift, differs from land to land.
    (/^[^a-z0-9]$/.test(key) || event.shiftKey === parts.includes('shift')) &&
    event.altKey === parts.includes('alt')
  )
}

/** Whether typing goes into a field, so that single-key shortcuts must keep out of the way. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  )
}
