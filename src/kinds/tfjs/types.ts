// What a layer is in an exported TensorFlow.js file.

/** Stock TensorFlow.js layers in order, or a readable class of our own where there is none. */
export type TfjsForm = {
  /** A sentence on a difference that does not show in the outputs, for a comment beside the printed layer. */
  note?: string
  /** Weight name → name of the config entry that takes its initializer, so that exported files start it alike. */
  starts?: Record<string, string>
} & (
  | {
      kind: 'stock'
      /** In order of application: `name` is a factory on `tf.layers`, config is printed as it stands. */
      layers: { name: string; config: Record<string, unknown> }[]
      /**
       * Where each of our weights lives: weight or state name → [index into `layers`, position in that layer's
       * `getWeights()`]. All of the layer's weights are named.
       */
      weights: Record<string, [number, number]>
    }
  | {
      kind: 'class'
      className: string
      /** TypeScript of one `tf.layers.Layer` class named `className`, whose constructor takes `config`; uses only `tf`. */
      source: string
      config: Record<string, unknown>
      weights: Record<string, [number, number]>
    }
)
