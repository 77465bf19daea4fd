import { expect, test } from 'vitest'
import { fits, nonceOf, render } from '../../src/channels/discord/markup.ts'
import type { DiscordConfig } from '../../src/generated/types.ts'
import { outbound } from './running-discord.ts'
import { effortOf } from '../support/effort.ts'

const plain = { markup: 'plain', mentions: 'none' } as DiscordConfig

test.each([
  ['Hello, you!', 'Hello, you!'],
  [
    '**bold** *it* __under__ ~~gone~~',
    '\\*\\*bold\\*\\* \\*it\\* \\_\\_under\\_\\_ \\~\\~gone\\~\\~',
  ],
  ['||secret|| `code` ```block```', '\\|\\|secret\\|\\| \\`code\\` \\`\\`\\`block\\`\\`\\`'],
  ['¯\\_(ツ)_/¯', '¯\\\\\\_(ツ)\\_/¯'],
  ['[masked](https://example.com)', '\\[masked](https://example.com)'],
  ['# one\n## two\n  ### three', '\\# one\n\\## two\n  \\### three'],
  ['#nothing and # nothing', '#nothing and # nothing'],
  ['-# small', '\\-# small'],
  ['> quote\n>>> quotes', '\\> quote\n\\>>> quotes'],
  ['a > b', 'a > b'],
  ['- one\n+ two\n* three\n12. four', '\\- one\n\\+ two\n\\* three\n12\\. four'],
  ['-1 and 3.5', '-1 and 3.5'],
  ['<@1> <@!1> <@&1> <#1>', '\\<@1> \\<@!1> \\<@&1> \\<#1>'],
  ['<t:0:R> <:wave:1> <a:dance:1>', '\\<t:0:R> \\<:wave:1> \\<a:dance:1>'],
  ['https://example.com/a_b_c?d=*e*&f=~~', 'https://example.com/a_b_c?d=*e*&f=~~'],
  ['see https://example.com/a_b, now_', 'see https://example.com/a_b, now\\_'],
  ['<https://example.com/a_b>', '<https://example.com/a_b>'],
])('escapes %j', (text, escaped) => {
  expect(render(text, plain)).toBe(escaped)
})

test('leaves the mentions that may notify', () => {
  const text = '<@1> <@!1> <@&1> <#1>'
  expect(render(text, { ...plain, mentions: 'users' })).toBe('<@1> <@!1> \\<@&1> \\<#1>')
  expect(render(text, { ...plain, mentions: 'all' })).toBe('<@1> <@!1> <@&1> \\<#1>')
})

test('counts what is sent, in code points', () => {
  expect(fits('x'.repeat(2_000), plain)).toBe(true)
  expect(fits('x'.repeat(2_001), plain)).toBe(false)
  expect(fits('🙂'.repeat(2_000), plain)).toBe(true)
  expect(fits('🙂'.repeat(2_001), plain)).toBe(false)
  expect(fits('*'.repeat(1_000), plain)).toBe(true)
  expect(fits('*'.repeat(1_001), plain)).toBe(false)
  expect(fits('*'.repeat(2_000), { ...plain, markup: 'markdown' })).toBe(true)
})

test('gives each text of a part its own nonce, the same each time, as long as Discord takes', () => {
  const nonce = nonceOf(outbound(), 'Hello!')
  expect(nonce).toHaveLength(24)
  expect(nonceOf(outbound(), 'Hello!')).toBe(nonce)
  expect(nonceOf(outbound(), 'Hello\\!')).not.toBe(nonce)
  expect(nonceOf(outbound({ offset: 1 }), 'Hello!')).not.toBe(nonce)
  expect(nonceOf(outbound({ id: 'message-2' }), 'Hello!')).not.toBe(nonce)
})

test.each([
  ['spaces', ' '.repeat(64_000)],
  ['tabs before what begins no list', `${'\t'.repeat(64_000)}-x`],
  ['digits', '1'.repeat(64_000)],
  ['number signs', '#'.repeat(64_000)],
  ['links that have no end', '<https://'.repeat(7_000)],
  ['a link of points', `https://${'.'.repeat(64_000)}`],
])('takes time in proportion to %s', async (_what, text) => {
  expect(await effortOf(() => render(text, plain))).toBeLessThan(50)
})

test('escapes what stands behind white space', () => {
  expect(render('\t  > quote\n  12. twelve\n \t- x', plain)).toBe(
    '\t  \\> quote\n  12\\. twelve\n \t\\- x',
  )
})
