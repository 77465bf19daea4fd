import { createServer } from 'node:https'
import { expect, test } from 'vitest'
import { certificate } from './certificate.ts'
import { allowing, failureOf, fetch, listen, site } from './set-up.ts'

/** Over TLS, with a certificate of site.test. */
async function secureSite() {
  const names: (string | false | null)[] = []
  const server = createServer(certificate, (_req, res) => res.end('safe'))
  server.on('secureConnection', (socket) => names.push(socket.servername))
  const port = await listen(server)
  const network = {
    lookup: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
    isPublic: allowing(`127.0.0.1:${port}`),
    certificateAuthority: certificate.cert,
  }
  return { port, network, names }
}

test('A site with a certificate for its name is asked, with or without a dot', async () => {
  const { port, network, names } = await secureSite()
  for (const host of ['site.test', 'site.test.']) {
    const url = `https://${host}:${port}/`
    expect(await fetch({ url }, { network })).toMatchObject({ url, status: 200, text: 'safe' })
  }
  expect(names).toEqual(['site.test', 'site.test'])
})

test.each([
  ['for another name', 'other.test', 'ERR_TLS_CERT_ALTNAME_INVALID', true],
  ['for a name, not for its address', '127.0.0.1', 'ERR_TLS_CERT_ALTNAME_INVALID', true],
  ['that nobody signed', 'site.test', 'DEPTH_ZERO_SELF_SIGNED_CERT', false],
])('A certificate %s is not trusted', async (_kind, host, code, isKnown) => {
  const { port, network } = await secureSite()
  const { certificateAuthority, ...others } = network
  const used = { ...others, ...(isKnown && { certificateAuthority }) }
  const failure = await failureOf(fetch({ url: `https://${host}:${port}/` }, { network: used }))
  const message = `could not be trusted: its TLS failed (${code})`
  expect(failure).toEqual({ parameter: 'url', message })
})

test('A server without TLS is told of', async () => {
  const { port, network } = await site((_req, res) => res.end('plain'))
  const failure = await failureOf(fetch({ url: `https://site.test:${port}/` }, { network }))
  expect(failure.message).toMatch(/^could not be trusted: its TLS failed \(/)
})

test('A redirect from http to https is another origin, which gets no headers', async () => {
  const secure = await secureSite()
  const plain = await site((_req, res) =>
    res.writeHead(301, { location: `https://site.test:${secure.port}/` }).end(),
  )
  const isPublic = allowing(`127.0.0.1:${plain.port}`, `127.0.0.1:${secure.port}`)
  const network = { ...secure.network, isPublic }
  expect(await fetch({ url: plain.url }, { network })).toMatchObject({ text: 'safe' })
})
