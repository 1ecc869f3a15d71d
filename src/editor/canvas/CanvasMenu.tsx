// The menu of the selected nodes, where the pointer asked for it.
import { Menu } from '@mantine/core'
import { useDocument, useStores } from '../../state/context'
import { keyLabel } from '../../ui/keys'
import { editorCommands } from '../commands'

export interface MenuPlace {
  x: number
  y: number
}

const shown = ['open', 'connect', 'rename', 'copy', 'cut', 'duplicate', 'delete']

/** Commands for the selection, each with its key. */
export function CanvasMenu({ place, onClose }: { place: MenuPlace | null; onClose: () => void }) {
  const stores = useStores()
  const readOnly = useDocument((state) => state.readOnly)
  const commands = shown.flatMap((id) => editorCommands.find((command) => command.id === id) ?? [])
  return (
    <Menu
      opened={place !== null}
      onClose={onClose}
      position="bottom-start"
      withinPortal
      shadow="md"
      width={220}
    >
      <Menu.Target>
        <span
          aria-hidden
          style={{ position: 'fixed', left: place?.x ?? 0, top: place?.y ?? 0, width: 1, height: 1 }}
        />
      </Menu.Target>
      <Menu.Dropdown>
        {commands.map((command) => (
          <Menu.Item
            key={command.id}
            disabled={readOnly && command.edits === true}
            rightSection={<kbd>{keyLabel(command.keys)}</kbd>}
            onClick={() => command.run(stores)}
          >
            {command.title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
