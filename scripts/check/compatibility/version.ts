import { Incomparable } from './documents.ts'

/** A calendar version, `year.month.patch`. */
export interface Version {
  year: number
  month: number
  patch: number
}

/** Throws `Incomparable`. @param file whose `info.version` it is, for the message */
export function parseVersion(text: string, file: string): Version {
  const [, year, month, patch] = /^(\d{4})\.(\d{1,2})\.(\d+)$/.exec(text)?.map(Number) ?? []
  if (year === undefined || month === undefined || patch === undefined || month < 1 || month > 12) {
    throw new Incomparable(
      `${file}: info.version "${text}" is no year.month.patch, such as 2026.12.0.`,
    )
  }
  return { year, month, patch }
}

const monthsOf = ({ year, month }: Version): number => year * 12 + month

export const isLaterMonth = (version: Version, than: Version): boolean =>
  monthsOf(version) > monthsOf(than)

/** Below 0 when the first is the earlier one. */
export const compareVersions = (a: Version, b: Version): number =>
  monthsOf(a) - monthsOf(b) || a.patch - b.patch

/** The first version in which something may break. */
export const nextMonth = ({ year, month }: Version): string =>
  month === 12 ? `${year + 1}.1.0` : `${year}.${month + 1}.0`

export const nextPatch = ({ year, month, patch }: Version): string =>
  `${year}.${month}.${patch + 1}`
