// What to take away and what to bring in.
import { Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { Fragment } from 'react'
import { keyLabel } from '../ui/keys'
import { MenuButton } from '../ui/MenuButton'
import { useActions, type ActionGroup } from './actions'

const groups: ActionGroup[] = ['Take away', 'Bring in']

export function ExportMenu() {
  const actions = useActions()
  return (
    <Menu position="bottom-end" shadow="md" withinPortal width={290}>
      <Menu.Target>
        <MenuButton framed>
          Export <IconChevronDown size={13} aria-hidden />
        </MenuButton>
      </Menu.Target>
      <Menu.Dropdown>
        {groups.map((group) => (
          <Fragment key={group}>
            <Menu.Label>{group}</Menu.Label>
            {actions
              .filter((action) => action.group === group)
              .map((action) => (
                <Menu.Item
                  key={action.id}
                  rightSection={action.keys && <kbd>{keyLabel(action.keys)}</kbd>}
                  onClick={action.run}
                >
                  {action.label}
                </Menu.Item>
              ))}
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
