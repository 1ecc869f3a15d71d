// Addresses lead to the page that they name, and nonsense leads to the start page.
import { expect, test } from 'vitest'
import { parseRoute } from './route'

test('an empty hash is the landing page', () => {
  expect(parseRoute('')).toEqual({ page: 'landing' })
  expect(parseRoute('#')).toEqual({ page: 'landing' })
})

test('a project is named by its id', () => {
  expect(parseRoute('#/project/4f1c-ab_2')).toEqual({ page: 'project', id: '4f1c-ab_2' })
})

test('anything else is the start page', () => {
  for (const hash of ['#/', '#/project/', '#/project/a/b', '#/project/%2e%2e', '#/other'])
    expect(parseRoute(hash)).toEqual({ page: 'start' })
})
