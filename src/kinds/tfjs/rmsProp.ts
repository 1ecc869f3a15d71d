// RMSProp as PyTorch computes it, as a TensorFlow.js optimizer for exported files.

export const rmsPropSource = `class RmsProp extends tf.Optimizer {
  static className = 'RmsProp'
  private readonly slots = new Map<string, { square: tf.Variable; velocity: tf.Variable }>()
  private learningRate: number

  constructor(private readonly config: { rate: number; decay: number; momentum: number; epsilon: number }) {
    super()
    this.learningRate = config.rate
  }

  override applyGradients(gradients: tf.NamedTensorMap | { name: string; tensor: tf.Tensor }[]): void {
    const { decay, momentum, epsilon } = this.config
    const entries = Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }))
    for (const { name, tensor: gradient } of Array.isArray(gradients) ? gradients : entries) {
      if (!gradient) continue
      const weight = tf.engine().registeredVariables[name]!
      const fresh = () => tf.tidy(() => tf.variable(tf.zerosLike(weight), false))
      const { square, velocity } = this.slots.get(name) ?? { square: fresh(), velocity: fresh() }
      this.slots.set(name, { square, velocity })
      tf.tidy(() => {
        square.assign(tf.add(tf.mul(square, decay), tf.mul(tf.square(gradient), 1 - decay)))
        const step = tf.div(gradient, tf.add(tf.sqrt(square), epsilon))
        velocity.assign(tf.add(tf.mul(velocity, momentum), step))
        weight.assign(tf.sub(weight, tf.mul(velocity, this.learningRate)))
      })
    }
    this.incrementIterations()
  }

  override getConfig() {
    return { ...this.config }
  }
}`
