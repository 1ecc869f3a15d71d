// uniform_code: a few numbers between −1 and 1 that a network is asked to show, and another to read off.
import { z } from 'zod'
import { succeed } from '../../lib/result'
import { defineKind } from '../define'

const params = z.strictObject({
  size: z.int().min(1).max(4096).default(2).describe('How many numbers a sample gets.'),
})

export const uniformCode = defineKind({
  title: 'Uniform code',
  group: 'Noise',
  order: 40,
  doc: 'Draws a few numbers between −1 and 1: InfoGAN’s continuous codes, which come to mean slant or width once a head must read them off.',
  formula: 'c ~ U(−1, 1)',
  paper: 'arXiv:1606.03657',
  params,
  inputs: {},
  infer: ({ params: { size } }) => succeed({ out: { shape: [size], domain: 'latent' } }),
  apply: (ops, { params: { size }, batch, random }) => ({
    outputs: { out: ops.sub(ops.mul(random.uniform([batch, size]), 2), 1) },
  }),
  draw: ({ batch, params: { size } }) => `tf.randomUniform([${batch}, ${size}], -1, 1)`,
  source: true,
  differentiable: 0,
  summary: ({ size }) => (size === 1 ? '1 number' : `${size} numbers`),
})
