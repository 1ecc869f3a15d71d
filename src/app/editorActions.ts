// The editor's commands as actions: it listens to their keys itself, here they are found by name.
import { editorCommands } from '../editor/commands'
import type { Stores } from '../state/context'
import type { Action } from './actions'

/** `edit:undo`, `edit:fit`, … */
export function editorActions(stores: Stores): Action[] {
  return editorCommands.map((command) => ({
    id: `edit:${command.id}`,
    label: command.title,
    group: 'Edit',
    keys: command.keys,
    listensItself: true,
    run: () => {
      if (!(command.edits === true && stores.document.getState().readOnly)) command.run(stores)
    },
  }))
}
