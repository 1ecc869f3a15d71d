// Which control a knob has: that of the place that it sets.
import { pointerPath } from '../document/pointer'
import type { GanvasDocument, Json } from '../document/types'
import { formFields, type Control } from '../kinds/form'
import { kindOf, optimizers } from '../kinds/registry'
import { own } from '../lib/own'

const games: Record<string, Control> = {
  batch: { type: 'number', integer: true, min: 1, max: 4096 },
  rounds: { type: 'number', integer: true, min: 1, max: 10_000_000 },
  seed: { type: 'number', integer: true, min: 0, max: 4_294_967_295 },
}
const size: Control = { type: 'number', integer: true, min: 1, max: 65_536 }

/** The control for what a pointer leads to, by the schema that rules there, else by the value; null for what has none. */
export function knobControl(
  document: GanvasDocument,
  place: string,
  value: Json | undefined,
): Control | null {
  const path = pointerPath(place) ?? []
  const control = ruled(document, path)
  if (control?.type === 'number' && typeof value !== 'number') return null
  return control ?? byValue(value)
}

function ruled(document: GanvasDocument, path: readonly string[]): Control | null {
  const [root, a = '', b = '', c = '', d = '', e = ''] = path
  if (root === 'networks' && b === 'inputs') return d === 'shape' ? size : null
  if (root === 'networks' && b === 'layers' && d === 'params') {
    const layer = own(own(document.networks, a)?.layers ?? {}, c)
    return layer ? paramControl('layer', layer.kind, e, path[6]) : null
  }
  if (root !== 'game') return null
  if (a === 'values' && c === 'params') {
    const value = own(document.game.values, b)
    return value ? paramControl('value', value.kind, d, path[5]) : null
  }
  if (a === 'players') return playerControl(document, path)
  return b === '' ? (own(games, a) ?? null) : null
}

function playerControl({ game }: GanvasDocument, path: readonly string[]): Control | null {
  const [, , id = '', field, inner, name] = path
  if (field === 'average') return { type: 'number', min: 0, max: 0.999999 }
  if (field === 'clipGradients' || field === 'clipWeights') return { type: 'number', min: 0, max: 1e6 }
  if (field === 'weightDecay') return { type: 'number', min: 0, max: 1 }
  if (field === 'minimizes') return { type: 'number' }
  const kind = own(optimizers, own(game.players, id)?.optimizer.kind ?? '')
  if (field !== 'optimizer' || inner !== 'params' || !kind) return null
  return formFields(kind.params).find((each) => each.name === name)?.control ?? null
}

function paramControl(role: 'layer' | 'value', kind: string, name: string, index?: string): Control | null {
  const found = kindOf(role, kind)
  const control = found && formFields(found.params).find((field) => field.name === name)?.control
  if (!control) return null
  if (index === undefined) return control
  return control.type === 'shape'
    ? { type: 'number', integer: true, min: control.min, max: control.max }
    : null
}

function byValue(value: Json | undefined): Control | null {
  if (typeof value === 'number') return { type: 'number' }
  if (typeof value === 'boolean') return { type: 'boolean' }
  return typeof value === 'string' ? { type: 'text' } : null
}
