// The Watch tab: how the losses move and what the views show.
import { useDocument } from '../state/context'
import { Empty } from '../ui/Empty'
import { LossPanel } from './LossPanel'
import type { StudioPlayer } from './players'
import styles from './Studio.module.css'
import { ViewCard } from './ViewCard'

/** `players` must be memoised. */
export function Watch({ players }: { players: StudioPlayer[] }) {
  const views = useDocument((state) => state.document.game.views)
  return (
    <section className={styles.watch} aria-label="Watch">
      <LossPanel players={players} />
      <div className={styles.views}>
        {Object.entries(views).map(([id, view]) => (
          <ViewCard key={id} id={id} view={view} players={players} />
        ))}
        {Object.keys(views).length === 0 && (
          <Empty>No view shows a value yet. Select a value on the canvas and turn on “Show in Watch”.</Empty>
        )}
      </div>
    </section>
  )
}
