// Listens to keys and to the clipboard while no field, dialog or menu has them.
import { useEffect } from 'react'
import { useStores, type Stores } from '../state/context'
import { isTyping, matchesKey } from '../ui/keys'
import { pasteText, removeSelected } from './actions'
import { canvasHandle } from './canvasHandle'
import { copyToClipboard, editorCommands, nudgeByKey } from './commands'

function isBusy(event: Event): boolean {
  if (event.defaultPrevented || isTyping(event.target)) return true
  const focused = window.document.activeElement
  return focused?.closest('[role="dialog"], [role="menu"]') != null
}

/** Whether the key belongs to what has the focus: Enter and Space press buttons, arrows move through tabs. */
function belongsToFocus(event: KeyboardEvent): boolean {
  const { target } = event
  if (!(target instanceof Element)) return false
  const pressed = event.key === 'Enter' || event.key === ' '
  if (target.closest('[role="tab"], [role="option"]') && (pressed || event.key.startsWith('Arrow')))
    return true
  return pressed && target.closest('button, a, [role="button"]') !== null
}

/** Runs what may take away the card that has the focus: then what is selected gets it, or else the canvas. */
function keepingFocus({ session }: Stores, run: () => void): void {
  const focused = window.document.activeElement
  run()
  requestAnimationFrame(() => {
    const lost = focused?.isConnected === false && window.document.activeElement === window.document.body
    if (lost) canvasHandle()?.focusCard(session.getState().selection.at(-1))
  })
}

/** Runs the editor's commands from the keyboard and from copy, cut and paste events. */
export function useEditorKeys(): void {
  const stores = useStores()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (isBusy(event) || belongsToFocus(event)) return
      const { readOnly } = stores.document.getState()
      const command = editorCommands.find(
        ({ keys, also = [], native = false }) =>
          !native && [keys, ...also].some((key) => matchesKey(event, key)),
      )
      if (command && !(command.edits === true && readOnly)) keepingFocus(stores, () => command.run(stores))
      else if (event.key === 'Escape') stores.session.getState().select([])
      else if (readOnly || event.ctrlKey || event.metaKey || event.altKey || !nudgeByKey(stores, event))
        return
      event.preventDefault()
    }
    const onKeyUp = (event: KeyboardEvent) => {
      if (event.key.startsWith('Arrow')) stores.document.getState().endGesture()
    }
    const onCopy = (event: ClipboardEvent) => {
      if (isBusy(event) || window.getSelection()?.isCollapsed === false) return
      const text = copyToClipboard(stores)
      if (text === null) return
      event.clipboardData?.setData('text/plain', text)
      event.preventDefault()
      if (event.type === 'cut' && !stores.document.getState().readOnly)
        keepingFocus(stores, () => removeSelected(stores))
    }
    const onPaste = (event: ClipboardEvent) => {
      if (isBusy(event)) return
      if (pasteText(stores, event.clipboardData?.getData('text/plain') ?? '')) event.preventDefault()
    }
    const listeners = { keydown: onKeyDown, keyup: onKeyUp, copy: onCopy, cut: onCopy, paste: onPaste }
    for (const [name, listener] of Object.entries(listeners))
      window.addEventListener(name, listener as EventListener)
    return () => {
      for (const [name, listener] of Object.entries(listeners))
        window.removeEventListener(name, listener as EventListener)
    }
  }, [stores])
}
