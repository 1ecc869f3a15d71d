// Title and id of a node: the title is free text, the id a name in exported code.
import { changeId, setNodeTitle } from '../../document/edit'
import { useDocument, useStores } from '../../state/context'
import { TextField } from '../../ui/fields/TextField'
import { plainId } from '../names'
import { useEdit, useEndGesture } from '../useEdit'

/** Fields `Title` (where the node has one) and `Id`. */
export function IdentityFields({ graph, node, title }: { graph: string; node: string; title?: string }) {
  const edit = useEdit()
  const end = useEndGesture()
  return (
    <>
      {title !== undefined && (
        <TextField
          label="Title"
          value={title}
          placeholder={plainId(node)}
          onChange={(next) =>
            edit((document) => setNodeTitle(document, { graph, node, title: next }), `title ${node}`)
          }
          onDone={end}
        />
      )}
      <IdField graph={graph} node={node} />
    </>
  )
}

function IdField({ graph, node }: { graph: string; node: string }) {
  const stores = useStores()
  const document = useDocument((state) => state.document)
  const check = (id: string) => {
    const result = changeId(document, { graph, node, id })
    return result.ok ? null : result.error
  }
  const accept = (id: string) => {
    const { apply } = stores.document.getState()
    const result = changeId(document, { graph, node, id })
    if (!result.ok) return
    apply(result.value.document, { renamed: result.value.renamed })
    stores.session.getState().select([node.slice(0, node.length - plainId(node).length) + id])
  }
  return (
    <TextField
      label="Id"
      hint="The name in exported code; changing it keeps all wires and weights."
      mono
      value={plainId(node)}
      check={check}
      onChange={accept}
    />
  )
}
