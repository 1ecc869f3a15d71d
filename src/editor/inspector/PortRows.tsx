// The ports of a node: what is wired in and in which shape, and what comes out.
import { IconX } from '@tabler/icons-react'
import { resolveType } from '../../compiler/infer/infer'
import { disconnect } from '../../document/edit'
import type { Reference } from '../../document/types'
import { formatType } from '../../lib/format'
import { useDocument, useInference } from '../../state/context'
import { IconButton } from '../../ui/IconButton'
import type { Card } from '../cards/cards'
import { wiresOf } from '../cards/wires'
import { useEdit } from '../useEdit'
import styles from './Inspector.module.css'

/** One row a port; wires in can be taken off. */
export function PortRows({ card, graph }: { card: Card; graph: string }) {
  const edit = useEdit()
  const document = useDocument((state) => state.document)
  const inference = useInference()
  const types = graph === 'game' ? inference.types : (inference.networks[graph]?.types ?? {})
  const wires = wiresOf(document, graph).filter(({ to }) => to === card.id)
  const shape = (reference: Reference) => {
    const type = resolveType(types, reference)
    return type
      ? `${formatType(type)}${type.domain === 'scalar' || type.domain === 'any' ? '' : ` ${type.domain}`}`
      : 'not known yet'
  }
  return (
    <>
      {card.inputs
        .filter(({ extra }) => !extra)
        .map(({ name }) => {
          const wire = wires.find(({ input }) => input === name)
          return (
            <div key={`in ${name}`} className={styles.port}>
              <span>
                in <code className={styles.mono}>{name}</code>
              </span>
              <span className={styles.mono} title={wire && `from ${wire.reference}`}>
                {wire ? shape(wire.reference) : 'not wired'}
              </span>
              {wire && (
                <IconButton
                  label={`Take the wire off ${name}`}
                  size={22}
                  onClick={() =>
                    edit((before) => disconnect(before, { graph, to: { node: card.id, port: wire.port } }))
                  }
                >
                  <IconX size={13} />
                </IconButton>
              )}
            </div>
          )
        })}
      {card.outputs.map(({ name }) => (
        <div key={`out ${name}`} className={styles.port}>
          <span>out {name !== 'out' && <code className={styles.mono}>{name}</code>}</span>
          <span className={styles.mono}>{shape(name === '' ? card.id : `${card.id}.${name}`)}</span>
        </div>
      ))}
    </>
  )
}
