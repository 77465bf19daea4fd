import { expect, test } from 'vitest'
import { failureOf, fetch, site } from './set-up.ts'

async function page(html: string, params: Record<string, unknown> = {}) {
  const { url, network } = await site((_req, res) =>
    res.setHeader('content-type', 'text/html').end(html),
  )
  return await fetch({ url: `${url}/docs/`, ...params }, { network })
}

test('Of a page, the text is told, with its title and its links', async () => {
  const { text } = await page(`<!DOCTYPE html><html><head>
    <title>A &amp; B</title><style>p { color: red }</style><script>alert('no')</script></head>
    <body><h1>Head</h1><p>One   <b>two</b>
    <a href="../next?a=b">three</a> <a href="#here">four</a></p><ul><li>five<li>six</ul>
    <template>no</template><svg><text>no</text></svg><img src="no.png" alt="no"></body></html>`)
  const [, port] = /:(\d+)\//.exec(text ?? '') ?? []
  expect(text).toBe(
    `A & B\n\nHead\n\nOne two three [http://site.test:${port}/next?a=b] four\n\n * five\n * six`,
  )
})

test('A page without html and body is one too', async () => {
  const { text } = await page('<title>T</title><p>one<p>two<hr>three')
  expect(text).toBe('T\n\none\n\ntwo\n\n---\n\nthree')
})

test('The HTML itself is given to who asks for it', async () => {
  const html = '<p>one</p><script>two</script>'
  expect(await page(html, { as: 'raw' })).toMatchObject({ text: html, size: html.length })
})

test('A page that is cut is told as far as it was read', async () => {
  const result = await page(`<p>one</p>${'<p>two</p>'.repeat(10)}`, { maxBytes: 15 })
  expect(result).toMatchObject({ text: 'one\n\ntw', size: 15, truncated: true })
})

const fill = (text: string, length = 2 ** 20) =>
  text.repeat(Math.ceil(length / text.length)).slice(0, length)

const hostile: [string, string][] = [
  ['tags that are never closed', fill('<b>')],
  ['tags that close nothing', fill('<b>', 2 ** 19) + fill('</p>', 2 ** 19)],
  ['quotes around many lines', '<blockquote>'.repeat(250) + fill('a<br>', 2 ** 19)],
  ['rules', fill('<hr>')],
  ['one tag', `<a ${fill('a ')}`],
  ['brackets', fill('<')],
  ['comments', fill('<!--')],
  ['entities', fill('&amp;')],
]

test.each(hostile)('1 MiB of %s holds nobody up', async (_kind, html) => {
  const before = process.threadCpuUsage()
  const result = await page(html)
  const { user, system } = process.threadCpuUsage(before)
  expect(result.status).toBe(200)
  expect(result.text ?? result.omitted).toBeDefined()
  if (result.text === undefined) {
    expect(result.omitted).toBe(
      'This HTML could not be turned into text; ask for it with "as": "raw".',
    )
  }
  // In microseconds of this thread. Most of it serves the page; to parse it would take seconds.
  expect(user + system).toBeLessThan(700_000)
})

test('The caller can end it while text is made', async () => {
  const { url, network } = await site((_req, res) =>
    res.setHeader('content-type', 'text/html').end(fill('<b>')),
  )
  const caller = new AbortController()
  const reason = new Error('gone')
  const call = fetch({ url }, { network, signal: caller.signal })
  setTimeout(() => {
    caller.abort(reason)
  }, 300)
  await expect(call).rejects.toBe(reason)
})

test('Text that is larger than its page is cut', async () => {
  const result = await page(fill('<a href=x>y</a> ', 2 ** 19))
  expect(result).toMatchObject({ truncated: true, size: 2 ** 19 })
  expect(result.text).toHaveLength(2 ** 20)
})

test('A page of 1 MiB as people write them becomes text whole', async () => {
  const html = fill('<div class="a"><p>Some <i>words</i> and <a href="/x">a link</a>.</p></div>\n')
  const result = await page(html)
  expect(result.omitted).toBeUndefined()
  expect(result.text?.startsWith('Some words and a link [http://site.test:')).toBe(true)
  expect(result.text?.match(/Some words/g)?.length).toBe(html.match(/<i>words/g)?.length)
})

test('A page on a host that is not public is no page', async () => {
  const call = fetch({ url: 'http://127.0.0.1/' })
  expect(await failureOf(call)).toMatchObject({ parameter: 'url' })
})
