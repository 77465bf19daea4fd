import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect } from 'vitest'
import type { ErrorResponse, Scope, TokenConfig } from '../../src/generated/types.ts'

/** An answer as a client sees it, whichever client that was. */
export interface Answer {
  status: number
  headers: Headers
  body: string
}

export const answerOf = async (response: Response): Promise<Answer> => ({
  status: response.status,
  headers: response.headers,
  body: await response.text(),
})

/** What every answer has, good or bad. */
export function expectCommonHeaders(headers: Headers): void {
  expect(Object.fromEntries(headers)).toMatchObject({
    'x-request-id': expect.stringMatching(/^[0-9A-Z]{26}$/) as unknown,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining("default-src 'none'") as unknown,
    'x-frame-options': 'SAMEORIGIN',
    'referrer-policy': 'no-referrer',
  })
  expect(headers.has('x-powered-by')).toBe(false)
}

/** Checks the one shape of every error, to its last key, and the headers that go with it. */
export function expectError(
  { status, headers, body }: Answer,
  expected: { status: number; code: string },
): ErrorResponse['error'] {
  expect({ status, body }).toEqual({ status: expected.status, body: expect.any(String) as unknown })
  expectCommonHeaders(headers)
  expect(headers.get('content-type')).toBe('application/json; charset=utf-8')
  const document = JSON.parse(body) as ErrorResponse
  expect(document).toEqual({
    error: {
      code: expected.code,
      message: expect.stringMatching(/\S/) as unknown,
      details: expect.any(Object) as unknown,
    },
  })
  const { details } = document.error
  if (details.issues === undefined) expect(details).toEqual({})
  else {
    expect(Object.keys(details)).toEqual(['issues'])
    for (const issue of details.issues) {
      expect(Object.keys(issue).sort()).toEqual(['field', 'message', 'rule'])
    }
  }
  return document.error
}

/** The same of a `Response`. */
export const errorOf = async (
  response: Response,
  expected: { status: number; code: string },
): Promise<ErrorResponse['error']> => expectError(await answerOf(response), expected)

/**
 * Sends bytes as they are, and reads until the server closes the connection; there may be several answers.
 * @param options.half closes this side of the connection after the bytes
 */
export async function exchange(
  url: string,
  bytes: string | Buffer,
  options: { half?: boolean } = {},
): Promise<string> {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port) })
  await once(socket, 'connect')
  socket.write(bytes)
  if (options.half === true) socket.end()
  return text(socket)
}

/** Reads the one answer of an exchange; its headers as a client would. */
export function parseAnswer(raw: string): Answer {
  const end = raw.indexOf('\r\n\r\n')
  const [statusLine = '', ...lines] = raw.slice(0, end).split('\r\n')
  const headers = new Headers(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon), line.slice(colon + 1).trim()]
    }),
  )
  const body = raw.slice(end + 4)
  expect(statusLine).toMatch(/^HTTP\/1\.1 \d{3} /)
  expect(headers.get('content-length')).toBe(String(Buffer.byteLength(body)))
  return { status: Number(statusLine.slice(9, 12)), headers, body }
}

/** As it stands in the configuration. */
export const namedToken = (name: string, token: string, scopes: Scope[]): TokenConfig => ({
  name,
  hash: `sha256:${createHash('sha256').update(token).digest('hex')}`,
  scopes,
})
