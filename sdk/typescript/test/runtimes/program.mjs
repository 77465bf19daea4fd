import * as sdk from '@openclaw/sdk'
import { exercise } from './exercise.mjs'

await exercise(sdk)
