// Everything a user can do with an open project, by name and key: the buttons, the palette and the list of shortcuts read it.
import { createContext, useContext } from 'react'

export type ActionGroup = 'Train' | 'Edit' | 'Look' | 'Take away' | 'Bring in' | 'Page'

export interface Action {
  id: string
  label: string
  group: ActionGroup
  /** As `src/ui/keys` spells it: `mod+enter`. */
  keys?: string
  /** Works while typing in a field too. */
  whileTyping?: boolean
  /** Whoever owns the action listens to its keys: they are shown, but not acted on here. */
  listensItself?: boolean
  run: () => void
}

const ActionsContext = createContext<Action[]>([])
export const ActionsProvider = ActionsContext.Provider

export function useActions(): Action[] {
  return useContext(ActionsContext)
}

/** One action by its id. Throws where there is none: a misspelt id is a bug. */
export function useAction(id: string): Action {
  const action = useActions().find((one) => one.id === id)
  if (!action) throw new Error(`There is no action ${id}`)
  return action
}
