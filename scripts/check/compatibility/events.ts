// What is no operation of HTTP, put as one, so that the same rules judge it: whatever the server sends is a response, whatever it
// takes is a request.
import {
  type Channel,
  type Documents,
  type OpenApi,
  operationsIn,
  type Part,
  resolved,
} from './documents.ts'
import { type Message, messagesOf } from './messages.ts'

const json = (schema: unknown): Part => ({ content: { 'application/json': { schema } } })
const sent = (operationId: string, schema: unknown): Part => ({
  get: { operationId, responses: { 200: { description: '', ...json(schema) } } },
})
const taken = (operationId: string, schema: unknown): Part => ({
  post: {
    operationId,
    requestBody: { required: true, ...json(schema) },
    responses: { 200: { description: '' } },
  },
})

/** Payloads of both sockets, what their upgrades may say, webhooks, and the configuration as users write it, as one OpenAPI document. */
export function asOpenApi({ openapi, asyncapi }: Documents): OpenApi {
  const { components, channels, ...rest } = withoutFile(asyncapi)
  const webhooks = Object.entries(openapi.webhooks ?? {})
  return {
    ...{ openapi: '3.1.0', info: openapi.info },
    paths: {
      ...Object.fromEntries(messagesOf({ components, channels, ...rest }).flatMap(payloadOf)),
      ...Object.fromEntries(Object.entries(channels).map(upgradeOf)),
      ...Object.fromEntries(webhooks.flatMap((webhook) => webhookOf(webhook, openapi))),
      '/~configuration': taken('configuration file and patches', {
        $ref: '#/components/schemas/Config',
      }),
    },
    components: {
      ...openapi.components,
      schemas: { ...openapi.components['schemas'], ...components['schemas'] },
    },
  }
}

function payloadOf({ operation, action, key, written, label }: Message): [string, Part][] {
  const { payload } = written
  if (payload === undefined) return []
  return [
    [`/~${operation}/${key}`, action === 'send' ? sent(label, payload) : taken(label, payload)],
  ]
}

function upgradeOf([key, { bindings = {} }]: [string, Channel]): [string, Part] {
  const { ws = {} } = bindings
  const parameters = [...parametersIn('query', ws.query), ...parametersIn('header', ws.headers)]
  const operationId = `query of ${key}`
  return [`/~${key}`, { get: { operationId, parameters, responses: { 101: { description: '' } } } }]
}

function parametersIn(place: 'query' | 'header', schema: Part = {}): Part[] {
  const { properties = {}, required = [] } = schema as { properties?: Part; required?: string[] }
  const names = new Set([...Object.keys(properties), ...required])
  return [...names].map((name) => ({
    ...{ name, in: place, required: required.includes(name), schema: properties[name] ?? {} },
  }))
}

function webhookOf(
  [name, item]: [string, Record<string, unknown>],
  document: OpenApi,
): [string, Part][] {
  return operationsIn(item).map(([method, { parameters = [], requestBody, responses }]) => {
    const all = [...((item['parameters'] ?? []) as Part[]), ...parameters]
    const headers = Object.fromEntries(
      all
        .map((parameter) => resolved(parameter, document))
        .map(({ name: header, schema, required = false }) => [header, { schema, required }]),
    ) as Part
    // What the receiver may answer is what the gateway takes.
    const answer = { type: 'string', enum: Object.keys(responses) }
    const operation = {
      operationId: `webhook ${name}`,
      parameters: [{ name: 'answer', in: 'query', schema: answer }],
      responses: { 200: { description: '', headers, ...resolved(requestBody, document) } },
    }
    return [`/~webhooks/${name}/${method}`, { get: operation }]
  })
}

const withoutFile = <T>(document: T): T =>
  JSON.parse(JSON.stringify(document).replaceAll('./openapi.yaml#', '#')) as T
