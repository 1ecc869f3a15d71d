// The page's entry is what dist/index.html asks for at once: its script and every module preloaded with it.
const { readFileSync } = require('node:fs')

const html = readFileSync('dist/index.html', 'utf8')
const entry = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(([, file]) => `dist/${file}`)

module.exports = [{ name: 'the entry of the page', path: entry, limit: '350 kB', gzip: true }]
