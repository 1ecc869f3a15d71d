// Checks what command lines mean and how mistakes in them are put.
import { describe, expect, it } from 'vitest'
import { parseCommand } from './arguments'

function parsed(line: string) {
  const command = parseCommand(line.split(' '))
  if (!command.ok) throw new Error(command.error)
  return command.value
}

function refusal(line: string): string {
  const command = parseCommand(line.split(' '))
  return command.ok ? 'accepted' : command.error
}

describe('parseCommand', () => {
  it('reads every flag of train, and its defaults', () => {
    expect(parsed('train a.json')).toEqual({
      name: 'train',
      document: 'a.json',
      rounds: null,
      seed: null,
      backend: 'auto',
      data: {},
      report: 100,
      from: null,
      resume: null,
      out: null,
      evaluate: false,
      swap: false,
      cache: null,
    })
    const line =
      'train --rounds 7 --seed=0 a.json --backend wasm --data real_a=x/y --data real_b=z=w --report 3 --resume r --out o'
    expect(parsed(line)).toMatchObject({
      rounds: 7,
      seed: 0,
      backend: 'wasm',
      data: { real_a: 'x/y', real_b: 'z=w' },
      report: 3,
      resume: 'r',
      out: 'o',
    })
    expect(parsed('train a.json --evaluate --cache c')).toMatchObject({ evaluate: true, cache: 'c' })
    expect(parsed('evaluate a.json --weights w --cache c')).toEqual({
      name: 'evaluate',
      document: 'a.json',
      weights: 'w',
      backend: 'auto',
      data: {},
      swap: false,
      cache: 'c',
      out: null,
    })
    expect(parsed('evaluate a.json --weights w --swap --out o')).toMatchObject({ swap: true, out: 'o' })
    expect(parsed('train a.json --from w.safetensors')).toMatchObject({ from: 'w.safetensors' })
  })

  it('reads check, export and help', () => {
    expect(parsed('check a.json')).toEqual({ name: 'check', document: 'a.json' })
    expect(parsed('export a.json --to typescript --out o')).toMatchObject({
      to: 'typescript',
      out: 'o',
      from: null,
    })
    expect(parsed('--help')).toEqual({ name: 'help' })
    expect(parsed('train --help')).toEqual({ name: 'help' })
  })

  it.each([
    ['paint a.json', 'no command paint'],
    ['train', 'Say which document to train'],
    ['train a.json b.json', 'a.json or b.json'],
    ['train a.json --rounds', '--rounds'],
    ['train a.json --rounds 0', 'whole number from 1 to 10000000, not 0'],
    ['train a.json --rounds 1e3', 'not 1e3'],
    ['train a.json --seed 4294967296', 'not 4294967296'],
    ['train a.json --report -1', '--report'],
    ['train a.json --backend webgl', 'auto, wasm, webgpu or cpu, not webgl'],
    ['train a.json --data mnist', 'VALUE=PATH'],
    ['train a.json --data real=a --data real=b', 'names real twice'],
    ['train a.json --speed 3', '--speed'],
    ['train a.json --from a --resume b', 'give one of them'],
    ['evaluate a.json', '--weights FILE'],
    ['evaluate a.json --weights w --evaluate', '--evaluate'],
    ['check a.json --rounds 3', '--rounds'],
    ['export a.json --out o', '--to json or --to typescript'],
    ['export a.json --to python --out o', '--to json or --to typescript'],
    ['export a.json --to json', '--out DIR'],
  ])('says in one sentence what is wrong with `%s`', (line, expected) => {
    expect(refusal(line)).toContain(expected)
    expect(refusal(line)).toMatch(/^[^\n]+\.$/)
  })
})
