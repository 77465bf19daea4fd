import { once } from 'node:events'
import { createServer } from 'node:net'
import { mkdir } from 'node:fs/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { UsageError } from '../../src/config/command-line.ts'
import { ConfigError } from '../../src/config/config-error.ts'
import { explainFailure } from '../../src/config/failure.ts'
import { requireNode } from '../../src/config/runtime.ts'
import { GatewayError } from '../../src/kernel/errors.ts'

const systemError = (code: string, more: Record<string, unknown>): Error =>
  Object.assign(new Error(`${code}: failed`), { code, ...more })

/** What listening there fails with. */
async function listenError(port: number, host: string): Promise<unknown> {
  const server = createServer().listen(port, host)
  onTestFinished(() => void server.close())
  const [error] = (await once(server, 'error')) as [unknown]
  return error
}

describe('explainFailure', () => {
  it('tells a wrong command line from a failed start', () => {
    expect(explainFailure(new UsageError('what'))).toEqual({ message: 'what', exitCode: 2 })
    expect(explainFailure(new ConfigError('what\nwhere'))).toEqual({
      message: 'what\nwhere',
      exitCode: 1,
    })
  })

  it('names the place and the setting when a port is taken', async () => {
    const first = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void first.close())
    await once(first, 'listening')
    const address = first.address()
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0
    const { message } = explainFailure(await listenError(port, '127.0.0.1'))
    expect(message).toMatch(new RegExp(`^127\\.0\\.0\\.1:${port} is taken.*\\n.*OPENCLAW_PORT`))
  })

  it('names the host when it is not of this machine or not known', async () => {
    const foreign = explainFailure(await listenError(0, '192.0.2.1'))
    expect(foreign.message).toMatch(
      /^192\.0\.2\.1:0 is no address of this machine.*\n.*OPENCLAW_HOST/,
    )
    const unknown = systemError('ENOTFOUND', { syscall: 'getaddrinfo', hostname: 'no.invalid' })
    expect(explainFailure(unknown).message).toMatch(/no\.invalid.*\n.*OPENCLAW_HOST/)
  })

  it('says what a port below 1024 needs', () => {
    const error = systemError('EACCES', { syscall: 'listen', address: '::', port: 80 })
    expect(explainFailure(error).message).toMatch(/\[::\]:80 .*\n.*above 1023 with OPENCLAW_PORT/)
  })

  it.each(['EACCES', 'EPERM', 'EROFS', 'ENOSPC'])('names the folder on %s', (code) => {
    const error = systemError(code, { syscall: 'open', path: '/srv/data/gateway-token' })
    expect(explainFailure(error).message).toMatch(
      new RegExp(`/srv/data/gateway-token \\(${code}\\).*\\n.*OPENCLAW_DATA_DIR`),
    )
  })

  it('names the folder that can not be made', async () => {
    const error: unknown = await mkdir('/dev/null/data').catch((reason: unknown) => reason)
    expect(explainFailure(error).message).toMatch(/\/dev\/null\/data \(ENOTDIR\)/)
  })

  it('shows what our own parts say, and why the store is not there', () => {
    expect(explainFailure(new Error('Another gateway is here.')).message).toBe(
      'Another gateway is here.',
    )
    const cause = new Error('password authentication failed')
    const unavailable = new GatewayError('unavailable', 'The store is not available.', { cause })
    expect(explainFailure(unavailable).message).toBe(
      'The store is not available.\npassword authentication failed',
    )
    const refused = Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' })
    const unreachable = new GatewayError('unavailable', 'No store.', { cause: refused })
    expect(explainFailure(unreachable).message).toBe('No store.\nECONNREFUSED')
  })

  it.each([
    new TypeError('x is not a function'),
    Object.assign(new Error('no module'), { code: 'ERR_MODULE_NOT_FOUND' }),
    systemError('EMFILE', { syscall: 'open' }),
  ])('shows the stack of what nobody foresaw: %s', (error) => {
    const { message, exitCode } = explainFailure(error)
    expect(message).toMatch(/^This did not work\.\n[^]*\n\s+at /)
    expect(exitCode).toBe(1)
  })

  it('takes anything that was thrown', () => {
    expect(explainFailure('text').message).toBe('This did not work.')
  })
})

describe('requireNode', () => {
  it.each(['24.0.0', '24.21.0', '25.1.0', '100.0.0'])('takes %s', (version) => {
    expect(() => {
      requireNode(version)
    }).not.toThrow()
  })

  it.each(['20.20.2', '22.18.0', '23.11.1', '9.0.0'])('says what is needed on %s', (version) => {
    const check = (): void => {
      requireNode(version)
    }
    expect(check).toThrow(ConfigError)
    expect(check).toThrow(`needs Node 24 or newer, and this is Node ${version}`)
    expect(check).toThrow('npm ci')
  })
})
