// @vitest-environment jsdom
// Typing a number: what the document hears while it is typed, refused, taken and given up.
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { NumberField } from './NumberField'

afterEach(cleanup)

function renderFilters() {
  const heard: number[] = []
  const done = vi.fn()
  function Filters() {
    const [value, setValue] = useState(64)
    const onChange = (next: number) => {
      heard.push(next)
      setValue(next)
    }
    return <NumberField label="Filters" integer min={1} max={4096} {...{ value, onChange }} onDone={done} />
  }
  render(<Filters />)
  const field = screen.getByRole<HTMLInputElement>('spinbutton')
  const type = (text: string) => fireEvent.change(field, { target: { value: text } })
  const press = (key: string) => fireEvent.keyDown(field, { key })
  return { field, type, press, heard, done }
}

test('a number is handed on while it is typed, and taken by Enter', () => {
  const { field, type, press, heard, done } = renderFilters()
  for (const text of ['1', '12', '128']) type(text)
  expect(heard).toEqual([1, 12, 128])
  press('Enter')
  expect([field.value, done.mock.calls.length]).toEqual(['128', 1])
})

test('a number that is refused leaves the old one, and Enter leaves it standing with its reason', () => {
  const { field, type, press, heard, done } = renderFilters()
  for (const text of ['9', '99', '999', '9999', '99999']) type(text)
  expect(heard).toEqual([9, 99, 999, 64])
  press('Enter')
  expect([field.value, done.mock.calls.length]).toEqual(['99999', 0])
  screen.getByText('At most 4096.')
  fireEvent.blur(field)
  expect(field.value).toBe('64')
})

test('Escape gives the old number back', () => {
  const { field, type, press, heard } = renderFilters()
  type('12')
  press('Escape')
  expect([field.value, heard]).toEqual(['64', [12, 64]])
})

test('an arrow key steps from what is typed', () => {
  const { field, type, press } = renderFilters()
  type('12')
  press('ArrowUp')
  expect(field.value).toBe('13')
})
