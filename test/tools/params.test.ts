import { expect, test } from 'vitest'
import { compileForeign } from '../../src/tools/mcp/foreign-schema.ts'
import { by, echo, failureOf, returnParams, setUp, tool } from './set-up.ts'
import { effortOf } from '../support/effort.ts'

const strict = tool('strict', returnParams, {
  properties: {
    path: { type: 'string', minLength: 1 },
    'a/b~c': { type: 'string' },
    lines: { type: 'array', items: { type: 'integer', minimum: 1 } },
    mode: { enum: ['r', 'w'] },
  },
  required: ['path'],
  additionalProperties: false,
})

test.each([
  ['required', {}, 'body.params.path'],
  ['type', { path: 1 }, 'body.params.path'],
  ['minLength', { path: '' }, 'body.params.path'],
  ['minimum', { path: 'a', lines: [1, 0] }, 'body.params.lines.1'],
  ['enum', { path: 'a', mode: 'x' }, 'body.params.mode'],
  ['type', { path: 'a', 'a/b~c': 1 }, 'body.params.a/b~c'],
  ['additionalProperties', { path: 'a', extra: 1 }, 'body.params.extra'],
  [
    'additionalProperties',
    JSON.parse('{"path":"a","__proto__":{}}') as Record<string, unknown>,
    'body.params.__proto__',
  ],
])('A broken rule %s is told with its field: %j', async (rule, params, field) => {
  const { tools, invocations } = setUp([strict])
  const error = await failureOf(tools.invoke('strict', params, by))
  expect(error.kind).toBe('invalid')
  expect(error.details).toEqual({
    issues: [{ field, rule, message: expect.any(String) as string }],
  })
  expect(invocations).toEqual([])
})

test('All broken rules are told, as far as an error has room for them', async () => {
  const { tools } = setUp([strict])
  const two = await failureOf(tools.invoke('strict', { mode: 'x' }, by))
  expect(two.details.issues?.map(({ rule }) => rule).sort()).toEqual(['enum', 'required'])
  const many = Object.fromEntries(
    Array.from({ length: 100 }, (_, i) => [`${'x'.repeat(500)}${i}`, i]),
  )
  const error = await failureOf(tools.invoke('strict', many, by))
  expect(error.details.issues?.length).toBe(20)
  expect(error.message.length).toBeLessThanOrEqual(4000)
})

test('What is wrong with a call can be asked without making it', async () => {
  const { tools, invocations } = setUp([strict])
  expect(await tools.issues('strict', { path: 'a' })).toEqual([])
  expect(await tools.issues('strict', { path: 1 })).toMatchObject([
    { field: 'params.path', rule: 'type' },
  ])
  expect(await tools.issues('none', {})).toMatchObject([{ field: 'tool', rule: 'known' }])
  expect(invocations).toEqual([])
})

test.each([
  'http://json-schema.org/draft-07/schema#',
  'https://json-schema.org/draft/2020-12/schema',
  undefined,
])('A schema of the dialect %s is checked', ($schema) => {
  const check = compileForeign({
    ...($schema && { $schema }),
    type: 'object',
    required: ['a'],
    'x-own': 1,
  })
  expect(check({ a: 1 })).toEqual([])
  expect(check({})).toMatchObject([{ field: 'a', rule: 'required' }])
})

test.each([
  { type: 'object', properties: { a: { $ref: 'https://example.com/other.json' } } },
  { type: 'nonsense' },
  { properties: [] },
])('A schema that can not be used is refused: %j', (schema) => {
  expect(() => compileForeign(schema)).toThrow()
})

test('Two schemas with one $id do not disturb each other', () => {
  const check = (minimum: number) =>
    compileForeign({ $id: 'https://example.com/s', properties: { n: { minimum } } })
  const [one, ten] = [check(1), check(10)]
  expect(one({ n: 5 })).toEqual([])
  expect(ten({ n: 5 })).toMatchObject([{ field: 'n', rule: 'minimum' }])
})

test('Each pattern of a schema is its own', () => {
  const check = compileForeign({
    properties: { a: { pattern: '^a+$' }, b: { pattern: '^b+$' }, c: { pattern: '(?=c)c' } },
  })
  expect(check({ a: 'aa', b: 'bb', c: 'c' })).toEqual([])
  // A lookahead is beyond RE2, and left to the tool.
  expect(check({ a: 'bb', b: 'aa', c: 'x' }).map(({ field }) => field)).toEqual(['a', 'b'])
})

test('A pattern that runs away in JavaScript is answered in under 50 ms for 100 KB', async () => {
  const check = compileForeign({ properties: { a: { pattern: '^(a+)+$' } } })
  const text = `${'a'.repeat(100_000)}!`
  const work = () => {
    expect(check({ a: text })).toHaveLength(1)
  }
  expect(await effortOf(work)).toBeLessThan(50)
})

test.each(['(?:a|b)*a(?:a|b){15}[c-e]', '((a{30}){30}){30}', '(.*a){20}$', 'a'.repeat(100_000)])(
  'A large pattern costs no call long: %.40s',
  async (pattern) => {
    const work = () =>
      compileForeign({ properties: { a: { pattern } } })({ a: 'ab'.repeat(50_000) })
    expect(await effortOf(work)).toBeLessThan(200)
  },
)

test('A schema that refers to itself without end is no fault of ours', () => {
  const node = {
    properties: { child: { $ref: '#/$defs/node' } },
    allOf: [{ $ref: '#/$defs/leaf' }],
  }
  const leaf = { if: { required: ['loop'] }, then: { $ref: '#/$defs/leaf' } }
  const check = compileForeign({ $ref: '#/$defs/node', $defs: { node, leaf } })
  expect(check({ child: { a: 1 } })).toEqual([])
  expect(check({ child: { loop: 1 } })).toMatchObject([{ rule: 'maxDepth' }])
})

test('Many items that are to be unique cost no call long', async () => {
  const check = compileForeign({ properties: { a: { type: 'array', uniqueItems: true } } })
  const a = Array.from({ length: 100_000 }, (_, n) => ({ n }))
  const work = () => {
    expect(check({ a })).toEqual([])
  }
  expect(await effortOf(work)).toBeLessThan(1_000)
})

test('A tool whose schema is wrong does not harm the others', async () => {
  const { tools } = setUp([tool('broken', returnParams, { type: 'nonsense' }), echo])
  await expect(tools.invoke('broken', {}, by)).rejects.toThrow()
  expect((await tools.invoke('echo', { a: 1 }, by)).result).toEqual({ a: 1 })
})
