/** How much of JSON something may be: nodes are its values, objects and arrays among them. */
export interface SizeLimits {
  bytes: number
  nodes: number
}

/**
 * Whether a value of JSON is larger than that, about, without looking at more of it: what is much too large takes no longer than what just
 * fits.
 */
export function isLargerThan(value: unknown, limits: SizeLimits): boolean {
  let { bytes, nodes } = limits
  const open: unknown[] = [value]
  while (open.length > 0) {
    const item = open.pop()
    nodes -= 1
    bytes -= 2
    if (typeof item === 'string') bytes -= Buffer.byteLength(item)
    else if (Array.isArray(item)) {
      if (item.length > nodes) return true
      for (const child of item as unknown[]) open.push(child)
    } else if (typeof item === 'object' && item !== null) {
      for (const [key, child] of Object.entries(item)) {
        bytes -= Buffer.byteLength(key)
        open.push(child)
      }
    }
    if (bytes < 0 || nodes < open.length) return true
  }
  return false
}
