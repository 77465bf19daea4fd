/** @param patterns names, or the beginnings of names and `*`, as `github.*` */
export const namesTool = (patterns: readonly string[], name: string): boolean =>
  patterns.some((pattern) =>
    pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern,
  )
