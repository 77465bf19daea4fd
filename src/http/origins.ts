/** Hosts of web pages that run on the same machine. */
const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

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
  return url.host === host || loopback.test(url.hostname)
}
