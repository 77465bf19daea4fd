/** What a visitor wrote and the gateway has not stored yet, as far as this browser knows. */
export interface Unsent {
  /** Sorts by the time of writing. */
  id: string
  text: string
  time: string
  /** Why it is not taken; the visitor decides what becomes of it. */
  refusal?: string
}

const tokenKey = 'openclaw-chat:token'
const draftKey = 'openclaw-chat:draft'
const unsentPrefix = 'openclaw-chat:unsent:'

/** Where the browser refuses to store: then a conversation lasts as long as the page. */
const spare = new Map<string, string>()

/** What this browser remembers of the conversation, for all its tabs. */
export const memory = {
  token: (): string | undefined => read(tokenKey),

  setToken: (token: string): void => {
    write(tokenKey, token)
  },

  /** Oldest first. */
  unsent: (): Unsent[] =>
    keys()
      .filter((key) => key.startsWith(unsentPrefix))
      .sort()
      .flatMap((key) => read(key) ?? [])
      .map((text) => JSON.parse(text) as Unsent),

  keep: (unsent: Unsent): void => {
    write(unsentPrefix + unsent.id, JSON.stringify(unsent))
  },

  drop: (id: string): void => {
    remove(unsentPrefix + id)
  },

  /** What is being written in this tab. */
  draft: (): string => read(draftKey, inTab) ?? '',

  setDraft: (text: string): void => {
    if (text === '') remove(draftKey, inTab)
    else write(draftKey, text, inTab)
  },

  forget: (): void => {
    for (const key of keys()) if (key === tokenKey || key.startsWith(unsentPrefix)) remove(key)
  },

  /** Calls back when another tab has changed something. */
  watch: (changed: Record<'forgotten' | 'token' | 'unsent', () => void>): void => {
    addEventListener('storage', ({ key, newValue }) => {
      const isToken = key === tokenKey || key === null
      if (isToken && newValue === null) changed.forgotten()
      if (isToken) changed.token()
      if (key?.startsWith(unsentPrefix) !== false) changed.unsent()
    })
  },
}

/** Reading even the name may be forbidden. */
const inBrowser = (): Storage => localStorage
const inTab = (): Storage => sessionStorage

function read(key: string, storage = inBrowser): string | undefined {
  try {
    return storage().getItem(key) ?? spare.get(key)
  } catch {
    return spare.get(key)
  }
}

function write(key: string, value: string, storage = inBrowser): void {
  try {
    storage().setItem(key, value)
  } catch {
    spare.set(key, value)
  }
}

function remove(key: string, storage = inBrowser): void {
  spare.delete(key)
  try {
    storage().removeItem(key)
  } catch {
    // Nothing can be stored there either.
  }
}

function keys(): string[] {
  try {
    return [...Object.keys(localStorage), ...spare.keys()]
  } catch {
    return [...spare.keys()]
  }
}
