// Every text colour stands out from every background that it is used on: 4.5 : 1, lines of players 3 : 1.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

function block(selector: string): Record<string, string> {
  const start = css.indexOf(`\n${selector} {`)
  const body = css.slice(start, css.indexOf('\n}', start))
  const pairs = [...body.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((match): [string, string] => [
    match[1] ?? '',
    match[2] ?? '',
  ])
  return Object.fromEntries(pairs)
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

const light = block(':root')
const dark = { ...light, ...block("[data-mantine-color-scheme='dark']") }
const themes = {
  light,
  dark,
  'light, high contrast': { ...light, ...block("[data-contrast='high']") },
  'dark, high contrast': {
    ...dark,
    ...block("[data-contrast='high']"),
    ...block("[data-mantine-color-scheme='dark'][data-contrast='high']"),
  },
} as Record<string, Record<string, string>>

test.each(Object.entries(themes))('%s', (_name, theme) => {
  const colour = (token: string) => theme[token] ?? expect.fail(`--${token} is missing`)
  const pairs: [string, string, number][] = []
  for (const background of ['paper', 'canvas', 'surface', 'surface-2']) {
    for (const text of ['text', 'text-2', 'text-3', 'accent', 'error', 'warning'])
      pairs.push([text, background, 4.5])
    pairs.push(['line-strong', background, 3])
  }
  pairs.push(['on-accent', 'accent', 4.5], ['on-accent', 'accent-hover', 4.5], ['accent', 'accent-soft', 4.5])
  pairs.push(['error', 'error-soft', 4.5], ['warning', 'warning-soft', 4.5], ['text-2', 'surface-3', 4.5])
  for (let player = 0; player < 6; player++) {
    pairs.push(
      [`player-${player}-text`, 'surface', 4.5],
      [`player-${player}-text`, `player-${player}-soft`, 4.5],
    )
    pairs.push([`player-${player}`, 'canvas', 3], [`player-${player}`, 'surface', 3])
  }
  for (const group of Object.keys(light).filter((token) => token.startsWith('group-'))) {
    pairs.push(['text', group, 4.5], ['text-2', group, 4.5])
  }
  const weak = pairs.filter(([a, b, least]) => contrast(colour(a), colour(b)) < least)
  expect(weak.map(([a, b]) => `${a} on ${b}: ${contrast(colour(a), colour(b)).toFixed(2)}`)).toEqual([])
})
