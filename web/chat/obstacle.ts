const askMs = 10_000

/** What keeps visitors out, in words for them. */
export interface Obstacle {
  words: string
  /** It will not pass soon. */
  lasts: boolean
}

/** By how the page itself is answered: for most of what keeps the socket shut, it is refused too. */
const obstacles: Partial<Record<number, Obstacle>> = {
  404: { words: 'This chat is closed.', lasts: true },
  429: { words: 'Too many visitors; trying again…', lasts: true },
  // It is full, the page is a stranger to it, or something between lets no socket pass.
  200: { words: 'No room, or the way is blocked; trying again…', lasts: false },
}

/** Why the socket does not open, which a browser hides from its page. Undefined where the gateway can't be reached at all. */
export async function findObstacle(): Promise<Obstacle | undefined> {
  try {
    const options = { method: 'HEAD', signal: AbortSignal.timeout(askMs) }
    return obstacles[(await fetch('/chat', options)).status]
  } catch {
    return undefined
  }
}
