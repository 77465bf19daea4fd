import { byId } from './elements.ts'

/** Asks before the conversation is forgotten, as on a machine that others use too. */
export function createLeaving(forget: () => void): void {
  const dialog = byId('leave', HTMLDialogElement)
  const on = (id: string, act: () => void): void => {
    byId(id, HTMLButtonElement).addEventListener('click', act)
  }
  on('renew', () => {
    dialog.showModal()
  })
  on('stay', () => {
    dialog.close()
  })
  on('forget', () => {
    dialog.close()
    forget()
    byId('text', HTMLTextAreaElement).focus()
  })
}
