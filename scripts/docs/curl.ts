import { type Call, isSigned, sent } from './calls.ts'
import { flatJson, json, literal } from './literals.ts'

/** With the shell's `$TOKEN`, and `$SECRET` where the request is signed. */
export function curlSample(call: Call): string {
  const { operation } = call
  const { method, security, body } = operation
  const signed = isSigned(operation)
  const headers = sent(call, 'header').map(({ name, example }) =>
    shellQuoted(`${name}: ${String(example)}`),
  )
  const data = signed ? '"$body"' : shellQuoted(literal(body?.example, 1, json))
  const lines = [
    method === 'GET' || (method === 'POST' && body) ? [] : [`-X ${method}`],
    security === 'bearerAuth' ? ['-H "Authorization: Bearer $TOKEN"'] : [],
    signed ? signedHeaders : headers.map((header) => `-H ${header}`),
    body ? [`-H 'Content-Type: ${body.mediaType}'`, `-d ${data}`] : [],
  ].flat()
  const command = [`curl ${shellQuoted(urlOf(call))}`, ...lines].join(' \\\n  ')
  return signed ? `${signature(body?.example)}\n\n${command}` : command
}

const signedHeaders = [
  '-H "webhook-id: $id"',
  '-H "webhook-timestamp: $time"',
  '-H "webhook-signature: v1,$signature"',
]

const signature = (body: unknown): string =>
  `id="msg_$(openssl rand -hex 12)"
time=$(date +%s)
body=${shellQuoted(flatJson(body))}
key=$(printf %s "\${SECRET#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n')
signature=$(printf '%s.%s.%s' "$id" "$time" "$body" |
  openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | openssl base64 -A)`

function urlOf(call: Call): string {
  const path = sent(call, 'path').reduce(
    (url, { name, example }) => url.replace(`{${name}}`, encodeURIComponent(String(example))),
    call.operation.path,
  )
  // Commas and colons stay readable; both are allowed in a query.
  const query = sent(call, 'query').map(({ name, example }) => {
    const value = encodeURIComponent([example].flat().join(','))
    return `${name}=${value.replaceAll('%2C', ',').replaceAll('%3A', ':')}`
  })
  return `${call.address}${path}${query.length === 0 ? '' : `?${query.join('&')}`}`
}

const shellQuoted = (text: string): string =>
  /^[\w:/.@%+-]+$/.test(text) ? text : `'${text.replaceAll(`'`, `'\\''`)}'`
