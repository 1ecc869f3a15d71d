// Runs the action whose keys are pressed.
import { useEffect } from 'react'
import { isTyping, matchesKey } from '../ui/keys'
import type { Action } from './actions'

/** With Alt, some keyboards type another character: then the place of the key counts. */
function pressed(event: KeyboardEvent) {
  const { ctrlKey, metaKey, shiftKey, altKey } = event
  const plain = /^(?:Key|Digit)(.)$/.exec(event.code)?.[1]
  return { key: altKey && plain ? plain : event.key, ctrlKey, metaKey, shiftKey, altKey }
}

function isPressed({ keys, listensItself }: Action, press: ReturnType<typeof pressed>): boolean {
  return keys !== undefined && !listensItself && matchesKey(press, keys)
}

/** The action that a key press asks for; undefined where it asks for none, or belongs to the field that is typed in. */
export function actionFor(event: KeyboardEvent, actions: Action[]): Action | undefined {
  if (event.defaultPrevented || event.isComposing) return undefined
  const press = pressed(event)
  const action = actions.find((one) => isPressed(one, press))
  return action && (action.whileTyping || !isTyping(event.target)) ? action : undefined
}

/** Listens for the keys of `actions`, which must be memoised. */
export function useHotkeys(actions: Action[]): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const action = actionFor(event, actions)
      if (!action) return
      event.preventDefault()
      if (!event.repeat) action.run()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [actions])
}
