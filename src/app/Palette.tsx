// The command palette: every action by name. Loaded when it is first asked for.
import { createSpotlight, Spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useEffect } from 'react'
import { keyLabel } from '../ui/keys'
import { useActions } from './actions'

const [store, spotlight] = createSpotlight()

/** Opens whenever `request` changes. */
export function Palette({ request }: { request: number }) {
  const actions = useActions()
  useEffect(() => spotlight.open(), [request])
  return (
    <Spotlight
      store={store}
      shortcut={null}
      scrollable
      maxHeight={420}
      highlightQuery
      attributes={{ content: { 'aria-label': 'All actions' } }}
      scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
      nothingFound="No action has this name."
      searchProps={{
        leftSection: <IconSearch size={16} aria-hidden />,
        placeholder: 'What do you want to do?',
        'aria-label': 'Search actions',
      }}
      actions={actions
        .filter((action) => action.id !== 'palette')
        .map((action) => ({
          id: action.id,
          label: action.label,
          group: action.group,
          onClick: action.run,
          ...(action.keys !== undefined && {
            rightSection: <kbd>{keyLabel(action.keys)}</kbd>,
          }),
        }))}
    />
  )
}
