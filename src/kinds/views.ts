// Views: one line each, a view under its id. Its place among them is its own `order`.
export { enlarged } from './views/enlarged'
export { images } from './views/images'
export { pairs } from './views/pairs'
export { scatter } from './views/scatter'
export { triptych } from './views/triptych'
