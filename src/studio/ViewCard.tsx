// One view of the game: its picture, a slider through its history, a PNG to take away, and a larger look.
import { Modal } from '@mantine/core'
import { IconArrowsMaximize, IconDownload, IconPlayerTrackNext } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { viewReferences } from '../document/references'
import type { GanvasDocument, View } from '../document/types'
import { viewKindOf } from '../kinds/views/registry'
import type { LegendEntry } from '../kinds/views/types'
import { formatCount } from '../lib/format'
import { useDocument, useRun, useStores } from '../state/context'
import { IconButton } from '../ui/IconButton'
import { playerOf, type StudioPlayer } from './players'
import { saveViewPng } from './savePng'
import styles from './Studio.module.css'
import { ViewCanvas, type PlayerColours } from './ViewCanvas'
import { ViewSheet } from './ViewSheet'

interface ViewProps {
  id: string
  view: View
  players: StudioPlayer[]
}

/** The colours of the players behind the view's value and its other fields. */
function coloursOf(document: GanvasDocument, view: View, players: StudioPlayer[]): PlayerColours {
  const references = Object.entries({ value: view.value, ...viewReferences(view) })
  return Object.fromEntries(
    references.map(([field, reference]) => {
      const owner = playerOf(document, reference)
      return [field, players.find((player) => player.id === owner)?.colour ?? 0]
    }),
  )
}

/** The view with its controls; `large` is the look in a dialog, which has no button for a larger one. */
function ViewBody(props: ViewProps & { large?: boolean; onEnlarge?: () => void }) {
  const { id, view, players, large = false, onEnlarge } = props
  const document = useDocument((state) => state.document)
  const stores = useStores()
  const [round, setRound] = useState<number | null>(null)
  const empty = useRun((run) => run.frames[id] === undefined)
  const colours = useMemo(() => coloursOf(document, view, players), [document, view, players])
  const kind = viewKindOf(view.as)
  const title = view.title ?? kind?.heading ?? `Samples: ${id}`
  const isPlot = kind?.form === 'plot'
  return (
    <article className={styles.view} data-large={large || undefined} aria-label={title}>
      <div className={styles.picture} data-square={isPlot || empty || undefined}>
        {isPlot ? (
          <ViewCanvas view={id} title={title} round={round} colours={colours} />
        ) : (
          <ViewSheet view={id} title={title} round={round} large={large} />
        )}
        {empty && <p className={styles.waiting}>The first picture comes with the first round.</p>}
      </div>
      <div className={styles.beside}>
        <h3 className={styles.heading}>{title}</h3>
        {kind?.legend && <Legend entries={kind.legend} view={view} colours={colours} />}
        <HistorySlider view={id} title={title} round={round} onChange={setRound} />
        <div className={styles.buttons}>
          <IconButton
            label="Save PNG"
            disabled={empty}
            size={24}
            onClick={() =>
              saveViewPng({ run: stores.run.getState(), view: id, round, title: document.title })
            }
          >
            <IconDownload size={15} />
          </IconButton>
          {onEnlarge && (
            <IconButton label={`Enlarge ${title}`} size={24} onClick={onEnlarge}>
              <IconArrowsMaximize size={15} />
            </IconButton>
          )}
        </div>
      </div>
    </article>
  )
}

/** What the marks of a plot stand for, in the colours of the players behind them. */
function Legend(props: { entries: readonly LegendEntry[]; view: View; colours: PlayerColours }) {
  const { entries, view, colours } = props
  return (
    <p className={styles.legend}>
      {entries
        .filter(({ of }) => of === undefined || view[of] !== undefined)
        .map(({ mark, text, of }) => (
          <span key={text}>
            <LegendMark mark={mark} colour={of === undefined ? 0 : (colours[of] ?? 0)} />
            {text}
          </span>
        ))}
    </p>
  )
}

function LegendMark({ mark, colour }: { mark: LegendEntry['mark']; colour: number }) {
  const player = `var(--player-${colour})`
  if (mark === 'heat') {
    const full = `color-mix(in srgb, ${player} 45%, transparent)`
    return (
      <span
        className={styles.heat}
        style={{ background: `linear-gradient(to right, transparent, ${full})` }}
      />
    )
  }
  const paint = mark === 'dot' ? { fill: player } : { fill: 'none', stroke: 'var(--text)' }
  return (
    <svg width="9" height="9" viewBox="0 0 9 9" aria-hidden>
      <circle cx="4.5" cy="4.5" r="3.5" {...paint} />
    </svg>
  )
}

function HistorySlider(props: {
  view: string
  title: string
  round: number | null
  onChange: (round: number | null) => void
}) {
  const { view, title, round, onChange } = props
  const frames = useRun((run) => run.history[view])
  const last = (frames?.length ?? 0) - 1
  if (!frames || last < 1) return null
  const nearest = round === null ? last : nearestIndex(frames, round)
  const shown = frames[nearest]?.round ?? 0
  return (
    <div className={styles.slider}>
      <span className={styles.round}>round {formatCount(shown)}</span>
      <IconButton label="Newest" size={24} disabled={round === null} onClick={() => onChange(null)}>
        <IconPlayerTrackNext size={14} />
      </IconButton>
      <input
        type="range"
        aria-label={`History of ${title}`}
        aria-valuetext={`Round ${formatCount(shown)}`}
        min={0}
        max={last}
        value={nearest}
        onChange={(event) => {
          const index = Number(event.currentTarget.value)
          onChange(index >= last ? null : (frames[index]?.round ?? null))
        }}
      />
    </div>
  )
}

function nearestIndex(frames: { round: number }[], round: number): number {
  let best = 0
  frames.forEach((frame, index) => {
    if (Math.abs(frame.round - round) < Math.abs((frames[best]?.round ?? Infinity) - round)) best = index
  })
  return best
}

export function ViewCard(props: ViewProps) {
  const [large, setLarge] = useState(false)
  return (
    <>
      <ViewBody {...props} onEnlarge={() => setLarge(true)} />
      <Modal
        opened={large}
        onClose={() => setLarge(false)}
        size="auto"
        centered
        title="Larger view"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <ViewBody {...props} large />
      </Modal>
    </>
  )
}
