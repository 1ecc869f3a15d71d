// How the page looks: a menu in both screens.
import { Menu } from '@mantine/core'
import { IconContrast2, IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react'
import { setAppearance, useAppearance, type Appearance } from '../ui/appearance'
import { MenuButton } from '../ui/MenuButton'

const appearances: { value: Appearance; label: string; Icon: typeof IconSun }[] = [
  { value: 'system', label: 'As the system', Icon: IconDeviceDesktop },
  { value: 'light', label: 'Light', Icon: IconSun },
  { value: 'dark', label: 'Dark', Icon: IconMoon },
  { value: 'contrast', label: 'High contrast', Icon: IconContrast2 },
]

/** Light, dark, high contrast, or whatever the system says. */
export function AppearanceMenu() {
  const chosen = useAppearance()
  const Icon = appearances.find(({ value }) => value === chosen)?.Icon ?? IconDeviceDesktop
  return (
    <Menu position="bottom-end" shadow="md" withinPortal>
      <Menu.Target>
        <MenuButton aria-label="Appearance">
          <Icon size={17} />
        </MenuButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={chosen} onChange={(value) => setAppearance(value as Appearance)}>
          {appearances.map(({ value, label, Icon: Each }) => (
            <Menu.RadioItem key={value} value={value} closeMenuOnClick rightSection={<Each size={15} />}>
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}
