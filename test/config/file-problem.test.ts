import { expect, it } from 'vitest'
import { ConfigError } from '../../src/config/config-error.ts'
import { FileProblem } from '../../src/config/file-problem.ts'
import { createLogRecord } from '../support/channel-context.ts'

function watched() {
  const { log, lines } = createLogRecord()
  const problem = new FileProblem(log)
  const told: string[] = []
  const end = problem.follow((message) => told.push(message))
  return { problem, told, lines, end }
}

it('is told and logged once, until it is another one, or the same again', () => {
  const { problem, told, lines, end } = watched()
  for (const text of ['port: no', 'port: no', 'host: no', 'host: no']) {
    problem.tell(new ConfigError(text))
  }
  problem.clear()
  expect(problem.current).toBeUndefined()
  problem.tell(new ConfigError('host: no'))
  expect(told.map((text) => text.split('\n')[0])).toEqual(['port: no', 'host: no', 'host: no'])
  expect(lines).toHaveLength(3)
  end()
  problem.tell(new ConfigError('port: no'))
  expect(told).toHaveLength(3)
})

it('is never longer than the contract lets it be, and is proper text', () => {
  const { problem, told } = watched()
  problem.tell(new ConfigError(`${'x'.repeat(3_999)}\u{1F600}${'x'.repeat(100)}`))
  expect(told[0]).toHaveLength(4_000)
  expect(told[0]?.isWellFormed()).toBe(true)
  expect(problem.current?.message).toBe(told[0])
})

it('does not tell what nobody wrote for its reader, which is in the log', () => {
  const { problem, lines } = watched()
  problem.tell(new TypeError('hunter2 is not iterable'))
  expect(problem.current?.message).toBe(
    'The configuration could not be used.\nUntil then the configuration stays as it was.',
  )
  expect(lines.join('')).toContain('hunter2 is not iterable')
})
