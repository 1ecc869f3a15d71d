// A run that diverged: where it began, what usually helps, and the way back to the last checkpoint.
import { Button, UnstyledButton } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { Divergence } from '../engine/types'
import { formatCount } from '../lib/format'
import { useDocument, useRun, useStores } from '../state/context'
import { remediesFor, type Remedy } from '../training/remedies'
import styles from './Banners.module.css'

export function DivergenceBanner({ message, divergence }: { message: string; divergence: Divergence }) {
  const { run, document, session } = useStores()
  const open = useDocument((state) => state.document)
  const readOnly = useDocument((state) => state.readOnly)
  const saved = useRun((state) => state.savedRound)
  const [done, setDone] = useState<Remedy['id'][]>([])
  const remedies = useMemo(() => remediesFor(open, divergence), [open, divergence])
  const { place } = divergence
  const apply = (remedy: Remedy) => {
    document.getState().apply(remedy.document)
    setDone((before) => [...before, remedy.id])
  }
  const show = () => {
    if (place) session.getState().focusNode(place.graph, place.node.split('/')[0] ?? '')
  }
  return (
    <div className={styles.banner} data-level="error" data-wraps role="alert">
      <span>
        {message}{' '}
        {place && (
          <UnstyledButton className={styles.inlineLink} onClick={show}>
            Show it
          </UnstyledButton>
        )}
      </span>
      <span className={styles.remedies}>
        {remedies
          .filter(({ id }) => !done.includes(id))
          .map((remedy) => (
            <Button
              key={remedy.id}
              size="compact-xs"
              variant="default"
              disabled={readOnly}
              onClick={() => apply(remedy)}
            >
              {remedy.label}
            </Button>
          ))}
        {done.length > 0 && (
          <span className={styles.done}>
            <IconCheck size={14} aria-hidden /> {done.length === 1 ? 'One change' : `${done.length} changes`}{' '}
            made
          </span>
        )}
        <Button size="compact-xs" onClick={() => void run.getState().train()}>
          {saved === null ? 'Start over' : `Go on from round ${formatCount(saved)}`}
        </Button>
      </span>
    </div>
  )
}
