// Runs before the page is painted, so that it does not flash in the other colours.
import { chosenMode, show } from './color-mode.ts'

const mode = chosenMode()
if (mode !== undefined) show(mode)
