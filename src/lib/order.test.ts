// Orders of dependencies, against the definition of an order.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dependencyOrder } from './order'

const lookUp = (graph: Record<string, string[]>) => (node: string) => graph[node] ?? []

test('dependencies come first', () => {
  const graph = { d: ['b', 'c'], b: ['a'], c: ['a'], a: [] }
  expect(dependencyOrder(['d'], lookUp(graph))).toEqual({ order: ['a', 'b', 'c', 'd'], cycles: [] })
})

test('a circle is named, in the order of dependence, and cut', () => {
  const graph = { a: ['b'], b: ['c'], c: ['b'], d: ['d'] }
  const { order, cycles } = dependencyOrder(['a', 'd'], lookUp(graph))
  expect(cycles).toEqual([['b', 'c'], ['d']])
  expect(order).toEqual(['c', 'b', 'a', 'd'])
})

test('a chain of 100,000 fits the stack', () => {
  const next = (node: string) => (node === '100000' ? [] : [String(Number(node) + 1)])
  expect(dependencyOrder(['0'], next).order).toHaveLength(100_001)
})

test('in any graph without circles every node follows its dependencies', () => {
  const edges = fc.array(fc.tuple(fc.nat(19), fc.nat(19)), { maxLength: 60 })
  fc.assert(
    fc.property(edges, (pairs) => {
      // An edge from the larger to the smaller number cannot close a circle.
      const graph = new Map<string, string[]>()
      for (const [a, b] of pairs) {
        if (a !== b)
          graph.set(`${Math.max(a, b)}`, [...(graph.get(`${Math.max(a, b)}`) ?? []), `${Math.min(a, b)}`])
      }
      const { order, cycles } = dependencyOrder([...graph.keys()], (node) => graph.get(node) ?? [])
      expect(cycles).toEqual([])
      expect(new Set(order).size).toBe(order.length)
      for (const [node, needs] of graph)
        for (const need of needs) expect(order.indexOf(need)).toBeLessThan(order.indexOf(node))
    }),
  )
})
