/** Certificate failures of Node's TLS; they carry no `syscall`. The handshake comes before the request. */
const handshakeCodes = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])
const connectCodes = new Set(['UND_ERR_CONNECT_TIMEOUT', ...handshakeCodes])
const connectCalls = new Set(['connect', 'getaddrinfo'])

interface SystemError extends Error {
  code?: unknown
  syscall?: unknown
}

/** `fetch` throws a bare "fetch failed" and keeps what happened in `cause`. */
const rootOf = (error: unknown): unknown =>
  error instanceof Error && error.cause instanceof Error ? error.cause : error

/**
 * Whether a `fetch` failed before its request left, so that the other side can't have seen it. False when that is not certain:
 * an error code alone does not tell (`ETIMEDOUT` comes from connecting and from reading), the system call does.
 */
export function neverLeft(error: unknown): boolean {
  const root = rootOf(error)
  // One error for each address of the host that was tried.
  if (root instanceof AggregateError) return root.errors.every(neverLeft)
  if (!(root instanceof Error)) return false
  // Thrown while the request is being made, as for a URL with a password in it; what fails later has a cause.
  if (root === error && root instanceof TypeError) return true
  const { code, syscall } = root as SystemError
  return connectCalls.has(String(syscall)) || connectCodes.has(String(code))
}

/**
 * What went wrong, as a code such as `ECONNREFUSED` or `TimeoutError`. Never an error's message: messages of `fetch` can hold
 * the URL, and with it a token.
 */
export function networkFault(error: unknown): string {
  const root = rootOf(error)
  if (!(root instanceof Error)) return 'unknown'
  const { code } = root as SystemError
  return typeof code === 'string' ? code : root.name
}
