// Rounds a second, over the last few seconds.

const window = 3000

/** Starts a count at `round`; called after a round, it returns the rounds a second of late. */
export function createPace(
  round: number,
  now: () => number = () => performance.now(),
): (round: number) => number {
  const marks: [time: number, round: number][] = [[now(), round]]
  return (reached) => {
    const time = now()
    marks.push([time, reached])
    while (marks.length > 2 && time - (marks[0]?.[0] ?? time) > window) marks.shift()
    const [[since, from] = [time, reached]] = marks
    return time > since ? ((reached - from) * 1000) / (time - since) : 0
  }
}
