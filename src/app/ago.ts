// How long ago something was, as people say it.

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

function many(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'} ago`
}

/** `just now`, `5 minutes ago`, `yesterday`, then the date. Both times in milliseconds. */
export function agoText(time: number, now: number): string {
  const ago = Math.max(0, now - time)
  if (ago < minute) return 'just now'
  if (ago < hour) return many(Math.floor(ago / minute), 'minute')
  if (ago < day) return many(Math.floor(ago / hour), 'hour')
  if (ago < 2 * day) return 'yesterday'
  if (ago < 30 * day) return many(Math.floor(ago / day), 'day')
  return new Date(time).toISOString().slice(0, 10)
}
