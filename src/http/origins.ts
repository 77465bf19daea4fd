import { isLoopback } from '../kernel/loopback.ts'

/**
 * Whether a page of this origin may call: the server's own, one on loopback, one that is listed.
 * @param host the request's own `Host`
 */
export function isAllowedOrigin(
  origin: string,
  { host, allowed }: { host: string | undefined; allowed: readonly string[] },
): boolean {
  if (allowed.includes(origin)) return true
  const url = URL.parse(origin)
  if (url === null) return false
  return url.host === host || isLoopback(url.hostname)
}

/** Whether a request is for this machine by a name that nobody else can give it, whatever its port. */
export const isForLoopback = (host: string | undefined): boolean =>
  isLoopback(URL.parse(`http://${host ?? ''}`)?.hostname ?? '')
