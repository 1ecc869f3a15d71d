// Folds what the worker reports into what the page knows: a pure function.
import type { Divergence } from '../engine/types'
import type { News, Standing, Trouble } from '../../workers/trainer.api'
import type { RunFacts, RunStatus } from './runFacts'
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

/** The fields that change with `news`. */
export function foldNews(facts: RunFacts, news: News): Partial<RunFacts> {
  return { ...foldStanding(facts, news), ...foldHappened(facts, news) }
}

/** How training stands now. A run that was asked to pause is `pausing` until it says that it has. */
export function foldStanding(facts: RunFacts, standing: Standing): Partial<RunFacts> {
  const { state, trouble, round, until, seconds, roundsPerSecond, memory, savedRound, progress } = standing
  const status = facts.status === 'pausing' && state === 'running' ? 'pausing' : statusOf[state]
  return {
    status,
    failure: status === 'failed' ? (facts.failure ?? failureOf(trouble)) : facts.failure,
    divergence: trouble?.divergence ?? null,
    round,
    until,
    seconds,
    roundsPerSecond,
    memory,
    savedRound,
    progress,
  }
}

/** What has happened. Until the program is open this alone counts: a trainer then stands where nothing stands. */
export function foldHappened(facts: RunFacts, news: News): Partial<RunFacts> {
  return {
    ...foldFrames(facts, news),
    losses: news.losses.length > 0 ? appendLosses(facts.losses, news.losses) : facts.losses,
    messages: news.messages.reduce(addMessage, facts.messages),
    progress: news.progress,
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

/** Whether another trainer is worth a try: what computes has failed, not what is computed. */
export function isRecoverable({ code }: Trouble): boolean {
  return code === 'device_lost' || code === 'device_error' || code === 'out_of_memory'
}

function failureOf(trouble: Trouble | null): RunFacts['failure'] {
  if (trouble === null) return { code: 'stopped', message: 'Training stopped.' }
  const { code, what, divergence } = trouble
  return { code, message: divergence ? `${what}: ${whereOf(divergence)}.` : `${what}.` }
}

function whereOf({ player, of, place }: Divergence): string {
  if (place === null) return `the objective of ${player} was no finite number`
  const node = place.graph === 'game' ? place.node : `${place.node} in ${place.graph}`
  const what = {
    loss: `the output of ${node}`,
    gradient: `the gradient of ${node}`,
    weight: `the update of ${node}`,
  }
  return `in the step of ${player}, ${what[of]} was no finite number`
}

/** Appends a message with an id of its own; the oldest go beyond twenty. */
export function addMessage(
  messages: RunFacts['messages'],
  message: Omit<RunFacts['messages'][number], 'id'>,
): RunFacts['messages'] {
  return [...messages, { ...message, id: ++lastMessage }].slice(-mostMessages)
}
