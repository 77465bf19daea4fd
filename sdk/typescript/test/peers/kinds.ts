import { eventValidators } from '../../../../src/generated/events.ts'
import type { OperationId } from '../../../../src/generated/operations.ts'
import type { Event } from '../../../../src/generated/types.ts'
import { Judge } from '../../../../test/contract/judge.ts'
import { openCuttingProxy } from './cutting-proxy.ts'
import { House, openKillable, openMock } from './gateways.ts'
import { openHostile } from './hostile.ts'
import { freeAddress } from './listening.ts'
import type { Kinds, Peer } from './peer-server.ts'
import { openReceiver, openVisitor } from './people.ts'
import { openScripted } from './scripted.ts'

// It takes half a second, in which no other peer would answer.
const judge = await Judge.open()

/** All that a test can open, by the name that it asks for. */
export const kinds = {
  house: (config?: object) => House.open(config),
  houseWith: (log: { count: number; length: number }) => House.openWith(log),
  killable: openKillable,
  mock: openMock,
  scripted: openScripted,
  hostile: openHostile,
  proxy: openCuttingProxy,
  receiver: openReceiver,
  visitor: openVisitor,
  nobody: async () => nothingMore({ url: await freeAddress() }),
  judge: () =>
    Promise.resolve(
      nothingMore({
        url: '',
        /** What is wrong with an answer, by spec/openapi.yaml. */
        faultsOf: (
          id: OperationId,
          { headers, ...answer }: { status: number; headers: [string, string][]; body: string },
        ) => judge.faultsOf(id, { ...answer, headers: new Headers(headers) }),
        /** Those that are not as spec/asyncapi.yaml says. */
        wrongOf: (events: Event[]) =>
          events.filter(
            (event) => !(event.type in eventValidators && eventValidators[event.type](event)),
          ),
      }),
    ),
} satisfies Kinds

/** With nothing to close. */
const nothingMore = <T extends { url: string }>(peer: T): T & Peer => ({
  ...peer,
  [Symbol.asyncDispose]: () => Promise.resolve(),
})
