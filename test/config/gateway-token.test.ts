import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { existingGatewayToken, gatewayToken } from '../../src/config/gateway-token.ts'
import { hashToken } from '../../src/kernel/token.ts'
import { refusal } from '../support/config.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const modeOf = async (file: string): Promise<number> => (await stat(file)).mode & 0o777

describe('the gateway token', () => {
  it('is the one of the environment, and then nothing is written', async () => {
    const dataDir = await temporaryFolder()
    const token = 'a-token-of-enough-length'
    expect(await gatewayToken({ token, dataDir })).toEqual({ token, created: false })
    expect(await readdir(dataDir)).toEqual([])
  })

  it('is made at the first start, for its owner alone, and used again', async () => {
    const dataDir = join(await temporaryFolder(), 'new', 'data')
    const made = await gatewayToken({ dataDir })
    expect(made.created).toBe(true)
    expect(made.token).toMatch(/^ocg_[A-Za-z0-9_-]{43}$/)
    expect(made.file).toBe(join(dataDir, 'gateway-token'))
    expect(await readdir(dataDir)).toEqual(['gateway-token'])
    expect(await modeOf(join(dataDir, 'gateway-token'))).toBe(0o600)
    expect(await modeOf(dataDir)).toBe(0o700)
    expect(await readFile(join(dataDir, 'gateway-token'), 'utf8')).toBe(`${made.token}\n`)
    expect(await gatewayToken({ dataDir })).toEqual({ ...made, created: false })
  })

  it('is another one for each gateway', async () => {
    const [one, other] = [await temporaryFolder(), await temporaryFolder()]
    const tokens = [await gatewayToken({ dataDir: one }), await gatewayToken({ dataDir: other })]
    expect(new Set(tokens.map(({ token }) => token)).size).toBe(2)
  })

  it('is one and the same for all that start at the same time', async () => {
    const dataDir = await temporaryFolder()
    const starts = Array.from({ length: 20 }, () => gatewayToken({ dataDir }))
    const tokens = await Promise.all(starts)
    expect(new Set(tokens.map(({ token }) => token)).size).toBe(1)
    expect(tokens.filter(({ created }) => created)).toHaveLength(1)
    expect(await readdir(dataDir)).toEqual(['gateway-token'])
  })

  it('is closed to others when its file was open to them', async () => {
    const dataDir = await temporaryFolder()
    const file = join(dataDir, 'gateway-token')
    await writeFile(file, 'a-token-of-enough-length')
    await chmod(file, 0o644)
    expect((await gatewayToken({ dataDir })).token).toBe('a-token-of-enough-length')
    expect(await modeOf(file)).toBe(0o600)
  })

  it.each([
    ['empty', ''],
    ['blank', '                    '],
    ['too short', 'fifteen-letters'],
    ['one with spaces', 'many words make a token'],
    ['one with a line break', 'a-token-of-enough-length\n'],
    ['one that no header can carry', 'a-tökèn-of-enough-length'],
  ])('must not be %s', async (_what, token) => {
    const { message } = await refusal(gatewayToken({ token, dataDir: '/nowhere' }))
    expect(message).toContain('OPENCLAW_GATEWAY_TOKEN')
    if (token.trim() !== '') expect(message).not.toContain(token.trim())
  })

  it('must not be cut off in its file', async () => {
    const dataDir = await temporaryFolder()
    await writeFile(join(dataDir, 'gateway-token'), 'ocg_x')
    const { message } = await refusal(gatewayToken({ dataDir }))
    expect(message).toContain(join(dataDir, 'gateway-token'))
  })
})

describe('the gateway token that is there already', () => {
  it('is the one of the environment, or the one in the data directory', async () => {
    const dataDir = await temporaryFolder()
    const { token: kept } = await gatewayToken({ dataDir })
    const token = 'a-token-of-enough-length'
    expect(await existingGatewayToken({ token, dataDir })).toBe(token)
    expect(await existingGatewayToken({ dataDir })).toBe(kept)
  })

  it('is not made, and its file is left as it is', async () => {
    const dataDir = await temporaryFolder()
    expect(await existingGatewayToken({ dataDir })).toBeUndefined()
    expect(await readdir(dataDir)).toEqual([])
    const file = join(dataDir, 'gateway-token')
    await writeFile(file, 'a-token-of-enough-length')
    await chmod(file, 0o644)
    expect(await existingGatewayToken({ dataDir })).toBe('a-token-of-enough-length')
    expect(await modeOf(file)).toBe(0o644)
  })

  it('is refused where it can not be used, or not be read', async () => {
    const dataDir = await temporaryFolder()
    expect((await refusal(existingGatewayToken({ token: 'short', dataDir }))).message).toContain(
      'OPENCLAW_GATEWAY_TOKEN',
    )
    await mkdir(join(dataDir, 'gateway-token'))
    const { message } = await refusal(existingGatewayToken({ dataDir }))
    expect(message).toMatch(
      /gateway-token can't be read \(EISDIR\)\.\nRun this as the user of the gateway/,
    )
  })
})

describe('hashToken', () => {
  it('is the SHA-256 in the form of auth.tokens', () => {
    expect(hashToken('abc')).toBe(
      'sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    )
  })
})
