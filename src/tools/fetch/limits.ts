/** Of a body, either way, and of the text that is made of one: 1 MiB. */
export const maxBytes = 1024 * 1024
