/** Greater than every id: `~` comes after all characters that an id may have. */
export const behindAllIds = '~'
