// What is selected, in detail: a node, several, or the graph itself.
import { Button } from '@mantine/core'
import { useDocument, useSession, useStores } from '../../state/context'
import { cardsOf, type Card } from '../cards/cards'
import { editorCommands } from '../commands'
import { Glyph } from '../Glyph'
import { plainId } from '../names'
import { GameInspector } from './GameInspector'
import styles from './Inspector.module.css'
import { KindInspector } from './KindInspector'
import { NetworkInspector } from './NetworkInspector'
import { InputInspector, OutputInspector } from './PortInspectors'
import { PlayerInspector } from './PlayerInspector'

/** The inspector of the open graph's selection. */
export function Inspector() {
  const document = useDocument((state) => state.document)
  const readOnly = useDocument((state) => state.readOnly)
  const graph = useSession((state) => state.graph)
  const selection = useSession((state) => state.selection)
  const cards = cardsOf(document, graph).filter(({ id }) => selection.includes(id))
  const [card] = cards
  const network = document.networks[graph]
  const title =
    cards.length > 1
      ? `${cards.length} nodes`
      : (card?.title ?? (graph === 'game' ? 'Game' : (network?.title ?? graph)))
  const kind = cards.length === 1 && card ? (card.role === 'player' ? 'Player' : card.kindTitle) : undefined
  return (
    <section className={styles.inspector} aria-label="Inspector">
      <header className={styles.head}>
        {cards.length === 1 && card && <Glyph tint={card.role === 'player' ? 'player' : card.tint} />}
        <h2>{title}</h2>
        <small>{kind ?? (graph === 'game' || cards.length > 1 ? '' : 'Network')}</small>
      </header>
      <div className={styles.body}>
        <fieldset className={styles.form} disabled={readOnly} key={`${graph} ${card?.id ?? ''}`}>
          {cards.length > 1 ? (
            <Several cards={cards} />
          ) : card ? (
            <Single card={card} graph={graph} />
          ) : graph === 'game' ? (
            <GameInspector />
          ) : (
            <NetworkInspector network={graph} />
          )}
        </fieldset>
      </div>
    </section>
  )
}

function Single({ card, graph }: { card: Card; graph: string }) {
  switch (card.role) {
    case 'input':
      return <InputInspector card={card} network={graph} />
    case 'output':
      return <OutputInspector card={card} network={graph} />
    case 'player':
      return <PlayerInspector card={card} player={plainId(card.id)} />
    case 'layer':
    case 'value':
      return <KindInspector card={card} graph={graph} role={card.role} />
  }
}

function Several({ cards }: { cards: readonly Card[] }) {
  const stores = useStores()
  return (
    <div className={styles.section}>
      <p className={styles.doc}>{cards.map(({ title }) => title).join(', ')}</p>
      <div className={styles.buttons} style={{ marginTop: 12 }}>
        {['duplicate', 'copy', 'delete'].map((id) => {
          const command = editorCommands.find((each) => each.id === id)
          return (
            <Button key={id} size="xs" variant="default" onClick={() => command?.run(stores)}>
              {command?.title}
            </Button>
          )
        })}
      </div>
    </div>
  )
}
