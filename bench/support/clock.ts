/** Milliseconds by a clock that all processes of the machine share: `performance.now()` counts from each one's own start. */
export const now = (): number => Number(process.hrtime.bigint()) / 1e6
