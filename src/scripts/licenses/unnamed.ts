// What a package.json or a license file in node_modules does not say of what the site holds: missing texts, parts compiled in.

/** A text of `texts/`, below the line that names whose it is. */
export interface Wording {
  copyright: string
  text: 'Apache-2.0' | 'MIT' | 'BSD-2-Clause' | 'BSD-3-Clause-Facebook'
}

/** For packages that are published without the text of their license. By the notices in their sources. */
export const wordings: Record<string, Wording> = {
  '@tensorflow/tfjs-core': tfjs(),
  '@tensorflow/tfjs-backend-cpu': tfjs(),
  '@tensorflow/tfjs-backend-wasm': tfjs(),
  '@tensorflow/tfjs-backend-webgl': tfjs(),
  '@tensorflow/tfjs-backend-webgpu': tfjs(),
  'react-remove-scroll-bar': { copyright: 'Copyright (c) 2017 Anton Korzunov', text: 'MIT' },
  seedrandom: { copyright: 'Copyright 2019 David Bau.', text: 'MIT' },
  tr46: { copyright: 'Copyright (c) 2016 Sebastian Mayr', text: 'MIT' },
}

function tfjs(): Wording {
  return { copyright: 'Copyright 2017-2024 Google LLC. All Rights Reserved.', text: 'Apache-2.0' }
}

/** A part that was compiled into a package before that was published. */
export interface Part extends Wording {
  name: string
  license: string
  source: string
}

/** Parts by the package that they are in. */
export const parts: Record<string, readonly Part[]> = {
  '@tensorflow/tfjs-backend-wasm': [
    {
      name: 'XNNPACK',
      license: 'BSD-3-Clause',
      source: 'https://github.com/google/XNNPACK',
      copyright:
        'Copyright (c) Facebook, Inc. and its affiliates. All rights reserved.\nCopyright 2019 Google LLC',
      text: 'BSD-3-Clause-Facebook',
    },
    {
      name: 'pthreadpool',
      license: 'BSD-2-Clause',
      source: 'https://github.com/Maratyszcza/pthreadpool',
      copyright:
        'Copyright 2019 Google LLC\nCopyright (c) 2017 Facebook Inc.\nCopyright (c) 2015-2017 Georgia Institute of Technology\nAll rights reserved.',
      text: 'BSD-2-Clause',
    },
    {
      name: 'FP16',
      license: 'MIT',
      source: 'https://github.com/Maratyszcza/FP16',
      copyright: 'Copyright (c) 2017 Facebook Inc.\nCopyright (c) 2017 Georgia Institute of Technology',
      text: 'MIT',
    },
    {
      name: 'FXdiv',
      license: 'MIT',
      source: 'https://github.com/Maratyszcza/FXdiv',
      copyright: 'Copyright (c) 2016 Marat Dukhan',
      text: 'MIT',
    },
    {
      name: 'Emscripten',
      license: 'MIT',
      source: 'https://github.com/emscripten-core/emscripten',
      copyright: 'Copyright (c) 2010-2014 Emscripten authors, see AUTHORS file.',
      text: 'MIT',
    },
    {
      name: 'musl',
      license: 'MIT',
      source: 'https://musl.libc.org',
      copyright: 'Copyright © 2005-2020 Rich Felker, et al.',
      text: 'MIT',
    },
  ],
  elkjs: [
    {
      name: 'Guava',
      license: 'Apache-2.0',
      source: 'https://github.com/google/guava',
      copyright: 'Copyright (C) The Guava Authors',
      text: 'Apache-2.0',
    },
    {
      name: 'GWT',
      license: 'Apache-2.0',
      source: 'https://github.com/gwtproject/gwt',
      copyright: 'Copyright Google Inc. and the GWT authors',
      text: 'Apache-2.0',
    },
  ],
}

/** Where one may choose: the license under which the package is used. */
export const chosen: Record<string, string> = { elkjs: 'EPL-2.0' }
