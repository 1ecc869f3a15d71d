// Files are told apart by their names.
import { expect, test } from 'vitest'
import { kindOfFile } from './fileTaker'

test('documents, weights, and everything else is data', () => {
  expect(
    ['a.JSON', 'w.safetensors', 'train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte', 'a.json.gz'].map(
      kindOfFile,
    ),
  ).toEqual(['document', 'weights', 'data', 'data', 'data'])
})
