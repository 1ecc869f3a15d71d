// The loss curves with their legend, their scale, and the same in words and numbers.
import { ActionIcon, Popover, SegmentedControl, Table, Tooltip } from '@mantine/core'
import { IconTable } from '@tabler/icons-react'
import { lazy, Suspense, useCallback, useRef, useState } from 'react'
import { formatCount } from '../lib/format'
import { useRun, useStores } from '../state/context'
import type { RunState } from '../training/runStore'
import { LiveText, useLive } from './live'
import { describeLosses, formatLoss, newestLoss, thinPoints } from './losses'
import { dashOf, type StudioPlayer } from './players'
import styles from './Studio.module.css'

const LossCurves = lazy(async () => ({ default: (await import('./LossCurves')).LossCurves }))
const rowsInTable = 25

/** Curves, legend, table and a sentence. `players` must be memoised. */
export function LossPanel({ players }: { players: StudioPlayer[] }) {
  const [scale, setScale] = useState('linear')
  const [hovered, setHovered] = useState<number | null>(null)
  const empty = useRun((run) => run.losses.length === 0)
  const sentence = useCallback((run: RunState) => describeLosses(run.losses, players), [players])
  return (
    <div className={styles.curves}>
      <header className={styles.viewHeader}>
        <h3 className={styles.heading}>Losses</h3>
        <Legend players={players} hovered={hovered} />
        <SegmentedControl
          size="xs"
          flex="none"
          aria-label="Scale of the losses"
          data={[
            { value: 'linear', label: 'Linear' },
            { value: 'log', label: 'Log' },
          ]}
          value={scale}
          onChange={setScale}
        />
        <LossTable players={players} />
      </header>
      <div className={styles.chartFrame}>
        {!empty && (
          <Suspense fallback={null}>
            <LossCurves players={players} logarithmic={scale === 'log'} onHover={setHovered} />
          </Suspense>
        )}
        {empty && <p className={styles.waiting}>Press Train: the losses of each player appear here.</p>}
      </div>
      <p className="unseen">
        <LiveText text={sentence} />
      </p>
    </div>
  )
}

/** Each player's pattern, colour, title and loss: under the cursor, else the newest. */
function Legend({ players, hovered }: { players: StudioPlayer[]; hovered: number | null }) {
  const list = useRef<HTMLUListElement>(null)
  const draw = useCallback(
    (run: RunState) => {
      const points = hovered === null ? run.losses : run.losses.slice(0, hovered + 1)
      list.current?.querySelectorAll('output').forEach((output, index) => {
        output.textContent = formatLoss(newestLoss(points, players[index]?.id ?? ''))
      })
    },
    [players, hovered],
  )
  useLive(draw, selectLosses)
  return (
    <ul ref={list} className={styles.readout}>
      {players.map((player, index) => (
        <li key={player.id} style={{ color: `var(--player-${player.colour}-text)` }}>
          <svg width="20" height="8" aria-hidden>
            <line
              x1="0"
              x2="20"
              y1="4"
              y2="4"
              stroke={`var(--player-${player.colour})`}
              strokeWidth="2"
              strokeDasharray={dashOf(index).join(' ')}
            />
          </svg>
          {player.title}
          <output className={styles.value} aria-live="off" />
        </li>
      ))}
    </ul>
  )
}

const selectLosses = (run: RunState) => run.losses

function LossTable({ players }: { players: StudioPlayer[] }) {
  const { run } = useStores()
  const [rows, setRows] = useState<RunState['losses'] | null>(null)
  return (
    <Popover
      opened={rows !== null}
      onChange={(open) => !open && setRows(null)}
      shadow="md"
      withinPortal
      trapFocus
    >
      <Tooltip label="Losses as a table">
        <Popover.Target>
          <ActionIcon
            variant="subtle"
            color="var(--text-2)"
            size={24}
            aria-label="Losses as a table"
            onClick={() => setRows(rows ? null : thinPoints(run.getState().losses, rowsInTable))}
          >
            <IconTable size={15} />
          </ActionIcon>
        </Popover.Target>
      </Tooltip>
      <Popover.Dropdown mah="60vh" style={{ overflow: 'auto' }} tabIndex={0} aria-label="Losses">
        <Table fz="xs" verticalSpacing={3} stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Round</Table.Th>
              {players.map((player) => (
                <Table.Th key={player.id}>{player.title}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody className="mono">
            {(rows ?? []).map((point) => (
              <Table.Tr key={point.round}>
                <Table.Td>{formatCount(point.round)}</Table.Td>
                {players.map((player) => (
                  <Table.Td key={player.id}>{formatLoss(point.losses[player.id])}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        {rows?.length === 0 && <p>No losses yet.</p>}
      </Popover.Dropdown>
    </Popover>
  )
}
