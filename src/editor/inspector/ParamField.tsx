// One parameter of a kind, with the control that its schema asks for.
import { useState } from 'react'
import type { Json } from '../../document/types'
import type { Control, FormField } from '../../kinds/form'
import { SelectField, SwitchField } from '../../ui/fields/ChoiceField'
import { NumberField } from '../../ui/fields/NumberField'
import { ShapeField } from '../../ui/fields/ShapeField'
import { TextField } from '../../ui/fields/TextField'
import { choiceName } from '../names'

interface ControlProps {
  label: string
  hint?: string | undefined
  labelled?: 'beside' | 'above' | 'hidden' | undefined
  control: Control
  value: Json | undefined
  disabled?: boolean | undefined
  onChange: (value: Json) => void
  onDone?: (() => void) | undefined
}

/** The field of one parameter. A value of the wrong type is shown as the control's nearest one and mended by editing. */
export function ParamField(props: { field: FormField } & Omit<ControlProps, 'control' | 'label' | 'hint'>) {
  const { field, ...rest } = props
  return <ControlField label={field.label} hint={field.hint} control={field.control} {...rest} />
}

/** A labelled control for a value that a schema describes. */
export function ControlField({ control, value, onChange, onDone, ...field }: ControlProps) {
  switch (control.type) {
    case 'number':
      return <NumberField {...field} {...control} value={Number(value)} onChange={onChange} onDone={onDone} />
    case 'boolean':
      return <SwitchField {...field} value={value === true} onChange={onChange} />
    case 'choice':
      return (
        <SelectField {...field} value={textOf(value)} choices={named(control.choices)} onChange={onChange} />
      )
    case 'numberOrChoice':
      return <NumberOrChoice {...field} control={control} value={value} onChange={onChange} onDone={onDone} />
    case 'shape':
      return (
        <ShapeField
          {...field}
          {...control}
          value={Array.isArray(value) ? value.map(Number) : []}
          onChange={onChange}
          onDone={onDone}
        />
      )
    case 'text':
      return (
        <TextField
          {...field}
          value={typeof value === 'string' ? value : ''}
          onChange={onChange}
          onDone={onDone}
        />
      )
  }
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '')
}

function named(choices: readonly string[]) {
  return choices.map((value) => ({ value, label: choiceName(value) }))
}

const asNumber = 'a number'

function NumberOrChoice(
  props: Omit<ControlProps, 'control'> & { control: Extract<Control, { type: 'numberOrChoice' }> },
) {
  const { control, value, onChange, onDone, ...field } = props
  const isNumber = typeof value === 'number'
  const [remembered, setRemembered] = useState(Math.max(control.min ?? 0, 1))
  return (
    <>
      <SelectField
        {...field}
        value={isNumber ? asNumber : textOf(value)}
        choices={[...named(control.choices), { value: asNumber, label: 'a number…' }]}
        onChange={(choice) => {
          if (isNumber) setRemembered(value)
          onChange(choice === asNumber ? remembered : choice)
        }}
      />
      {isNumber && (
        <NumberField
          {...control}
          label={`${field.label} number`}
          disabled={field.disabled}
          value={value}
          onChange={onChange}
          onDone={onDone}
        />
      )}
    </>
  )
}
