// What the tests of the SDK talk to: the real gateway, the mock, and servers and proxies that misbehave. It is a process of its own, so
// that the tests can run wherever the SDK does, in a browser too. Prints its address, and ends with its standard input.
import { PeerServer } from './peer-server.ts'
import { kinds } from './kinds.ts'

const server = await PeerServer.listen(kinds)
console.log(server.url)
// Of one peer: the tests of the others go on.
process.on('unhandledRejection', (reason) => {
  console.error(reason)
})
process.stdin.once('close', () => void server.close().finally(() => process.exit()))
process.stdin.resume()
