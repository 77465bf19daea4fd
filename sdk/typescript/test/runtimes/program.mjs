import * as sdk from '@openclaw/sdk'
import { exerciseHere } from './process.mjs'

await exerciseHere(sdk)
