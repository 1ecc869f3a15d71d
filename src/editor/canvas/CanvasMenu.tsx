// The menu of the selected nodes, where the pointer asked for it.
import { Menu } from '@mantine/core'
import { useDocument, useSession, useStores } from '../../state/context'
import { keyLabel } from '../../ui/keys'
import { editorCommands } from '../commands'
import { cardsOf } from '../cards/cards'

export interface MenuPlace {
  x: number
  y: number
}

const forAny = ['copy', 'cut', 'duplicate', 'delete']

/** The commands that the selection has a use for. */
function useCommands() {
  const document = useDocument((state) => state.document)
  const graph = useSession((state) => state.graph)
  const selection = useSession((state) => state.selection)
  const cards = cardsOf(document, graph).filter(({ id }) => selection.includes(id))
  const [card] = cards
  const forOne = card && cards.length === 1 ? ['connect', 'rename'] : []
  const shown = [...(forOne.length > 0 && card?.opens != null ? ['open'] : []), ...forOne, ...forAny]
  return shown.flatMap((id) => editorCommands.find((command) => command.id === id) ?? [])
}

/** Commands for the selection, each with its key. */
export function CanvasMenu({ place, onClose }: { place: MenuPlace | null; onClose: () => void }) {
  const stores = useStores()
  const readOnly = useDocument((state) => state.readOnly)
  const commands = useCommands()
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
