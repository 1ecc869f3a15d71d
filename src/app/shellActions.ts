// The actions of an open project beside training: drawer, files in and out, appearance.
import type { Stores } from '../state/context'
import type { DrawerTab } from '../state/sessionStore'
import { appearance, setAppearance } from '../ui/appearance'
import { pickFiles } from '../ui/givenFiles'
import type { Action } from './actions'
import type { FileTaker } from './fileTaker'
import type { HelpTab } from './help/helpTab'
import { goToStart } from './route'
import type { Taking } from './taking'

const tabs: { tab: DrawerTab; label: string }[] = [
  { tab: 'watch', label: 'Watch' },
  { tab: 'metrics', label: 'Metrics' },
  { tab: 'use', label: 'Use' },
  { tab: 'problems', label: 'Problems' },
  { tab: 'code', label: 'Code' },
  { tab: 'data', label: 'Data' },
]

/** What the shell itself can do: dialogs of its own. */
export interface ShellDialogs {
  openPalette: () => void
  openHelp: (tab: HelpTab) => void
}

export function drawerActions({ session }: Stores): Action[] {
  return [
    ...tabs.map(({ tab, label }, index) => ({
      id: `tab:${tab}`,
      label: `Show ${label}`,
      group: 'Look' as const,
      keys: `alt+${index + 1}`,
      whileTyping: true,
      run: () => session.getState().setDrawer({ open: true, tab }),
    })),
    {
      id: 'drawer',
      label: 'Show or hide the drawer',
      group: 'Look',
      keys: 'mod+j',
      whileTyping: true,
      run: () => session.getState().setDrawer({ open: !session.getState().drawer.open }),
    },
  ]
}

export function fileActions(taking: Taking, files: FileTaker): Action[] {
  const out = 'Take away'
  const bring = 'Bring in'
  return [
    {
      id: 'save_json',
      label: 'Save as JSON',
      group: out,
      keys: 'mod+s',
      whileTyping: true,
      run: taking.json,
    },
    { id: 'save_code', label: 'Save as TypeScript', group: out, keys: 'mod+e', run: taking.typescript },
    {
      id: 'save_weights',
      label: 'Save weights (safetensors)',
      group: out,
      keys: 'mod+shift+e',
      run: taking.weights,
    },
    { id: 'save_png', label: 'Save samples as PNG', group: out, keys: 'mod+shift+x', run: taking.samples },
    {
      id: 'open_file',
      label: 'Open a document…',
      group: bring,
      keys: 'mod+o',
      run: () => pickFiles({ accept: '.json', take: files.take }),
    },
    {
      id: 'load_weights',
      label: 'Load weights…',
      group: bring,
      keys: 'mod+shift+l',
      run: () => pickFiles({ accept: '.safetensors', take: files.take }),
    },
    {
      id: 'import_data',
      label: 'Import data files…',
      group: bring,
      keys: 'mod+shift+f',
      run: () => pickFiles({ multiple: true, take: files.importData }),
    },
    {
      id: 'import_folder',
      label: 'Import a folder of data…',
      group: bring,
      run: () => pickFiles({ folder: true, take: files.importData }),
    },
  ]
}

const order = ['system', 'light', 'dark', 'contrast'] as const

export function pageActions(dialogs: ShellDialogs): Action[] {
  return [
    {
      id: 'palette',
      label: 'All actions',
      group: 'Page',
      keys: 'mod+k',
      whileTyping: true,
      run: dialogs.openPalette,
    },
    {
      id: 'help',
      label: 'Keyboard shortcuts',
      group: 'Page',
      keys: 'mod+/',
      whileTyping: true,
      run: () => dialogs.openHelp('shortcuts'),
    },
    {
      id: 'reference',
      label: 'Reference',
      group: 'Page',
      keys: 'f1',
      whileTyping: true,
      run: () => dialogs.openHelp('reference'),
    },
    { id: 'licenses', label: 'Licenses', group: 'Page', run: () => dialogs.openHelp('licenses') },
    {
      id: 'appearance',
      label: 'Next appearance: system, light, dark, high contrast',
      group: 'Page',
      keys: 'mod+shift+u',
      run: () => setAppearance(order[(order.indexOf(appearance()) + 1) % order.length] ?? 'system'),
    },
    { id: 'start', label: 'Start page', group: 'Page', keys: 'mod+shift+h', run: goToStart },
  ]
}
