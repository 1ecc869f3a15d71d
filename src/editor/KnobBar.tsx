// What a newcomer should turn: the template's knobs as compact fields, each setting its places to one value.
import { knobValue, setKnob } from '../document/edit'
import type { Json } from '../document/types'
import { useDocument } from '../state/context'
import { ControlField } from './inspector/ParamField'
import styles from './KnobBar.module.css'
import { knobControl } from './knobControl'
import { useEdit, useEndGesture } from './useEdit'

/** The knobs in a row; below each other inside a dialog. */
export function KnobBar() {
  const document = useDocument((state) => state.document)
  const readOnly = useDocument((state) => state.readOnly)
  const edit = useEdit()
  const end = useEndGesture()
  if (document.knobs.length === 0) return null
  return (
    <div className={styles.knobs} role="group" aria-label="Knobs">
      {document.knobs.map(({ label, set }, index) => {
        const value = knobValue(document, index)
        const control = knobControl(document, set[0] ?? '', value)
        if (!control) return null
        const change = (next: Json) =>
          edit((before) => setKnob(before, { knob: index, value: next }), `knob ${index}`)
        return (
          <div key={index} className={styles.knob}>
            <span aria-hidden>{label}</span>
            <ControlField
              label={label}
              labelled="hidden"
              control={control}
              value={value}
              disabled={readOnly}
              onChange={change}
              onDone={end}
            />
          </div>
        )
      })}
    </div>
  )
}
