// @vitest-environment jsdom
// What the page says and asks while an edit is not stored: the whole page, on a database that refuses documents or hangs.
import 'fake-indexeddb/auto'
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { template } from '../document/testing/load'
import { createProject, loadProject } from '../storage/projects'
import { noRoom, refusePuts } from '../storage/testing/refusePuts'
import { UiProvider } from '../ui/UiProvider'
import { App } from './App'
import { closeCurrent, whenClosed } from './currentProject'

/** A worker that never answers: nothing is trained here, and nothing laid out. */
class SilentWorker extends EventTarget {
  postMessage() {}
  terminate() {}
}

class SilentObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}

// Screens are loaded when they are asked for, which takes its time on a busy machine.
configure({ asyncUtilTimeout: 30_000 })

const refusal = /^Not saved\. The browser has no more room/
const question = 'Leave without the last changes?'

let documents: 'kept' | 'refused' | 'hanging'
let id: string

beforeEach(async () => {
  documents = 'kept'
  vi.stubGlobal('Worker', SilentWorker)
  vi.stubGlobal('ResizeObserver', SilentObserver)
  vi.stubGlobal('matchMedia', () => Object.assign(new EventTarget(), { matches: false }))
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('[]')))
  refusePuts((store) => {
    if (store !== 'documents' || documents === 'kept') return null
    return documents === 'refused' ? noRoom() : 'hang'
  })
  const created = await createProject({ document: template('gan_ring') })
  if (!created.ok) throw new Error(created.error)
  id = created.value
  window.location.hash = `#/project/${id}`
  render(
    <UiProvider>
      <App />
    </UiProvider>,
  )
  await screen.findByLabelText('Project name')
  await screen.findByText('Saved')
})

afterEach(async () => {
  documents = 'kept'
  cleanup()
  closeCurrent()
  await whenClosed()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

function rename(title: string) {
  const field = screen.getByLabelText('Project name')
  fireEvent.change(field, { target: { value: title } })
  fireEvent.blur(field)
}

async function storedTitle() {
  const loaded = await loadProject(id)
  return loaded.ok ? loaded.value.document.title : loaded.error.message
}

function asksBeforeUnload() {
  return !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))
}

test('an edit that is stored is saved, and nothing is asked', async () => {
  rename('Mine')
  await waitFor(async () => expect(await storedTitle()).toBe('Mine'))
  await screen.findByText('Saved')
  expect(asksBeforeUnload()).toBe(false)
  fireEvent.click(screen.getByRole('link', { name: 'Ganvas: start page' }))
  await screen.findByRole('heading', { name: 'Your projects' })
  expect(screen.queryByText(question)).toBeNull()
})

test('one that is refused is not saved until a write has succeeded, whatever else is written', async () => {
  documents = 'refused'
  rename('Mine')
  await screen.findByText('Not saved')
  fireEvent.click(
    within((await screen.findByText(refusal)).closest('[role=alert]')!).getByLabelText('Dismiss'),
  )
  await waitFor(() => expect(screen.queryByText(refusal)).toBeNull())
  // The session is written beside the document, and that succeeds.
  fireEvent.click(screen.getByRole('tab', { name: /Generator/ }))
  rename('Mine, too')
  await waitFor(async () => {
    const loaded = await loadProject(id)
    expect(loaded.ok && loaded.value.session).toMatchObject({ graph: 'generator' })
  })
  expect(screen.getByText('Not saved')).toBeTruthy()
  expect(screen.getByText(/^The changes since \d\d:\d\d:\d\d are not stored\./)).toBeTruthy()
  expect(await storedTitle()).toBe('GAN on a ring')
  documents = 'kept'
  rename('Mine at last')
  await screen.findByText('Saved')
  expect(await storedTitle()).toBe('Mine at last')
})

test('is tried again by itself, and what was said of it goes', async () => {
  documents = 'refused'
  rename('Mine')
  await screen.findByText('Not saved')
  await screen.findByText(refusal)
  documents = 'kept'
  await waitFor(() => expect(screen.getByText('Saved')).toBeTruthy())
  expect(await storedTitle()).toBe('Mine')
  await waitFor(() => expect(screen.queryByText(refusal)).toBeNull())
})

test('a storage that does not answer is storing, and no more is claimed', async () => {
  documents = 'hanging'
  rename('Mine')
  await screen.findByText('Saving')
  expect(screen.getByText(/^The changes since \d\d:\d\d:\d\d are being stored\./)).toBeTruthy()
  expect(asksBeforeUnload()).toBe(true)
})

test('the page is left with an edit that is not stored only by who says so', async () => {
  documents = 'refused'
  rename('Mine')
  await screen.findByText('Not saved')
  expect(asksBeforeUnload()).toBe(true)
  const brand = () => fireEvent.click(screen.getByRole('link', { name: 'Ganvas: start page' }))
  brand()
  const stay = within(await screen.findByRole('dialog', { name: question }))
  fireEvent.click(stay.getByRole('button', { name: 'Cancel' }))
  await waitFor(() => expect(window.location.hash).toBe(`#/project/${id}`))
  expect(screen.getByText('Not saved')).toBeTruthy()
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  brand()
  const leave = within(await screen.findByRole('dialog', { name: question }))
  fireEvent.click(leave.getByRole('button', { name: 'Leave' }))
  await screen.findByRole('heading', { name: 'Your projects' })
  expect(window.location.hash).toBe('#/')
  expect(asksBeforeUnload()).toBe(false)
})
