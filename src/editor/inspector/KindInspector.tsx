// A layer or a value: what it does, its parameters, its shapes, its size.
import { Button } from '@mantine/core'
import { setParams } from '../../document/edit'
import type { Json, Params } from '../../document/types'
import { formFields } from '../../kinds/form'
import { kindOf } from '../../kinds/registry'
import { formatCount } from '../../lib/format'
import { useDocument, useInference, useStores } from '../../state/context'
import { SelectField } from '../../ui/fields/ChoiceField'
import type { Card } from '../cards/cards'
import { useEdit, useEndGesture } from '../useEdit'
import { IdentityFields } from './IdentityFields'
import styles from './Inspector.module.css'
import { ParamField } from './ParamField'
import { Problems, Section, Teaching } from './parts'
import { PortRows } from './PortRows'

/** The inspector of a layer or value. */
export function KindInspector({ card, graph, role }: { card: Card; graph: string; role: 'layer' | 'value' }) {
  const stores = useStores()
  const document = useDocument((state) => state.document)
  const inference = useInference()
  const node = role === 'value' ? document.game.values[card.id] : document.networks[graph]?.layers[card.id]
  if (!node) return null
  const kind = kindOf(role, node.kind)
  const network = role === 'value' ? document.game.values[card.id]?.network : undefined
  const parameters = inference.networks[graph]?.parameters[card.id]
  return (
    <>
      <Problems problems={card.problems} />
      <Section title={network === undefined ? 'Parameters' : 'Call'}>
        <ParamFields graph={graph} node={card.id} role={role} kind={node.kind} params={node.params} />
        {network !== undefined && card.opens !== null && (
          <Button size="xs" variant="default" onClick={() => stores.session.getState().openGraph(network)}>
            Open {card.kindTitle}
          </Button>
        )}
        {kind && formFields(kind.params).length === 0 && network === undefined && (
          <p className={styles.doc}>It has none.</p>
        )}
      </Section>
      <Section title="Shapes">
        <PortRows card={card} graph={graph} />
        {parameters !== undefined && parameters > 0 && (
          <div className={styles.port}>
            <span>Weights</span>
            <span className={styles.mono}>{formatCount(parameters)} parameters</span>
          </div>
        )}
      </Section>
      {kind && <Teaching kind={kind} />}
      <Section title="Name">
        <IdentityFields graph={graph} node={card.id} title={node.title ?? ''} />
      </Section>
    </>
  )
}

function ParamFields(props: {
  graph: string
  node: string
  role: 'layer' | 'value'
  kind: string
  params: Params
}) {
  const { graph, node, role, kind, params } = props
  const edit = useEdit()
  const end = useEndGesture()
  const data = useDocument((state) => state.document.data)
  const networks = useDocument((state) => state.document.networks)
  const found = kindOf(role, kind)
  if (!found) return <p className={styles.doc}>This version of Ganvas does not know the kind {kind}.</p>
  const set = (name: string) => (value: Json) =>
    edit(
      (document) => setParams(document, { graph, node, params: { [name]: value } }),
      `param ${node} ${name}`,
    )
  return formFields(found.params).map((field) =>
    role === 'value' && field.name === 'data' ? (
      <SelectField
        key={field.name}
        label={field.label}
        hint={field.hint}
        value={typeof params.data === 'string' ? params.data : ''}
        choices={Object.entries(data).map(([id, { title }]) => ({ value: id, label: title ?? id }))}
        onChange={set(field.name)}
      />
    ) : kind === 'block' && field.name === 'network' ? (
      <SelectField
        key={field.name}
        label={field.label}
        hint={field.hint}
        value={typeof params.network === 'string' ? params.network : ''}
        choices={Object.entries(networks).map(([id, { title }]) => ({ value: id, label: title ?? id }))}
        onChange={set(field.name)}
      />
    ) : (
      <ParamField
        key={field.name}
        field={field}
        value={params[field.name]}
        onChange={set(field.name)}
        onDone={end}
      />
    ),
  )
}
