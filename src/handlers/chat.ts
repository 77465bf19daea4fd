import { type Handlers, ok } from './handler.ts'

/** The page is loaded when it is first asked for: many gateways have no web chat. */
export const chat = {
  getChat: async ({ gateway }) => {
    // Throws while no web chat is enabled.
    gateway.chat.describe()
    const { chatPage, chatPagePolicy } = await import('../generated/chat-page.ts')
    return ok(chatPage, { 'Content-Security-Policy': chatPagePolicy })
  },
} satisfies Handlers<'getChat'>
