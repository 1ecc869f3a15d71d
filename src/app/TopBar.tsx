// The bar on top: what is open, its history and knobs, training, what to take away, the page itself.
import { Popover, Tooltip } from '@mantine/core'
import {
  IconAdjustmentsHorizontal,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconDeviceFloppy,
  IconHelp,
  IconX,
} from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { setDocument } from '../document/edit'
import { KnobBar } from '../editor/KnobBar'
import { formatCount } from '../lib/format'
import { useDocument, useRun, useStores, useStoring } from '../state/context'
import type { Storing } from '../state/storingStore'
import { IconButton } from '../ui/IconButton'
import { keyLabel } from '../ui/keys'
import { MenuButton } from '../ui/MenuButton'
import { useAction } from './actions'
import styles from './TopBar.module.css'
import { AppearanceMenu } from './AppearanceMenu'
import { BackendMenu } from './BackendMenu'
import { ExportMenu } from './ExportMenu'
import { Mark } from './Mark'
import { keysOf, RunControls } from './RunControls'
import { Preparation, ProgressLine, RunStatus } from './RunStatus'

export function TopBar() {
  return (
    <header className={styles.bar}>
      <h1 className="unseen">Ganvas</h1>
      <div className={styles.row}>
        <Brand />
        <ProjectName />
        <Saved />
        <History />
        <Knobs />
        <RunControls />
        <RunStatus />
        <Preparation />
        <BackendMenu />
        <ExportMenu />
        <AppearanceMenu />
        <Help />
      </div>
      <ProgressLine />
    </header>
  )
}

/** The name of the product leads to the start page. */
function Brand() {
  const start = useAction('start')
  return (
    <Tooltip label={`Start page  ${keyLabel(start.keys ?? '')}`}>
      <a className={styles.brand} href="#/" aria-label="Ganvas: start page">
        <Mark />
        <span>Ganvas</span>
      </a>
    </Tooltip>
  )
}

/** The document's title, edited in place. */
function ProjectName() {
  const { document } = useStores()
  const title = useDocument((state) => state.document.title)
  const readOnly = useDocument((state) => state.readOnly)
  const [draft, setDraft] = useState<string | null>(null)
  const keep = () => {
    const next = draft?.trim() ?? ''
    const state = document.getState()
    if (next !== '' && next !== title) state.apply(setDocument(state.document, { title: next }))
    setDraft(null)
  }
  return (
    <input
      className={styles.name}
      aria-label="Project name"
      value={draft ?? title}
      readOnly={readOnly}
      maxLength={200}
      size={Math.min(28, Math.max(8, (draft ?? title).length))}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur()
        if (event.key === 'Escape') setDraft(null)
      }}
    />
  )
}

/** Whether the newest edit is stored, and how far training is kept. */
function Saved() {
  const storing = useStoring()
  const round = useRun((run) => run.savedRound)
  const readOnly = useDocument((state) => state.readOnly)
  // What another tab writes is its own to tell; what was refused here is lost there, too.
  if (readOnly && storing.state === 'stored') return null
  const broken = storing.state === 'not stored'
  const label = savedLabel(storing, { round, readOnly })
  return (
    <Tooltip label={label} multiline maw={280}>
      <span className={styles.saved} data-broken={broken || undefined} tabIndex={0}>
        {broken ? <IconX size={15} aria-hidden /> : <IconDeviceFloppy size={15} aria-hidden />}
        <span className={styles.savedWord}>{savedWords[storing.state]}</span>
        <span className="unseen">{label}</span>
      </span>
    </Tooltip>
  )
}

const savedWords = { stored: 'Saved', storing: 'Saving', 'not stored': 'Not saved' }

function savedLabel(
  storing: Storing,
  { round, readOnly }: { round: number | null; readOnly: boolean },
): string {
  const training = round === null ? '' : ` Training is kept up to round ${formatCount(round)}.`
  if (storing.state === 'stored') return `Every change is stored in this browser at once.${training}`
  const since = new Date(storing.since).toLocaleTimeString('en-GB')
  if (storing.state === 'storing') return `The changes since ${since} are being stored.${training}`
  const next = readOnly ? 'Another tab has the project now.' : 'It is tried again until it works.'
  return `The changes since ${since} are not stored. ${storing.why} ${next}${training}`
}

function History() {
  const undo = useAction('edit:undo')
  const redo = useAction('edit:redo')
  const canUndo = useDocument((state) => state.past.length > 0 && !state.readOnly)
  const canRedo = useDocument((state) => state.future.length > 0 && !state.readOnly)
  return (
    <div role="group" aria-label="History" className={styles.pair}>
      <IconButton label="Undo" {...keysOf(undo)} disabled={!canUndo} onClick={undo.run}>
        <IconArrowBackUp size={17} />
      </IconButton>
      <IconButton label="Redo" {...keysOf(redo)} disabled={!canRedo} onClick={redo.run}>
        <IconArrowForwardUp size={17} />
      </IconButton>
    </div>
  )
}

/** The knobs where there is room for them, behind one button where there is not. */
function Knobs() {
  const count = useDocument((state) => state.document.knobs.length)
  const room = useRef<HTMLDivElement>(null)
  const needed = useRef(0)
  const [fits, setFits] = useState(true)
  useEffect(() => {
    const element = room.current
    if (!element) return
    const measure = () => {
      const bar = element.firstElementChild
      if (bar && element.dataset.fits === 'true') needed.current = bar.scrollWidth
      setFits(needed.current <= element.clientWidth)
    }
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [count])
  return (
    <div ref={room} className={styles.knobs} data-fits={fits}>
      {count > 0 && fits && (
        <div className={styles.knobRow}>
          <KnobBar />
        </div>
      )}
      {count > 0 && !fits && (
        <Popover position="bottom-start" shadow="md" withinPortal trapFocus>
          <Popover.Target>
            <MenuButton framed>
              <IconAdjustmentsHorizontal size={16} aria-hidden /> Knobs
            </MenuButton>
          </Popover.Target>
          <Popover.Dropdown aria-label="Knobs">
            <KnobBar />
          </Popover.Dropdown>
        </Popover>
      )}
    </div>
  )
}

function Help() {
  const help = useAction('help')
  return (
    <IconButton label="Help" {...keysOf(help)} onClick={help.run}>
      <IconHelp size={18} />
    </IconButton>
  )
}
