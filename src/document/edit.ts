// Every edit of a document, in one place. Each takes the document first and returns a new one that shares what did not change.
export { copyNodes, pasteNodes, type Clipboard } from './clipboard'
export { knobValue, setData, setDocument, setGame, setKnob, setView } from './editGame'
export { changeId, changeNetworkId } from './editIds'
export { addNetwork, duplicateNetwork, removeNetwork, setNetwork } from './editNetworks'
export {
  addNetworkInput,
  addNetworkOutput,
  addNode,
  moveNodes,
  removeNodes,
  setNodeTitle,
  setParams,
  setPort,
} from './editNodes'
export { addPlayer, setPlayer, setSchedule } from './editPlayers'
export { connect, disconnect } from './editWires'
