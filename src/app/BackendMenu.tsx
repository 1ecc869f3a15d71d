// What computes: the choice, its reason, and how the candidates did.
import { Popover, SegmentedControl, Table } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import type { BackendChoice, BackendReport } from '../tensors/types'
import { backendChoices, backendNames } from '../lib/backends'
import { formatCount } from '../lib/format'
import { useDocument, useRun, useStores } from '../state/context'
import { LiveText } from '../studio/live'
import type { RunState } from '../training/runStore'
import { MenuButton } from '../ui/MenuButton'
import styles from './BackendMenu.module.css'
import { formatBytes } from './duration'

const nameOf = (choice: BackendChoice) => (choice === 'auto' ? 'Automatic' : backendNames[choice].short)

export function BackendMenu() {
  const backend = useRun((run) => run.backend?.backend)
  return (
    <Popover position="bottom-end" shadow="md" withinPortal trapFocus returnFocus width={460}>
      <Popover.Target>
        <MenuButton aria-label={`Backend: ${backend ?? 'being chosen'}`}>
          <span className="mono">{backend ?? '…'}</span>
          <IconChevronDown size={13} aria-hidden />
        </MenuButton>
      </Popover.Target>
      <Popover.Dropdown aria-label="Backend">
        <Choice />
      </Popover.Dropdown>
    </Popover>
  )
}

function Choice() {
  const { run } = useStores()
  const report = useRun((state) => state.backend)
  const choice = useRun((state) => state.choice)
  const readOnly = useDocument((state) => state.readOnly)
  return (
    <div className={styles.backend}>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label="Compute with"
        disabled={readOnly}
        data={backendChoices.map((value) => ({ value, label: nameOf(value) }))}
        value={choice}
        onChange={(value) => void run.getState().chooseBackend(value)}
      />
      {report && <Report report={report} />}
      <p className={styles.small}>
        <LiveText text={memoryText} />
      </p>
    </div>
  )
}

/** What training occupies now. */
function memoryText({ memory, backend }: RunState): string {
  if (memory.tensors === 0) return ''
  const held = `Memory: ${formatBytes(memory.bytes)} in ${formatCount(memory.tensors)} tensors`
  if (memory.taken === null) return `${held}.`
  const whose = backend?.backend === 'wasm' ? 'of WebAssembly memory' : 'on the GPU'
  return `${held}; ${formatBytes(memory.taken)} taken ${whose}.`
}

function Report({ report }: { report: BackendReport }) {
  // A pinned backend was not compared with any other.
  if (report.candidates.every(({ milliseconds }) => milliseconds === null)) return <p>{report.reason}</p>
  return (
    <>
      <p>{report.reason}</p>
      <Table fz="xs" verticalSpacing={3}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Backend</Table.Th>
            <Table.Th>Test</Table.Th>
            <Table.Th>Gradient error</Table.Th>
            <Table.Th>Finding</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {report.candidates.map((candidate) => (
            <Table.Tr key={candidate.backend}>
              <Table.Td>{nameOf(candidate.backend)}</Table.Td>
              <Table.Td className="mono">
                {candidate.milliseconds === null ? '–' : `${Math.round(candidate.milliseconds)} ms`}
              </Table.Td>
              <Table.Td className="mono">{candidate.gradientError?.toExponential(0) ?? '–'}</Table.Td>
              <Table.Td>{candidate.note}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <p className={styles.small}>
        {report.probeMilliseconds > 0
          ? `Tested in ${Math.round(report.probeMilliseconds)} ms; remembered on this machine.`
          : 'Remembered from an earlier test on this machine.'}
      </p>
    </>
  )
}
