import type { Backend } from '../database-store.ts'
import type { Log } from '../../kernel/log.ts'
export async function openPostgres(databaseUrl: string, log: Log): Promise<Backend> { throw new Error(databaseUrl + log.level) }
