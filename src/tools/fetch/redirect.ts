import { urlFailure } from './failure.ts'
import type { Outgoing } from './request.ts'

const redirects = new Set([301, 302, 303, 307, 308])

/** What a body is, and so goes where the body goes. */
const ofBody = 'content-type'

/**
 * What a browser would ask next.
 * @returns undefined when the answer is no redirect, or one that says no place
 * @throws ToolFailure when the place is no URL
 */
export function redirected(
  request: Outgoing,
  { status, location }: { status: number; location: string | undefined },
): Outgoing | undefined {
  if (!redirects.has(status) || location === undefined) return undefined
  // Node reads headers as Latin-1; those who write more than ASCII write UTF-8.
  const url = URL.parse(Buffer.from(location, 'latin1').toString(), request.url.href)
  if (url === null) throw urlFailure('redirects to something that is not a URL')
  const keepsBody = status >= 307 || request.method === 'GET'
  return {
    url,
    method: keepsBody ? request.method : 'GET',
    headers: headersFor(request, { isSameOrigin: url.origin === request.url.origin, keepsBody }),
    body: keepsBody ? request.body : undefined,
  }
}

/** What the caller gave for one origin, as `Authorization` or `X-Api-Key`, no other gets to see. */
function headersFor(
  { headers }: Outgoing,
  { isSameOrigin, keepsBody }: { isSameOrigin: boolean; keepsBody: boolean },
): ReadonlyMap<string, string> {
  return new Map([...headers].filter(([name]) => (name === ofBody ? keepsBody : isSameOrigin)))
}
