import type { Contract } from '../generate/contract.ts'

export interface About {
  title: string
  version: string
  summary: string
  /** Markdown. */
  description: string
  /** Of the gateway in the samples, without a slash at its end. */
  address: string
}

/** What the contract says of itself. */
export function aboutOf({ openapi }: Pick<Contract, 'openapi'>): About {
  const { info, servers } = openapi as unknown as {
    info: Omit<About, 'address'>
    servers: [{ url: string }]
  }
  return { ...info, description: info.description.trim(), address: servers[0].url }
}
