// One tab per graph: the game, then the networks in their players' colours; and the tools of the canvas.
import { Menu } from '@mantine/core'
import {
  IconAlertCircle,
  IconArrowsMaximize,
  IconBinaryTree,
  IconLayoutSidebar,
  IconLayoutSidebarRight,
  IconPlug,
  IconPlus,
} from '@tabler/icons-react'
import { useRef, useState, type CSSProperties, type KeyboardEvent } from 'react'
import { addNetwork, duplicateNetwork, removeNetwork, setNetwork } from '../../document/edit'
import { views } from '../../kinds/views/registry'
import { useDocument, useInference, useSession, useStores } from '../../state/context'
import { playerColours, trainerOf } from '../../state/playerColours'
import { useAsk } from '../../ui/Confirm'
import { IconButton } from '../../ui/IconButton'
import { editorCommands, keysOf } from '../commands'
import { useEdit } from '../useEdit'
import styles from './GraphTabs.module.css'

interface Tab {
  id: string
  title: string
  colour: string | undefined
  /** Makers' dots are round, judges' square: colour is never alone. */
  judge: boolean
  broken: boolean
}

function useTabs(): Tab[] {
  const document = useDocument((state) => state.document)
  const { problems } = useInference()
  const colours = playerColours(document)
  const broken = (prefix: string) =>
    problems.some(({ severity, where }) => severity === 'error' && where.startsWith(prefix))
  const networks = Object.entries(document.networks).map(([id, { title }]): Tab => {
    const colour = colours[trainerOf(document, id) ?? '']
    return {
      id,
      title: title ?? id,
      colour: colour?.line,
      judge: (colour?.index ?? 0) % 2 === 1,
      broken: broken(`/networks/${id}/`),
    }
  })
  return [
    { id: 'game', title: 'Game', colour: undefined, judge: false, broken: broken('/game') },
    ...networks,
  ]
}

/** The row of tabs above the canvas. */
export function GraphTabs() {
  const stores = useStores()
  const tabs = useTabs()
  const graph = useSession((state) => state.graph)
  const readOnly = useDocument((state) => state.readOnly)
  const [renaming, setRenaming] = useState<string | null>(null)
  const [menu, setMenu] = useState<{ network: string; x: number; y: number } | null>(null)
  const list = useRef<HTMLDivElement>(null)
  const open = (id: string) => stores.session.getState().openGraph(id)
  const onKeyDown = (event: KeyboardEvent, at: number) => {
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tabs.length - 1 }[event.key]
    const tab = to === undefined ? undefined : tabs[(to + tabs.length) % tabs.length]
    if (event.key === 'F2' && !readOnly && tabs[at]?.id !== 'game') setRenaming(tabs[at]?.id ?? null)
    else if (event.key === 'ContextMenu' || !tab) return
    if (tab) {
      open(tab.id)
      list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[tabs.indexOf(tab)]?.focus()
    }
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className={styles.bar}>
      <div className={styles.tabs} role="tablist" aria-label="Graphs" ref={list}>
        {tabs.map((tab, index) =>
          renaming === tab.id ? (
            <NameField key={tab.id} tab={tab} onDone={() => setRenaming(null)} />
          ) : (
            <TabButton
              key={tab.id}
              tab={tab}
              open={graph === tab.id}
              fixed={readOnly || tab.id === 'game'}
              onOpen={() => open(tab.id)}
              onKeyDown={(event) => onKeyDown(event, index)}
              onRename={() => setRenaming(tab.id)}
              onMenu={(x, y) => setMenu({ network: tab.id, x, y })}
            />
          ),
        )}
      </div>
      <AddNetwork />
      <Tools />
      <TabMenu menu={menu} onClose={() => setMenu(null)} onRename={setRenaming} />
    </div>
  )
}

function AddNetwork() {
  const stores = useStores()
  const edit = useEdit()
  const readOnly = useDocument((state) => state.readOnly)
  return (
    <div className={styles.add}>
      <IconButton
        label="Add a network"
        disabled={readOnly}
        onClick={() => {
          const added = addNetwork(stores.document.getState().document)
          edit(() => added.document)
          stores.session.getState().openGraph(added.id)
        }}
      >
        <IconPlus size={16} />
      </IconButton>
    </div>
  )
}

function TabButton(props: {
  tab: Tab
  open: boolean
  /** It cannot be renamed, copied or deleted. */
  fixed: boolean
  onOpen: () => void
  onKeyDown: (event: KeyboardEvent) => void
  onRename: () => void
  onMenu: (x: number, y: number) => void
}) {
  const { tab, open, fixed, onOpen, onKeyDown, onRename, onMenu } = props
  return (
    <button
      type="button"
      role="tab"
      className={styles.tab}
      aria-selected={open}
      tabIndex={open ? 0 : -1}
      style={tab.colour === undefined ? undefined : ({ '--tab': tab.colour } as CSSProperties)}
      title={
        tab.id === 'game' ? 'The game that the networks play' : `${tab.title}: double-click or F2 renames it`
      }
      onClick={onOpen}
      onKeyDown={onKeyDown}
      onDoubleClick={() => !fixed && onRename()}
      onContextMenu={(event) => {
        if (fixed) return
        event.preventDefault()
        onMenu(event.clientX, event.clientY)
      }}
    >
      {tab.broken && (
        <span className={styles.badge}>
          <IconAlertCircle size={14} aria-label="has problems" />
        </span>
      )}
      {tab.colour !== undefined && <i className={styles.dot} data-judge={tab.judge || undefined} />}
      <span>{tab.title}</span>
    </button>
  )
}

function NameField({ tab, onDone }: { tab: Tab; onDone: () => void }) {
  const edit = useEdit()
  return (
    <input
      className={styles.name}
      aria-label={`Name of ${tab.title}`}
      defaultValue={tab.title}
      ref={(element) => element?.focus()}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={(event) => {
        const title = event.currentTarget.value.trim()
        if (title !== tab.title) edit((document) => setNetwork(document, { network: tab.id, title }))
        onDone()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.value = tab.title
        if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur()
        event.stopPropagation()
      }}
    />
  )
}

function TabMenu(props: {
  menu: { network: string; x: number; y: number } | null
  onClose: () => void
  onRename: (network: string) => void
}) {
  const { menu, onClose, onRename } = props
  const stores = useStores()
  const edit = useEdit()
  const ask = useAsk()
  const network = menu?.network ?? ''
  const duplicate = () => {
    const added = duplicateNetwork(stores.document.getState().document, { network })
    edit(() => added.document)
    stores.session.getState().openGraph(added.id)
  }
  const remove = async () => {
    const { game } = stores.document.getState().document
    const calls = Object.values(game.values).filter((value) => value.network === network).length
    const message = `Its ${calls === 1 ? 'call' : `${calls} calls`} in the game, and what hangs on ${calls === 1 ? 'it' : 'them'}, go with it. Undo brings everything back.`
    const question = { title: `Delete ${network}?`, message, action: 'Delete', danger: true }
    if (calls > 0 && (await ask(question)) === null) return
    edit((document) => removeNetwork(document, { network, views }))
  }
  return (
    <Menu opened={menu !== null} onClose={onClose} position="bottom-start" withinPortal width={180}>
      <Menu.Target>
        <span
          aria-hidden
          style={{ position: 'fixed', left: menu?.x ?? 0, top: menu?.y ?? 0, width: 1, height: 1 }}
        />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onRename(network)} rightSection={<kbd>F2</kbd>}>
          Rename
        </Menu.Item>
        <Menu.Item onClick={duplicate}>Duplicate</Menu.Item>
        <Menu.Item onClick={() => void remove()}>Delete</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function Tools() {
  const stores = useStores()
  const readOnly = useDocument((state) => state.readOnly)
  const single = useSession((state) => state.selection.length === 1)
  const { palette, inspector } = useSession((state) => state)
  const run = (id: string) => () => editorCommands.find((command) => command.id === id)?.run(stores)
  return (
    <div className={styles.tools} role="toolbar" aria-label="Canvas tools">
      <IconButton
        label="Connect the selected node to…"
        keys={keysOf('connect')}
        disabled={!single || readOnly}
        onClick={run('connect')}
      >
        <IconPlug size={16} />
      </IconButton>
      <IconButton
        label="Arrange all cards"
        keys={keysOf('arrange')}
        disabled={readOnly}
        onClick={run('arrange')}
      >
        <IconBinaryTree size={16} />
      </IconButton>
      <IconButton label="Show everything" keys={keysOf('fit')} onClick={run('fit')}>
        <IconArrowsMaximize size={16} />
      </IconButton>
      <span />
      <IconButton label="Palette" keys={keysOf('palette')} pressed={palette} onClick={run('palette')}>
        <IconLayoutSidebar size={16} />
      </IconButton>
      <IconButton label="Inspector" keys={keysOf('inspector')} pressed={inspector} onClick={run('inspector')}>
        <IconLayoutSidebarRight size={16} />
      </IconButton>
    </div>
  )
}
