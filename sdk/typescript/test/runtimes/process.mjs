// The uses in a process, which has its address and its token from the environment.
import assert from 'node:assert/strict'
import process from 'node:process'
import { exercise } from './exercise.mjs'

const { OPENCLAW_MOCK_URL: mockUrl, EVENTS: way, RUN: run } = process.env

/** @param {typeof import('@openclaw/sdk')} sdk as it was imported or required */
export async function exerciseHere(sdk) {
  const claw = await clientOf(sdk)
  for await (const line of exercise(sdk, { claw, mockUrl, run })) process.stdout.write(line)
  // Nothing is left that keeps the process: it ends by itself.
}

async function clientOf({ OpenClaw }) {
  // What each runtime is to have of its own, so that none of the ways is taken by mistake.
  assert.equal(typeof globalThis.WebSocket === 'function', way === 'socket')
  if (way !== 'ws') return new OpenClaw()
  const { WebSocket } = await import('ws')
  return new OpenClaw({ WebSocket })
}
