/** A bot whose token is wrong, and which asks for no `closed`. */
import { OpenClaw } from '../../src/index.ts'

const claw = new OpenClaw({ baseUrl: process.argv[2] ?? '', token: 'wrong' })
claw.on('message:received', () => undefined)
