// Optimizers: one line each, a kind under its id.
export { adam } from './optimizers/adam'
export { rmsProp as rms_prop } from './optimizers/rms_prop'
export { sgd } from './optimizers/sgd'
