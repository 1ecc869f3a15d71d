// Where a paper is read.

/** arXiv's page for its identifiers, an https address as it is; null for a mere name. */
export function paperAddress(paper: string): string | null {
  const arxiv = /^arXiv:(\d{4}\.\d{4,5})$/.exec(paper)?.[1]
  if (arxiv !== undefined) return `https://arxiv.org/abs/${arxiv}`
  return /^https:\/\/\S+$/.test(paper) ? paper : null
}
