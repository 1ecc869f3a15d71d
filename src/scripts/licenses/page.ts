// The page `licenses.html` of the built site: static, without a script, so that it can be read, saved and printed anywhere.
import type { ThirdParty } from './packages.ts'

/** Colours as in src/ui/tokens.css, written out: the page stands alone. */
const style = `
:root { color-scheme: light dark; --paper: #f5f6f8; --surface: #fff; --line: #dde2e8; --text: #15181d; --text-2: #4a5361; --accent: #4a42c8; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #101216; --surface: #181b20; --line: #2d333c; --text: #e9ebee; --text-2: #b3bac5; --accent: #a5a0ff; }
}
body { max-width: 860px; margin: 0 auto; padding: 32px 24px 64px; background: var(--paper); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
h1 { margin: 0 0 8px; font-size: 28px; letter-spacing: -0.02em; }
h2 { margin: 32px 0 8px; font-size: 20px; }
p { color: var(--text-2); }
a { color: var(--accent); }
details { margin: 6px 0; border: 1px solid var(--line); border-radius: 8px; background: var(--surface); }
summary { padding: 8px 12px; cursor: pointer; }
summary span { color: var(--text-2); font-size: 13px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
details p { margin: 0; padding: 0 12px; font-size: 13px; overflow-wrap: anywhere; }
pre { margin: 0; padding: 12px; font: 12px/1.5 ui-monospace, Menlo, Consolas, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
`

/** The whole page: Ganvas' own license, then all that others wrote, each with the full text. */
export function licensesPage(own: string, list: readonly ThirdParty[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Licenses of Ganvas</title>
<style>${style}</style>
</head>
<body>
<h1>Licenses</h1>
<p>What this site is made of. <a href="./">Back to Ganvas</a></p>
<h2>Ganvas</h2>
<pre>${escaped(own.trim())}</pre>
<h2>${list.length} parts by others</h2>
<p>Each is under its own license; its source code is where the entry says.</p>
${list.map(entry).join('\n')}
</body>
</html>
`
}

function entry({ name, version, within, license, source, text }: ThirdParty): string {
  const which = [version, within === undefined ? undefined : `in ${within}`, license].filter(Boolean)
  return `<details>
<summary>${escaped(name)} <span>${escaped(which.join(' · '))}</span></summary>
<p>Source code: <a href="${escaped(source)}" rel="noreferrer">${escaped(source)}</a></p>
<pre>${escaped(text)}</pre>
</details>`
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
