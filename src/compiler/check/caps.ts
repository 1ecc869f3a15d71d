// How large a program may be: checked by shape arithmetic, before anything is allocated.

/** Counts of numbers of 4 bytes each. */
export const caps = {
  /** In one weight, or in one sample of one register. */
  tensor: 2 ** 26,
  /** In one register for a whole batch. */
  batch: 2 ** 28,
  /** Parameters of all networks. */
  parameters: 2 ** 28,
  /** In one field of a data set, all samples together. */
  data: 2 ** 30,
} as const
