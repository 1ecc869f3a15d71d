// A network with nothing in it selected: its name, whether it is frozen, its ports and size.
import { changeNetworkId, setNetwork } from '../../document/edit'
import { formatCount, formatType } from '../../lib/format'
import { useDocument, useInference, useStores } from '../../state/context'
import { playerColours, trainerOf } from '../../state/playerColours'
import { SwitchField } from '../../ui/fields/ChoiceField'
import { TextField } from '../../ui/fields/TextField'
import { useEdit, useEndGesture } from '../useEdit'
import styles from './Inspector.module.css'
import { Problems, Section } from './parts'

/** The inspector of a whole network. */
export function NetworkInspector({ network }: { network: string }) {
  const edit = useEdit()
  const end = useEndGesture()
  const document = useDocument((state) => state.document)
  const inference = useInference()
  const found = document.networks[network]
  if (!found) return null
  const trainer = trainerOf(document, network)
  const player = trainer === undefined ? undefined : document.game.players[trainer]
  const problems = inference.problems.filter(({ where }) => where === `/networks/${network}`)
  const total = inference.networks[network]?.total ?? 0
  return (
    <>
      <Problems problems={problems} />
      <Section title="Network">
        <TextField
          label="Title"
          value={found.title ?? ''}
          placeholder={network}
          onChange={(title) => edit((before) => setNetwork(before, { network, title }), `title ${network}`)}
          onDone={end}
        />
        <NetworkId network={network} />
        <SwitchField
          label="Frozen"
          hint="Its weights stay as they are: no player trains it."
          value={found.frozen === true}
          onChange={(frozen) => edit((before) => setNetwork(before, { network, frozen }))}
        />
        <div className={styles.port}>
          <span>Trained by</span>
          <span style={{ color: trainer === undefined ? undefined : playerColours(document)[trainer]?.text }}>
            {trainer === undefined ? 'nobody' : (player?.title ?? trainer)}
          </span>
        </div>
        <div className={styles.port}>
          <span>Size</span>
          <span className={styles.mono}>{formatCount(total)} parameters</span>
        </div>
      </Section>
      <Ports network={network} />
    </>
  )
}

function NetworkId({ network }: { network: string }) {
  const stores = useStores()
  const document = useDocument((state) => state.document)
  return (
    <TextField
      label="Id"
      hint="The name in exported code; changing it keeps all calls and weights."
      mono
      value={network}
      check={(id) => {
        const result = changeNetworkId(document, { network, id })
        return result.ok ? null : result.error
      }}
      onChange={(id) => {
        const result = changeNetworkId(document, { network, id })
        if (!result.ok) return
        stores.document.getState().apply(result.value.document, { renamed: result.value.renamed })
        stores.session.getState().openGraph(id)
      }}
    />
  )
}

function Ports({ network }: { network: string }) {
  const stores = useStores()
  const found = useDocument((state) => state.document.networks[network])
  const types = useInference().networks[network]?.types ?? {}
  if (!found) return null
  const select = (id: string) => stores.session.getState().focusNode(network, id)
  return (
    <Section title="Ports">
      {Object.keys({ ...found.inputs, ...found.outputs }).length === 0 && (
        <p className={styles.doc}>None yet: drag an Input and an Output in from the palette.</p>
      )}
      {Object.entries(found.inputs).map(([id, port]) => (
        <div key={id} className={styles.port}>
          <span>in</span>
          <span className={styles.mono}>{formatType(port)}</span>
          <button type="button" className={styles.chip} onClick={() => select(id)}>
            {id}
          </button>
        </div>
      ))}
      {Object.entries(found.outputs).map(([id, source]) => {
        const type = types[source] ?? types[`${source}.out`]
        return (
          <div key={id} className={styles.port}>
            <span>out</span>
            <span className={styles.mono}>{type ? formatType(type) : 'not known yet'}</span>
            <button type="button" className={styles.chip} onClick={() => select(`out:${id}`)}>
              {id}
            </button>
          </div>
        )
      })}
    </Section>
  )
}
