// @vitest-environment jsdom
// A fault anywhere leaves a page that says so and hands the open document over.
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import type { GanvasDocument } from '../document/types'
import { setOpenDocument } from './openDocument'
import { RootBoundary } from './RootBoundary'

afterEach(() => {
  cleanup()
  setOpenDocument(null)
})

function Faulty(): never {
  throw new Error('a wire has no end')
}

function renderFaulty() {
  // React reports the fault on the console as well.
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  render(
    <RootBoundary>
      <Faulty />
    </RootBoundary>,
  )
  quiet.mockRestore()
}

test('the fault is said, and the open document can be downloaded', () => {
  setOpenDocument(() => ({ document: { title: 'Mine' } as GanvasDocument, stored: true }))
  renderFaulty()
  expect(screen.getByText('a wire has no end')).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Download the document' })).toBeTruthy()
})

test('changes that are not stored are said to be in the document alone', () => {
  setOpenDocument(() => ({ document: { title: 'Mine' } as GanvasDocument, stored: false }))
  renderFaulty()
  expect(screen.getByText(/not stored\. Download it/)).toBeTruthy()
  expect(screen.queryByText(/are stored in this browser/)).toBeNull()
})

test('without an open document there is nothing to download', () => {
  renderFaulty()
  expect(screen.getByRole('button', { name: 'Reload' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Download the document' })).toBeNull()
})
