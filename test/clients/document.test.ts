import { expect, test } from 'vitest'
import { documentFor, enumNames } from '../../scripts/client/document.ts'
import type { OpenApiDocument } from '../../scripts/generate/contract.ts'
import openapi from '../../src/generated/openapi.json' with { type: 'json' }

const contract = openapi as unknown as OpenApiDocument

test('generators get the contract without what no client calls and what would make one brittle', () => {
  const text = JSON.stringify(documentFor({}, contract))
  expect(text).not.toContain('deliverMessage')
  expect(text).not.toContain('"additionalProperties":false')
  expect(text).not.toMatch(/"default":[[{]/)
  expect(text).toContain('"default":50')
  expect(JSON.parse(text)).toHaveProperty('components.schemas.MessageReceivedEvent.properties.type')
})

test("Rust's unions keep their discriminator to themselves, and PHP's are open", () => {
  const { components: rust } = documentFor(
    { discriminators: 'outside' },
    contract,
  ) as OpenApiDocument
  expect(rust.schemas['ToolAction']).toMatchObject({ required: ['tool', 'params'] })
  expect(rust.schemas['ToolAction']).not.toHaveProperty('properties.type')
  expect(rust.schemas['CronAction']).toHaveProperty('discriminator')
  const { components: php } = documentFor({ unions: 'open' }, contract) as OpenApiDocument
  expect(php.schemas['Event']).toMatchObject({ type: 'object' })
  expect(php.schemas['Event']).not.toHaveProperty('oneOf')
})

test('values with a colon get a name in the style of the language', () => {
  expect(enumNames(contract, 'PascalCase')['message:received']).toBe('MessageReceived')
  expect(enumNames(contract, 'UPPER_SNAKE')['message:received']).toBe('MESSAGE_RECEIVED')
  expect(enumNames(contract, 'camelCase')['sessions:read']).toBe('sessionsRead')
})

test('what answers with a page or a file is in no client, and what needs a path with it stays', () => {
  const { paths } = documentFor({}, contract) as OpenApiDocument
  const gone = Object.keys(contract.paths).filter((path) => !(path in paths))
  expect(gone).toEqual(['/chat', '/openapi.yaml', '/asyncapi.yaml', '/docs', '/docs/{file}'])
  expect(paths['/openapi.json']).toHaveProperty('get')
  expect(paths['/api/sessions/{id}']).toHaveProperty('delete')
})

test('an event of a newer type has a member of its own', () => {
  for (const otherEvents of ['oneOf', 'anyOf'] as const) {
    const { schemas } = (documentFor({ otherEvents }, contract) as OpenApiDocument).components
    const members = schemas['Event']?.[otherEvents] as { $ref: string }[]
    expect(members.at(-1)).toEqual({ $ref: '#/components/schemas/AnotherEvent' })
    expect(schemas['AnotherEvent']).toHaveProperty('properties.type', { type: 'string' })
    // By this Java tries it first.
    const names = members.map(({ $ref }) => $ref).sort()
    expect(names[0]).toBe('#/components/schemas/AnotherEvent')
  }
})

test('constants carry their names where the generator takes no others', () => {
  const document = documentFor({ constants: 'UPPER_SNAKE' }, contract) as OpenApiDocument
  const { enum: values, 'x-enum-varnames': names } = document.components.schemas['EventType'] ?? {}
  expect(names).toHaveLength((values as string[]).length)
  expect(names).toEqual(expect.arrayContaining(['SESSION_CREATED', 'ERROR']))
  expect(document.components.schemas['ErrorCode']).not.toHaveProperty('x-enum-varnames')
})
