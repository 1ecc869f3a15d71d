// Gives the keyboard's focus to a card, or to the canvas where there is none.

/** A card is drawn a few frames after the view has come to it. */
const framesToDraw = 10

/**
 * Focuses the card of a node. One that is not drawn yet (new, or out of view until `reveal` has run) gets the focus as soon as it
 * is; until then, and where there is no such card, the canvas has it.
 */
export function focusCard(
  canvas: HTMLElement,
  options: { node: string | undefined; reveal: (node: string) => void },
): void {
  const { node, reveal } = options
  const take = (element: HTMLElement) => element.focus({ preventScroll: true })
  const drawn = () =>
    node === undefined
      ? null
      : canvas.querySelector<HTMLElement>(`[aria-roledescription="node"][data-id="${CSS.escape(node)}"]`)
  const card = drawn()
  take(card ?? canvas)
  if (card || node === undefined) return
  reveal(node)
  const retry = (frames: number) => {
    // Whatever was given the focus meanwhile keeps it.
    if (document.activeElement !== canvas) return
    const found = drawn()
    if (found) take(found)
    else if (frames > 0) requestAnimationFrame(() => retry(frames - 1))
  }
  requestAnimationFrame(() => retry(framesToDraw))
}
