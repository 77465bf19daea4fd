import { expect, it } from 'vitest'
import { type GatewayProcess, runNode } from '../support/gateway-process.ts'

const module = new URL('../../src/config/shutdown.ts', import.meta.url).href

/** A process with a server whose `close` is this, and that signals itself. */
function closing(close: string, signals: string[], patienceMs = 60_000): GatewayProcess {
  const script = `
    import { closeOnSignal } from ${JSON.stringify(module)}
    setInterval(() => undefined, 1000)
    closeOnSignal({ close: ${close} }, ${patienceMs})
    for (const signal of ${JSON.stringify(signals)}) process.kill(process.pid, signal)
  `
  return runNode(['--input-type=module', '--eval', script])
}

it.each(['SIGTERM', 'SIGINT'])('%s closes the server and ends with 0', async (signal) => {
  const close = `async () => { console.log('closed') }`
  expect(await closing(close, [signal]).ended).toEqual({
    code: 0,
    signal: null,
    stdout: 'closed\n',
    stderr: '',
  })
})

it('closes once, however many signals come', async () => {
  const close = `() => new Promise((done) => { console.log('closing'); setTimeout(done, 100) })`
  expect(await closing(close, ['SIGINT', 'SIGINT', 'SIGTERM']).ended).toMatchObject({
    code: 0,
    stdout: 'closing\n',
  })
})

it('does not wait for ever', async () => {
  const ended = await closing('() => new Promise(() => undefined)', ['SIGTERM'], 50).ended
  expect(ended).toMatchObject({ code: 1, signal: null })
  expect(ended.stderr).toBe('The gateway was still closing 0.05 s after SIGTERM; it ends now.\n')
})

it('tells when closing failed', async () => {
  const close = `() => Promise.reject(new Error('the disk is full'))`
  expect(await closing(close, ['SIGTERM']).ended).toMatchObject({
    code: 1,
    stderr: 'The gateway did not close: the disk is full\n',
  })
})
