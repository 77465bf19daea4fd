import { accepted, created, type Handlers, noContent, ok } from './handler.ts'

export const cron = {
  listCronJobs: async ({ gateway }) => ok({ jobs: await gateway.cron.list() }),
  createCronJob: async ({ body, caller, gateway }) => {
    const job = await gateway.cron.create(body, caller)
    return created(job, { Location: `/api/cron/${job.id}` })
  },
  updateCronJob: async ({ path, body, caller, gateway }) =>
    ok(await gateway.cron.update(path.id, body, caller)),
  deleteCronJob: async ({ path, gateway }) => {
    await gateway.cron.delete(path.id)
    return noContent()
  },
  runCronJob: async ({ path, caller, gateway }) =>
    accepted(await gateway.cron.run(path.id, caller)),
  listCronRuns: async ({ path, query, gateway }) => ok(await gateway.cron.runs(path.id, query)),
} satisfies Handlers<
  | 'listCronJobs'
  | 'createCronJob'
  | 'updateCronJob'
  | 'deleteCronJob'
  | 'runCronJob'
  | 'listCronRuns'
>
