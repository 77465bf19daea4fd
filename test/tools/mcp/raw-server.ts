/**
 * An MCP server that speaks JSON-RPC by hand, so that it can do what it must not. Behaviours are named by the first argument.
 */
import { spawn } from 'node:child_process'
import { closeSync } from 'node:fs'
import { createInterface } from 'node:readline'

interface Message {
  id?: number
  method?: string
  params?: { name?: string; arguments?: Record<string, unknown>; cursor?: string }
}

type Answer = (message: Message) => void

const [behaviour = '', argument = ''] = process.argv.slice(2)

const write = (line: string) => process.stdout.write(line)
const send = (message: object) => write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
const result = ({ id }: Message, result: unknown) => send({ id, result })
const fail = ({ id }: Message, code: number, message: string) =>
  send({ id, error: { code, message } })

const schema = { type: 'object' }
const tool = (name: string, rest: object = {}) => ({ name, inputSchema: schema, ...rest })
const text = (text: string) => ({ content: [{ type: 'text', text }] })

const initialize: Answer = (message) => {
  result(message, {
    protocolVersion: '2025-06-18',
    capabilities: { tools: { listChanged: true } },
    serverInfo: { name: 'raw', version: '1' },
  })
}

const deep = (levels: number): unknown => (levels === 0 ? 0 : [deep(levels - 1)])

const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`

/** What it does in place of an answer, by method or, for calls, by the name of the tool. */
const tools: Record<string, Answer> = {
  ok: (message) => result(message, text(JSON.stringify(message.params?.arguments))),
  pid: (message) => result(message, text(String(process.pid))),
  never: () => undefined,
  good: (message) => {
    result(message, text('good'))
  },
  lists: (message) => {
    result(message, text(String(lists)))
  },
  cancellations: (message) => {
    result(message, text(JSON.stringify(cancelled)))
  },
  die: () => process.exit(3),
  dieWithLastWords: (message) => {
    // As much as a pipe holds: not all of it has been read when the process ends.
    result(message, text('x'.repeat(150_000)))
    process.stdout.write('', () => process.exit(0))
  },
  closeOutput: () => {
    closeSync(1)
    setInterval(() => undefined, 1000)
  },
  closeInput: () => {
    closeSync(0)
    setInterval(() => undefined, 1000)
  },
  garbage: (message) => {
    write('Hello!\n{"jsonrpc": "1.0"}\n[]\nnull\n{"jsonrpc":"2.0","id":{},"result":1}\n\u0000\n\n')
    result(message, text('after the garbage'))
  },
  otherId: (message) => {
    send({ id: 424242, result: text('for somebody else') })
    send({ id: 'x', result: text('for somebody else') })
    result(message, text('for you'))
  },
  noNewline: () => {
    const part = 'x'.repeat(1024 * 1024)
    for (let i = 0; i < 100; i += 1) write(part)
  },
  flood: () => {
    const notification = JSON.stringify({
      jsonrpc: '2.0',
      method: 'notifications/message',
      params: {},
    })
    const more = () => {
      while (write(`${notification}\n`.repeat(1000)));
      process.stdout.once('drain', more)
    }
    more()
  },
  largeFlood: () => {
    const params = { data: 'x'.repeat(4 * 1024 * 1024) }
    for (let i = 0; i < 20; i += 1) send({ method: 'notifications/message', params })
  },
  manyObjects: ({ id }) => {
    write(`{"jsonrpc":"2.0","id":${id ?? 0},"result":{"content":[${'{},'.repeat(2_700_000)}{}]}}\n`)
  },
  manyItems: (message) => result(message, { content: Array(5000).fill({}) }),
  manyIcons: (message) => {
    const link = { type: 'resource_link', uri: 'a:b', name: 'a', icons: Array(100_000).fill({}) }
    result(message, { content: [link] })
  },
  stderrFlood: () => {
    const lines = 'hunter2 line\n'.repeat(5000)
    const more = () => {
      while (process.stderr.write(lines));
      process.stderr.once('drain', more)
    }
    more()
  },
  requestFlood: () => {
    for (let id = 0; id < 20_000; id += 1) send({ id, method: 'roots/list' })
  },
  askSampling: (message) => {
    waiting = message
    send({ id: 'ask', method: 'sampling/createMessage', params: { messages: [], maxTokens: 1 } })
  },
  fails: (message) => {
    result(message, { isError: true, ...text(String(message.params?.arguments?.['why'])) })
  },
  failsSilently: (message) => result(message, { isError: true, content: [] }),
  refuses: (message) => fail(message, -32602, 'a must be a number'),
  refusesAsIfGone: (message) => fail(message, -32000, 'closed on Sundays'),
  noContent: (message) => result(message, { surprise: 1 }),
  wrongContent: (message) => result(message, { content: [{ type: 'hologram' }] }),
  contentNull: (message) => result(message, { content: null }),
  resultNull: (message) => result(message, null),
  extra: (message) => result(message, { ...text('ok'), surprise: 1, toolResult: 2 }),
  deepResult: (message) =>
    result(message, { ...text('ok'), structuredContent: { deep: deep(200) } }),
  veryDeepResult: ({ id }) => {
    write(
      `{"jsonrpc":"2.0","id":${id ?? 0},"result":{"content":[],"structuredContent":{"a":${nested(400_000)}}}}\n`,
    )
  },
  weather: (message) =>
    result(message, { content: [], structuredContent: message.params?.arguments }),
  promise: (message) => result(message, text('no structured content')),
  large: (message) =>
    result(message, text('x'.repeat(Number(message.params?.arguments?.['size'])))),
  change: (message) => {
    changed = true
    send({ method: 'notifications/tools/list_changed' })
    result(message, text('changed'))
  },
  environment: (message) => result(message, text(JSON.stringify(process.env))),
  directory: (message) => result(message, text(process.cwd())),
  complain: (message) => {
    process.stderr.write(`${String(message.params?.arguments?.['line'])}\n`)
    result(message, text('complained'))
  },
  stop: (message) => {
    result(message, text('stopped'))
    process.stdout.write('', () => process.kill(process.pid, 'SIGSTOP'))
  },
}

let waiting: Message | undefined
let changed = false
let lists = 0
const cancelled: unknown[] = []

const weatherSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://example.com/weather',
  type: 'object',
  properties: { temperature: { type: 'number' } },
  required: ['temperature'],
}

const listed: Record<string, () => object[]> = {
  largeTools: () => [
    tool('junk', { junk: 'x'.repeat(200_000) }),
    ...Array.from({ length: Number(argument) }, (_, i) =>
      tool(`t${i}`, { inputSchema: { ...schema, description: 'x'.repeat(60_000) } }),
    ),
  ],
  oddTools: () => JSON.parse(argument) as object[],
}

const allTools = () =>
  Object.keys(tools).map((name) =>
    name === 'weather' || name === 'promise'
      ? tool(name, {
          outputSchema: changed
            ? { ...weatherSchema, properties: { temperature: { type: 'string' } } }
            : weatherSchema,
        })
      : tool(name),
  )

const list: Answer = (message) => {
  lists += 1
  if (behaviour === 'pages') {
    const page = Number(message.params?.cursor ?? 0)
    // The tools with output schemas are not on the last page.
    const all = [...allTools().filter(({ name }) => name === 'weather'), tool('a'), tool('b')]
    result(message, {
      tools: [all[page]],
      ...(page < all.length - 1 ? { nextCursor: String(page + 1) } : {}),
    })
    return
  }
  if (behaviour === 'endlessPages') {
    result(message, { tools: [], nextCursor: 'again' })
    return
  }
  result(message, { tools: (listed[behaviour] ?? allTools)() })
}

const methods: Record<string, Answer> = {
  initialize:
    {
      dieAtInitialize: () => {
        process.stderr.write(`no ${process.env['PASSWORD'] ?? ''} please\n`)
        process.exit(1)
      },
      silentAtInitialize: () => undefined,
      otherIdAtInitialize: () => send({ id: 7, result: {} }),
      nonsenseAtInitialize: (message: Message) => result(message, { hello: 'world' }),
      oldProtocol: (message: Message) =>
        result(message, {
          protocolVersion: '1999-01-01',
          capabilities: {},
          serverInfo: { name: 'raw', version: '1' },
        }),
      noTools: (message: Message) =>
        result(message, {
          protocolVersion: '2025-06-18',
          capabilities: {},
          serverInfo: { name: 'raw', version: '1' },
        }),
    }[behaviour] ?? initialize,
  'tools/list':
    behaviour === 'nonsenseList' ? (message) => result(message, { tools: 'none' }) : list,
  'tools/call': (message) => tools[message.params?.name ?? '']?.(message),
  'notifications/cancelled': ({ params }) => cancelled.push(params),
  ping: behaviour === 'deafToPings' ? () => undefined : (message) => result(message, {}),
}

/** What it is answered when it asks. */
function answered(message: Message): void {
  if (waiting !== undefined) result(waiting, text(JSON.stringify(message)))
}

if (behaviour === 'withChild') {
  const forever = 'setInterval(() => {}, 1000)'
  spawn(process.execPath, ['-e', forever, process.argv.at(-1) ?? ''], { stdio: 'ignore' })
}
if (behaviour === 'ignoresEnd') setInterval(() => undefined, 1000)

createInterface({ input: process.stdin }).on('line', (line) => {
  const message = JSON.parse(line) as Message
  if (message.method === undefined) answered(message)
  else methods[message.method]?.(message)
})
