// When a document counts as stored: changes and writes in every order.
import { beforeEach, expect, test } from 'vitest'
import { createStoringStore, type StoringStore, type Write } from './storingStore'

let time: number
let store: StoringStore

const fact = () => store.getState().storing
const at = (now: number) => (time = now)
const change = () => store.getState().changed()
const begin = () => store.getState().begin()
const succeed = (write: Write) => store.getState().succeeded(write)
const refuse = (write: Write, why = 'No room.') => store.getState().refused(write, why)

beforeEach(() => {
  at(0)
  store = createStoringStore(() => time)
})

test('a change is being stored until a write that holds it has succeeded', () => {
  expect(fact()).toEqual({ state: 'stored' })
  at(5)
  change()
  const first = begin()
  at(8)
  change()
  expect(fact()).toEqual({ state: 'storing', since: 5 })
  succeed(first)
  // What came after the write began is not in it.
  expect(fact()).toEqual({ state: 'storing', since: 5 })
  succeed(begin())
  expect(fact()).toEqual({ state: 'stored' })
})

test('refusals in a row: since the first change that is not stored, for the reason of the last', () => {
  at(1)
  change()
  refuse(begin())
  at(2)
  change()
  expect(fact()).toEqual({ state: 'not stored', since: 1, why: 'No room.' })
  at(3)
  refuse(begin(), 'Blocked.')
  expect(fact()).toEqual({ state: 'not stored', since: 1, why: 'Blocked.' })
  const last = begin()
  expect(fact().state, 'while it is tried again').toBe('not stored')
  succeed(last)
  expect(fact()).toEqual({ state: 'stored' })
})

test('the success of an older write says nothing of a newer one that was refused', () => {
  change()
  const older = begin()
  change()
  const newer = begin()
  refuse(newer)
  succeed(older)
  expect(fact().state).toBe('not stored')
  succeed(begin())
  expect(fact().state).toBe('stored')
})

test('the refusal of an older write says nothing where a newer one is stored', () => {
  change()
  const older = begin()
  change()
  succeed(begin())
  refuse(older)
  expect(fact()).toEqual({ state: 'stored' })
  refuse(begin())
  expect(fact(), 'the same once more').toEqual({ state: 'stored' })
})

test('a success after a refusal leaves what was changed meanwhile to the next write', () => {
  change()
  refuse(begin())
  at(4)
  const write = begin()
  at(6)
  change()
  succeed(write)
  expect(fact()).toEqual({ state: 'storing', since: 4 })
})

test('what was loaded is stored, whatever was tried before', () => {
  change()
  const before = begin()
  refuse(before)
  store.getState().loaded()
  expect(fact()).toEqual({ state: 'stored' })
  refuse(before)
  expect(fact()).toEqual({ state: 'stored' })
})
