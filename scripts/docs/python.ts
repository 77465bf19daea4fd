// Samples with sdk/python.
import { snakeCase } from '../generate/sdk/python-text.ts'
import { answerOf, bodyOf, type Call, isSigned, sent, valuesOf } from './calls.ts'
import { literal, python } from './literals.ts'

const written = (value: unknown, depth = 0): string => literal(value, depth, python)

/** With `TOKEN` of the environment, and `SECRET` where the request is signed. */
export const pythonSample = (call: Call): string => `import os

from openclaw import OpenClaw

claw = OpenClaw(base_url=${written(call.address)}, token=os.environ["TOKEN"])
${statement(call)}`

function statement(call: Call): string {
  const { group, name, page } = call.sdk
  const callee = ['claw', ...[group, name].flatMap((part) => part ?? []).map(snakeCase)].join('.')
  const made = `${callee}(${joined(argumentsOf(call), callee)})`
  const answer = snakeCase(answerOf(call) ?? '')
  if (page !== undefined) return `for ${answer} in ${made}:\n    print(${answer})`
  return answer === '' ? made : `${answer} = ${made}\nprint(${answer})`
}

/** On one line where they fit, else on one each. */
function joined(given: string[], callee: string): string {
  const line = given.join(', ')
  const isShort = line.length + callee.length < 70 && !line.includes('\n')
  return isShort ? line : `\n    ${given.join(',\n    ')},\n`
}

function argumentsOf(call: Call): string[] {
  const body = bodyOf(call)
  const named = {
    ...(call.hasFreeBody ? {} : body),
    ...valuesOf(sent(call, 'query')),
    ...valuesOf(headersOf(call)),
  }
  return [
    ...call.sdk.pathParameters.map(({ name }) => written(valuesOf(sent(call, 'path'))[name])),
    ...(call.hasFreeBody && body !== undefined ? [written(body, 1)] : []),
    ...(isSigned(call.operation) ? ['secret=os.environ["SECRET"]'] : []),
    ...Object.entries(named).map(([name, value]) => `${snakeCase(name)}=${written(value, 1)}`),
  ]
}

/** The SDK signs, and makes the key that makes a repeat harmless. */
const headersOf = (call: Call): ReturnType<typeof sent> =>
  isSigned(call.operation) ? [] : sent(call, 'header').filter(({ name }) => name !== call.sdk.key)
