import { describe, expect, it } from 'vitest'
import { startGateway } from '../acceptance/gateway.ts'
import { freePort } from '../support/gateway-process.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { ChatPage } from './browser.ts'
import { BrowserHouse, config, desk, greeting, stored, userIdOf } from './house.ts'

const house = new BrowserHouse()

describe('a gateway that is killed and started again while a visitor writes', () => {
  it('loses nothing and repeats nothing', async () => {
    const folder = await temporaryFolder()
    const settings = { config, port: await freePort() }
    let gateway = await startGateway(folder, settings)
    const { url } = gateway
    const chat = await house.visit(desk, url)
    const texts = Array.from({ length: 30 }, (_, n) => `no ${n}`)
    for (const [index, text] of texts.entries()) {
      await chat.write(text)
      if (index % 10 !== 5) continue
      gateway.kill('SIGKILL')
      await gateway.ended
      if (index === 15) {
        await expect.poll(() => chat.status.textContent()).toBe('Reconnecting…')
        await chat.write('while it was down')
        // What is not sent survives the page too.
        await chat.screenshot('reconnecting')
      }
      gateway = await startGateway(folder, settings)
    }
    const expected = [...texts.slice(0, 16), 'while it was down', ...texts.slice(16)]
    await chat.shows(greeting, ...expected)
    expect(await stored(url, await userIdOf(chat))).toEqual(expected)
    await chat.page.reload()
    await chat.shows(greeting, ...expected)
  })

  it('is sent after a reload what was written before it', async () => {
    const folder = await temporaryFolder()
    const settings = { config, port: await freePort() }
    const gateway = await startGateway(folder, settings)
    const chat = await house.visit(desk, gateway.url)
    await chat.write('before')
    await chat.shows(greeting, 'before')
    gateway.kill('SIGKILL')
    await gateway.ended
    await chat.write('not lost')
    await chat.shows(greeting, 'before', '…not lost')
    await chat.page.close()
    await startGateway(folder, settings)
    const again = await ChatPage.open(chat.context, gateway.url)
    await again.shows(greeting, 'before', 'not lost')
    expect(await stored(gateway.url, await userIdOf(again))).toEqual(['before', 'not lost'])
  })
})
