/** Whether a host name or address is this machine's own; an IPv6 address may stand in brackets. */
export const isLoopback = (host: string): boolean =>
  /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host)
