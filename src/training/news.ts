// Folds what the worker reports into what the page knows: a pure function.
import type { News } from '../../workers/trainer.api'
import type { RunFacts, RunStatus } from './runStore'
import { appendFrame, appendLosses } from './thinning'

const mostMessages = 20
let lastMessage = 0

const statusOf: Record<News['state'], RunStatus> = {
  idle: 'ready',
  running: 'running',
  paused: 'paused',
  finished: 'finished',
  failed: 'failed',
}

/** The fields that change with `news`. A run that was asked to pause is `pausing` until it says that it has. */
export function foldNews(facts: RunFacts, news: News): Partial<RunFacts> {
  const { frames, history } = foldFrames(facts, news)
  const status = facts.status === 'pausing' && news.state === 'running' ? 'pausing' : statusOf[news.state]
  return {
    status,
    failure: status === 'failed' ? (facts.failure ?? failureOf(news)) : facts.failure,
    round: news.round,
    until: news.until,
    seconds: news.seconds,
    roundsPerSecond: news.roundsPerSecond,
    memory: news.memory,
    savedRound: news.savedRound,
    progress: news.progress,
    losses: news.losses.length > 0 ? appendLosses(facts.losses, news.losses) : facts.losses,
    frames,
    history,
    messages: news.messages.reduce(addMessage, facts.messages),
  }
}

function foldFrames(facts: RunFacts, news: News): Pick<RunFacts, 'frames' | 'history'> {
  let { frames, history } = facts
  for (const frame of news.frames) {
    frames = { ...frames, [frame.view]: frame }
    history = { ...history, [frame.view]: appendFrame(history[frame.view] ?? [], frame) }
  }
  return { frames, history }
}

function failureOf(news: News): RunFacts['failure'] {
  const message = news.messages.findLast(({ level }) => level === 'error')?.text ?? 'Training stopped.'
  return { code: 'run_failed', message }
}

/** Appends a message with an id of its own; the oldest go beyond twenty. */
export function addMessage(
  messages: RunFacts['messages'],
  message: Omit<RunFacts['messages'][number], 'id'>,
): RunFacts['messages'] {
  return [...messages, { ...message, id: ++lastMessage }].slice(-mostMessages)
}
