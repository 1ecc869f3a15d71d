// A network's inputs and outputs: their names, and what an input carries.
import { domains } from '../../document/schema'
import { setPort } from '../../document/edit'
import type { Domain, Port } from '../../document/types'
import { useDocument } from '../../state/context'
import { SelectField } from '../../ui/fields/ChoiceField'
import { NumberField } from '../../ui/fields/NumberField'
import { ShapeField } from '../../ui/fields/ShapeField'
import type { Card } from '../cards/cards'
import { choiceName } from '../names'
import { useEdit, useEndGesture } from '../useEdit'
import { IdentityFields } from './IdentityFields'
import styles from './Inspector.module.css'
import { Problems, Section } from './parts'
import { PortRows } from './PortRows'

/** Shape and domain of a network's input. */
export function InputInspector({ card, network }: { card: Card; network: string }) {
  const port = useDocument((state) => state.document.networks[network]?.inputs[card.id])
  if (!port) return null
  return (
    <>
      <Problems problems={card.problems} />
      <Section title="Carries">
        <PortFields network={network} input={card.id} port={port} />
      </Section>
      <Section title="Name">
        <IdentityFields graph={network} node={card.id} />
      </Section>
    </>
  )
}

/** The fields of one port. */
function PortFields({ network, input, port }: { network: string; input: string; port: Port }) {
  const edit = useEdit()
  const end = useEndGesture()
  const set = (patch: Partial<Port>) =>
    edit(
      (document) => setPort(document, { network, input, port: { ...port, ...patch } }),
      `port ${network} ${input}`,
    )
  const setDomain = (domain: Domain) => {
    const { classes: _classes, vocabulary: _vocabulary, ...bare } = port
    const classes = domain === 'label' || domain === 'one_hot' ? { classes: port.classes ?? 10 } : {}
    const vocabulary = domain === 'tokens' ? { vocabulary: port.vocabulary ?? 256 } : {}
    edit((document) =>
      setPort(document, { network, input, port: { ...bare, domain, ...classes, ...vocabulary } }),
    )
  }
  return (
    <>
      <ShapeField
        label="Shape"
        hint="Sizes of one sample, without the batch: height × width × channels for a picture."
        value={port.shape}
        onChange={(shape) => set({ shape })}
        onDone={end}
      />
      <SelectField
        label="Domain"
        hint="What the numbers mean; a mismatch with what is wired in gives a warning."
        value={port.domain}
        choices={domains.map((value) => ({ value, label: choiceName(value) }))}
        onChange={(domain) => setDomain(domain as Domain)}
      />
      {port.classes !== undefined && (
        <NumberField
          label="Classes"
          integer
          min={2}
          max={65_536}
          value={port.classes}
          onChange={(classes) => set({ classes })}
          onDone={end}
        />
      )}
      {port.vocabulary !== undefined && (
        <NumberField
          label="Vocabulary"
          integer
          min={2}
          max={65_536}
          value={port.vocabulary}
          onChange={(vocabulary) => set({ vocabulary })}
          onDone={end}
        />
      )}
    </>
  )
}

/** A network's output: what is wired to it, and its name. */
export function OutputInspector({ card, network }: { card: Card; network: string }) {
  return (
    <>
      <Problems problems={card.problems} />
      <Section title="Hands on">
        <PortRows card={card} graph={network} />
      </Section>
      <div className={styles.section}>
        <p className={styles.doc}>Calls of this network in the game have an output of this name.</p>
      </div>
      <Section title="Name">
        <IdentityFields graph={network} node={card.id} />
      </Section>
    </>
  )
}
