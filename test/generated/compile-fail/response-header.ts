// expect: 'X-Job-Id'' does not exist in type
import { created, type Handlers } from '../../../src/handlers/handler.ts'

export const handlers = {
  createCronJob: async ({ body, caller, gateway }) => {
    const job = await gateway.cron.create(body, caller)
    return created(job, { 'X-Job-Id': job.id }) // ← here
  },
} satisfies Handlers<'createCronJob'>
