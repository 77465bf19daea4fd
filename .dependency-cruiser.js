// The walls between the rooms of src/. docs/architecture.md draws the house; test/walls.test.ts breaches each wall once.

/** From the top of the house down; rooms of one floor are siblings. */
const floors = [
  ['main.ts'],
  ['server.ts', 'commands'],
  ['http', 'ws'],
  ['handlers'],
  ['gateway'],
  ['conversations', 'channels', 'tools', 'cron', 'config'],
  ['events'],
  ['store'],
  ['kernel'],
  ['generated'],
]

/** What siblings may know of each other. */
const ports = '^src/(channels/channel|tools/tool)[.]ts$'
const gatewayPort = '^src/gateway/gateway[.]ts$'

/** Library → the one room that may import it. */
const vendors = [
  {
    room: 'http',
    libraries: ['express', 'express-openapi-validator', 'express-rate-limit', 'helmet', 'cors'],
  },
  { room: 'ws', libraries: ['ws'] },
  { room: 'store', libraries: ['kysely', 'pg'], builtin: 'sqlite' },
  { room: 'channels/telegram', libraries: ['grammy'] },
  {
    room: 'channels/discord',
    libraries: ['discord.js', '@discordjs/rest', '@discordjs/ws', 'discord-api-types'],
  },
  { room: 'channels', libraries: ['rate-limiter-flexible'] },
  { room: 'channels/webhook', libraries: ['standardwebhooks'] },
  { room: 'tools/mcp', libraries: ['@modelcontextprotocol/sdk'] },
  { room: 'tools/fetch', libraries: ['html-to-text', 'ipaddr.js'] },
  { room: 'tools', libraries: ['re2js'] },
  { room: 'cron', libraries: ['croner'] },
]

const pathOf = (rooms) =>
  `^src/(${rooms.map((room) => (room.endsWith('.ts') ? room.replace('.', '[.]') + '$' : `${room}/`)).join('|')})`

const downOnly = floors.slice(1).map((rooms, index) => ({
  name: `${rooms[0].replace('.ts', '')}-imports-down`,
  comment: `Imports point down the house: ${rooms.join(', ')} can't import what stands above.`,
  severity: 'error',
  from: { path: pathOf(rooms) },
  to: { path: pathOf(floors.slice(0, index + 1).flat()) },
}))

const siblingsApart = floors
  .filter((rooms) => rooms.length > 1)
  .map((rooms) => ({
    name: `${rooms[0].replace('.ts', '')}-siblings-apart`,
    comment: `${rooms.join(', ')} don't know each other, except through a port.`,
    severity: 'error',
    from: { path: `^src/(${rooms.join('|')})(/|$)` },
    to: { path: pathOf(rooms), pathNot: ['^src/$1(/|$)', ports] },
  }))

const vendorsAtHome = vendors.map(({ room, libraries, builtin }) => ({
  name: `${libraries[0]}-only-in-${room.replace('/', '-')}`,
  comment: `Only src/${room}/ imports ${libraries.join(', ')}.`,
  severity: 'error',
  from: { path: '^src/', pathNot: `^src/${room}(/|[.]ts$)` },
  to: {
    path: [
      `(^|/)node_modules/(@types/)?(${libraries.join('|')})/`,
      ...(builtin === undefined ? [] : [`^(node:)?${builtin}$`]),
    ],
  },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...downOnly,
    ...siblingsApart,
    ...vendorsAtHome,
    {
      name: 'channels-apart',
      comment: 'One channel does not know another.',
      severity: 'error',
      from: { path: '^src/channels/([^/]+)/' },
      to: { path: '^src/channels/[^/]+/', pathNot: '^src/channels/$1/' },
    },
    {
      name: 'handlers-see-the-port',
      comment:
        'A handler knows the gateway as its port tells it, the contract and the kernel, nothing else.',
      severity: 'error',
      from: { path: '^src/handlers/' },
      to: { path: '^src/', pathNot: ['^src/(handlers|generated|kernel)/', gatewayPort] },
    },
    {
      name: 'ws-without-handlers',
      comment: 'The event stream speaks to the gateway itself.',
      severity: 'error',
      from: { path: '^src/ws/' },
      to: { path: '^src/handlers/' },
    },
    {
      name: 'edges-see-the-port',
      comment: 'HTTP and WebSocket know the domain through the gateway and its event stream.',
      severity: 'error',
      from: { path: '^src/(http|ws)/' },
      to: {
        path: '^src/(conversations|channels|tools|cron|events|store)/',
        pathNot: '^src/events/event-stream[.]ts$',
      },
    },
    {
      name: 'server-chooses-the-gateway',
      comment: 'Only src/server.ts knows which gateway stands behind the port.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(server[.]ts$|commands/|gateway/)' },
      to: { path: '^src/gateway/', pathNot: gatewayPort },
    },
    {
      name: 'commands-see-the-configuration',
      comment:
        'A command that ends by itself starts nothing: it knows the configuration, the store, and the rules of a configuration.',
      severity: 'error',
      from: { path: '^src/commands/' },
      to: {
        path: '^src/',
        pathNot: '^src/((commands|config|store|kernel|generated)/|gateway/config-rules[.]ts$)',
      },
    },
    {
      name: 'src-stands-alone',
      comment: 'What runs in production needs no tests, scripts or benchmarks.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|scripts|bench|sdk|deploy|docs)/' },
    },
    {
      name: 'no-dev-dependencies',
      comment: 'What runs in production is in `dependencies`.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-unresolvable',
      comment: 'An import of something that is not there.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-cycles',
      comment: 'Modules that import each other in a circle can only be understood together.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-dead-modules',
      comment: 'What src/main.ts does not reach never runs.',
      severity: 'error',
      from: { path: '^src/main[.]ts$' },
      to: { path: '^src/', pathNot: '^src/main[.]ts$', reachable: false },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Types are imports too: a room that names another's types knows it.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'require'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
}
