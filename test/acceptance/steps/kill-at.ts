import { StatementSync, type SQLInputValue } from 'node:sqlite'

/**
 * Loaded into a gateway before its own code (`node --import`): kills its process at one step of the delivery of one message.
 * Nothing of the gateway is changed; the steps are the statements that it has the database run.
 *
 * `KILL_STEP` is the step, `KILL_MARK` how that message's text begins.
 */
const { KILL_STEP: step = '', KILL_MARK: mark = '' } = process.env

interface Row {
  id: string
  message: string
  status: string
  part: number
}

const statements = {
  accept: 'insert into "messages"',
  claim: 'update "messages" set "status" = ?, "attempts" = "attempts" +',
  release: 'update "messages" set "status" = ?, "attempts" = "attempts" -',
  settle: 'update "messages" set "status" = ?, "error" = ?',
}

/** What the transaction that is open has done to the message. */
let done = { accepted: false, claimed: false, settled: false, settledPart: false }
/** What is committed. */
let isAccepted = false
let isClaimed = false

const none = () => ({ accepted: false, claimed: false, settled: false, settledPart: false })

function die(): void {
  process.kill(process.pid, 'SIGKILL')
  // The signal is on its way; nothing may be done before it is there.
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000)
}

function before(sql: string): void {
  if (step === 'before the claim' && isAccepted && sql.startsWith(statements.claim)) die()
  if (step === 'when it was taken' && isClaimed && sql.startsWith(statements.settle)) die()
  if (sql !== 'commit') return
  if (step === 'before the commit' && done.settled) die()
}

function after(sql: string, parameters: SQLInputValue[], rows: Row[]): void {
  if (sql === 'commit') committed()
  else if (sql.startsWith('begin') || sql === 'rollback') done = none()
  else if (sql.startsWith(statements.accept)) done.accepted ||= parameters.some(isMarked)
  else if (sql.startsWith(statements.claim))
    done.claimed ||= rows.some(({ message }) => isMarked(message))
  // There is one message at a time, so it is this one that has to wait.
  else if (sql.startsWith(statements.release)) done.claimed = false
  else if (sql.startsWith(statements.settle))
    settled(rows.filter(({ message }) => isMarked(message)))
}

function settled([row]: Row[]): void {
  if (row === undefined) return
  done.settled = true
  done.settledPart = row.status === 'queued' && row.part > 1
}

function committed(): void {
  if (step === 'after the claim' && done.claimed) die()
  if (step === 'between two parts' && done.settledPart) die()
  isAccepted ||= done.accepted
  isClaimed ||= done.claimed
  done = none()
}

const isMarked = (value: SQLInputValue): boolean =>
  mark !== '' && typeof value === 'string' && value.startsWith(mark)

type Method = (this: StatementSync, ...parameters: SQLInputValue[]) => unknown

function watch(name: 'run' | 'all'): void {
  const original = Reflect.get(StatementSync.prototype, name) as Method
  const watched: Method = function (...parameters) {
    before(this.sourceSQL)
    const result = original.apply(this, parameters)
    after(this.sourceSQL, parameters, name === 'all' ? (result as Row[]) : [])
    return result
  }
  Reflect.set(StatementSync.prototype, name, watched)
}

watch('run')
watch('all')
