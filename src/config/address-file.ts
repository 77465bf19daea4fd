import { randomBytes } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/*
 * Where the gateway listens that uses a data directory, for the commands that reach it from there. One that was killed leaves it
 * behind, and whoever listens there by now is not to be sent a token. So it says nothing unless a process holds the directory's lock;
 * and each process that takes the lock, a gateway or a command, removes the old one at once. Between the two is a moment in which the
 * old one is believed by a third process, which is why it also looks whether a gateway answers.
 */

const fileIn = (dataDir: string): string => join(dataDir, 'address')

/** @param url as it listens; in place of "all addresses" the loopback one is kept, which can be connected to */
export async function writeAddress(dataDir: string, url: string): Promise<void> {
  const reachable = url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:')
  const draft = `${fileIn(dataDir)}.${randomBytes(6).toString('hex')}`
  try {
    await writeFile(draft, `${reachable}\n`, { mode: 0o600 })
    // Whole or not at all: it may be read at any moment.
    await rename(draft, fileIn(dataDir))
  } finally {
    await rm(draft, { force: true })
  }
}

/** @returns undefined when there is none, or something else in its place */
export async function readAddress(dataDir: string): Promise<string | undefined> {
  const text = await readFile(fileIn(dataDir), 'utf8').catch(() => '')
  const url = URL.parse(text.trim())
  return url?.protocol === 'http:' ? url.origin : undefined
}

/** Changes nothing when there is none. */
export const removeAddress = (dataDir: string): Promise<void> =>
  rm(fileIn(dataDir), { force: true })
