import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readAddress, removeAddress, writeAddress } from '../../src/config/address-file.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

describe('the file with the address of the gateway', () => {
  it('is for its owner alone, and in place of an older one', async () => {
    const dataDir = await temporaryFolder()
    await writeAddress(dataDir, 'http://127.0.0.1:1')
    await writeAddress(dataDir, 'http://127.0.0.1:3000')
    expect(await readdir(dataDir)).toEqual(['address'])
    expect(await readFile(join(dataDir, 'address'), 'utf8')).toBe('http://127.0.0.1:3000\n')
    expect((await stat(join(dataDir, 'address'))).mode & 0o777).toBe(0o600)
    expect(await readAddress(dataDir)).toBe('http://127.0.0.1:3000')
  })

  it('is removed, whether it is there or not', async () => {
    const dataDir = await temporaryFolder()
    await writeAddress(dataDir, 'http://127.0.0.1:3000')
    await removeAddress(dataDir)
    await removeAddress(dataDir)
    expect(await readdir(dataDir)).toEqual([])
    expect(await readAddress(dataDir)).toBeUndefined()
  })

  it.each([
    ['http://0.0.0.0:3000', 'http://127.0.0.1:3000'],
    ['http://[::]:3000', 'http://[::1]:3000'],
    ['http://[2001:db8::1]:3000', 'http://[2001:db8::1]:3000'],
    ['http://192.0.2.7:3000', 'http://192.0.2.7:3000'],
  ])('says of %s where it can be reached', async (url, reachable) => {
    const dataDir = await temporaryFolder()
    await writeAddress(dataDir, url)
    expect(await readAddress(dataDir)).toBe(reachable)
  })

  it.each(['', 'nonsense', 'file:///etc/passwd', 'https://example.com'])(
    'is not there when it holds %j',
    async (text) => {
      const dataDir = await temporaryFolder()
      await writeFile(join(dataDir, 'address'), text)
      expect(await readAddress(dataDir)).toBeUndefined()
    },
  )
})
