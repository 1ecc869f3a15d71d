// Points and heat land where the axes say: x to the right, y upwards.
import { expect, test } from 'vitest'
import { heatOpacity, toPixels } from './frames'

test('the square is centred on 0, y upwards', () => {
  expect(toPixels(0, 0, 1.5, 300)).toEqual([150, 150])
  expect(toPixels(-1.5, 1.5, 1.5, 300)).toEqual([0, 0])
  expect(toPixels(1.5, -1.5, 1.5, 300)).toEqual([300, 300])
})

test('heat is flipped: the frame goes upwards, the picture downwards', () => {
  const opacity = heatOpacity({ size: 2, values: new Float32Array([-100, 0, 100, Math.log(3)]) })
  expect([...opacity]).toEqual([255, 191, 0, 128])
})
