// Makes a bare clone ready: checks Node, installs packages, finds a browser for tests. Old syntax and no dependencies, so that it runs before there are any and on a Node that is too old.
'use strict'
var childProcess = require('child_process')
var crypto = require('crypto')
var fs = require('fs')
var path = require('path')

var root = path.join(__dirname, '..', '..')
var stamp = path.join(root, 'node_modules', '.setup-stamp')
var needed = [20, 19]

function say(text) {
  process.stderr.write('ganvas set-up: ' + text + '\n')
}

function stop(text) {
  say(text)
  process.exit(1)
}

function checkNode() {
  var parts = process.versions.node.split('.')
  var major = Number(parts[0])
  var minor = Number(parts[1])
  if (major > needed[0] || (major === needed[0] && minor >= needed[1])) return
  stop(
    'Node ' +
      process.versions.node +
      ' is too old: install Node ' +
      needed.join('.') +
      ' or newer (nodejs.org), then run this command again.',
  )
}

function run(command, args, options) {
  var settings = { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' }
  Object.assign(settings, options || {})
  return childProcess.spawnSync(command, args, settings).status === 0
}

function installPackages() {
  var lock = fs.readFileSync(path.join(root, 'package-lock.json'))
  var wanted = crypto
    .createHash('sha256')
    .update(lock)
    .update(process.versions.node.split('.')[0])
    .digest('hex')
  var found = fs.existsSync(stamp) ? fs.readFileSync(stamp, 'utf8') : ''
  if (found === wanted) return
  say('installing packages (once, about a minute) …')
  if (!run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'])) {
    stop('npm ci failed; its messages are above. Check the network connection, then run this command again.')
  }
  fs.writeFileSync(stamp, wanted)
}

function installBrowser() {
  var browser = require('./browser.cjs')
  if (browser.playwrightBrowser()) return
  var tried = path.join(root, 'node_modules', '.browser-download-failed')
  if (!fs.existsSync(tried)) {
    say("fetching Playwright's browser for the end-to-end tests …")
    var cli = path.join(root, 'node_modules', '@playwright', 'test', 'cli.js')
    var quiet = { stdio: 'ignore', timeout: 300000 }
    if (run(process.execPath, [cli, 'install', 'chromium'], quiet) && browser.playwrightBrowser()) return
    fs.writeFileSync(tried, '')
  }
  var system = browser.systemBrowser()
  if (system) return say('using the browser ' + path.basename(system) + ' of this system')
  if (process.platform === 'linux' && fs.existsSync('/usr/bin/apt-get')) {
    if (process.getuid && process.getuid() === 0) {
      say("installing Debian's package chromium …")
      var environment = Object.assign({}, process.env, { DEBIAN_FRONTEND: 'noninteractive' })
      run('apt-get', ['update', '-qq'], { env: environment })
      run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env: environment })
      if (browser.systemBrowser()) return
    } else {
      stop(
        'the end-to-end tests need a browser: run `sudo apt-get install chromium`, then run this command again.',
      )
    }
  }
  stop(
    'the end-to-end tests need a browser: run `npx playwright install chromium` or install Chromium or Chrome, then run this command again.',
  )
}

checkNode()
installPackages()
if (process.argv.indexOf('--browser') !== -1) installBrowser()
