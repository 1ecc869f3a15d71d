// Finds a Chromium for the end-to-end tests: Playwright's own, else the system's. Old syntax, no dependencies at load time.
'use strict'
var fs = require('fs')
var path = require('path')

var systemNames = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

function playwrightBrowser() {
  try {
    var file = require('@playwright/test').chromium.executablePath()
    return file && fs.existsSync(file) ? file : null
  } catch (error) {
    return null
  }
}

function systemBrowser() {
  var folders = (process.env.PATH || '').split(path.delimiter)
  for (var i = 0; i < systemNames.length; i++) {
    for (var j = 0; j < folders.length; j++) {
      var file = path.join(folders[j], systemNames[i])
      if (folders[j] && fs.existsSync(file)) return file
    }
  }
  var mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
  return fs.existsSync(mac) ? mac : null
}

/** The executable to launch, or null where there is none. */
function findBrowser() {
  return playwrightBrowser() || systemBrowser()
}

module.exports = {
  findBrowser: findBrowser,
  playwrightBrowser: playwrightBrowser,
  systemBrowser: systemBrowser,
}
