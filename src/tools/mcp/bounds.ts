/** How much a server may send, and how long it may take: a server is a program that nobody here has read. */
export const bounds = {
  /** One message, as bytes. */
  messageBytes: 8 * 1024 * 1024,
  /** Objects and lists in one message, counted as `{` and `[`, also in texts: 2.7 million empty ones took a second and 400 MB to parse. */
  messageObjects: 500_000,
  /** What waits to be read by a server that does not read. Room for several calls with the largest parameters. */
  unreadBytes: 32 * 1024 * 1024,
  /** The body of an answer that only says what went wrong. */
  errorBytes: 4 * 1024,
  /** Messages in `floodWindowMs`, above one for each that was sent to it. */
  floodMessages: 10_000,
  floodWindowMs: 10_000,
  /** All that it sends in `floodWindowMs`, above one message for each request that waits for its answer. */
  floodBytes: 32 * 1024 * 1024,
  /** Pieces of one message: each takes some 200 bytes until it is put together with the others. */
  messageChunks: 32_768,
  tools: 200,
  pages: 100,
  /** Entries of a list of tools that are looked at, also those that can't be taken. */
  listed: 1_000,
  /** One entry of that list, and how many values it may be made of. */
  entry: { bytes: 150 * 1024, nodes: 50_000 },
  /** A page of that list. */
  page: { bytes: 4 * 1024 * 1024, nodes: 200_000 },
  schemaBytes: 64 * 1024,
  /** The schemas of a server together; a hundred usual tools have 200 KiB. As objects they take twenty times that at the worst. */
  allSchemasBytes: 2 * 1024 * 1024,
  /** Schemas that took the thread down in which they are compiled. Then the rest of the list is not tried. */
  harmfulSchemas: 3,
  /** Items of a result's `content`, and the values that one of them may be made of. */
  contentItems: 1_000,
  contentItemNodes: 1_000,
  /** How deep a schema or a result may be nested: what goes through JSON recursively must not end in a stack overflow. */
  depth: 100,
  toolName: 128,
  description: 4000,
  /** The contract allows an issue 2,000 characters. */
  failure: 1900,
  reason: 500,
} as const

/** Times in milliseconds. */
export interface Pace {
  /** For each answer while it starts: `npx` may have to download it first. */
  startMs: number
  /** Between two pings; also how long an idle server may take to answer one. */
  pingMs: number
  /** How long a server that works on a call may take to answer a ping: some do one thing at a time. A call takes 120 s at the most. */
  busyMs: number
  /** How long it may take to answer whether it is still there, once that is in doubt. */
  probeMs: number
  /** Once it has been there for so long, an outage is over, and the next one is a new one. */
  stableMs: number
  restart: { minMs: number; maxMs: number }
  /** How long it may take to end by itself. */
  graceMs: number
  /** Between two readings of its list of tools. */
  listMs: number
}

export const usualPace: Pace = {
  startMs: 120_000,
  pingMs: 30_000,
  busyMs: 150_000,
  probeMs: 10_000,
  stableMs: 60_000,
  restart: { minMs: 1_000, maxMs: 60_000 },
  graceMs: 2_000,
  listMs: 1_000,
}
