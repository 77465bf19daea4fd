// Samples with sdk/typescript.
import { camelCase } from '../generate/sdk/operations.ts'
import { answerOf, bodyOf, type Call, isSigned, sent, valuesOf } from './calls.ts'
import { literal, typescript } from './literals.ts'

const written = (value: unknown, before = 0): string => literal(value, 0, typescript, before)

/** With `TOKEN` of the environment, and `SECRET` where the request is signed. */
export const typescriptSample = (call: Call): string => `import { OpenClaw } from '@openclaw/sdk'

const claw = new OpenClaw({
  baseUrl: ${written(call.address)},
  token: process.env.TOKEN ?? '',
})
${statement(call)}`

function statement(call: Call): string {
  const { group, name, page } = call.sdk
  const callee = ['claw', group, name].filter((part) => part !== undefined).join('.')
  const made = `${callee}(${argumentsOf(call).join(', ')})`
  const answer = answerOf(call)
  if (page !== undefined)
    return `for await (const ${answer ?? ''} of ${made}) {\n  console.log(${answer ?? ''})\n}`
  return answer === undefined
    ? `await ${made}`
    : `const ${answer} = await ${made}\nconsole.log(${answer})`
}

/** What stands before an argument, by and large: `const message = await claw.messages.send(`. */
const room = 40

function argumentsOf(call: Call): string[] {
  const query = valuesOf(sent(call, 'query'))
  const options = optionsOf(call)
  const body = bodyOf(call)
  const isQueryGiven = Object.keys(query).length > 0
  return [
    ...call.sdk.pathParameters.map(({ name }) => written(valuesOf(sent(call, 'path'))[name])),
    ...(body === undefined ? [] : [written(body, room)]),
    // What comes after it has its place behind it.
    ...(isQueryGiven || (options !== '' && call.sdk.query.length > 0)
      ? [written(query, room)]
      : []),
    ...(options === '' ? [] : [options]),
  ]
}

/** The SDK signs, and makes the key that makes a repeat harmless. */
function optionsOf(call: Call): string {
  if (isSigned(call.operation)) return `{ secret: process.env.SECRET ?? '' }`
  const given = sent(call, 'header')
    .filter(({ name }) => name !== call.sdk.key)
    .map(({ name, example }) => [camelCase(name), example])
  return given.length === 0 ? '' : written(Object.fromEntries(given))
}
