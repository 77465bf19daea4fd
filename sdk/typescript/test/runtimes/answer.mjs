import { exercise } from './exercise.mjs'

const { Response, URL } = globalThis

/** The uses while a request waits for their lines; `run` in its address names them. */
export async function answer({ url }, sdk, { claw, mockUrl }) {
  const run = new URL(url).searchParams.get('run')
  let lines = ''
  try {
    for await (const line of exercise(sdk, { claw, mockUrl, run })) lines += line
    return new Response(lines)
  } catch (error) {
    return new Response(`${lines}${error.stack}`, { status: 500 })
  }
}
