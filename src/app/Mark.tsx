// The mark of Ganvas.

/** Two players and the wire between them. */
export function Mark() {
  return (
    <svg width="26" height="26" viewBox="0 0 32 32" aria-hidden>
      <path d="M9 16h14" stroke="var(--text-3)" strokeWidth="2" strokeDasharray="3 2.4" />
      <circle cx="8" cy="16" r="6" fill="var(--player-0)" />
      <rect x="18" y="10.5" width="11" height="11" rx="2" fill="var(--player-1)" />
    </svg>
  )
}
