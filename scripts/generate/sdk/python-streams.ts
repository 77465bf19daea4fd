import type { Contract } from '../contract.ts'
import { docstring, lastPart, pythonHeader } from './python-text.ts'

const preamble = `from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeVar, overload

from . import models

if TYPE_CHECKING:
    from .._events import OnGap
    from .._listener import AsyncReply, Reply
    from .._streams import AsyncEventStream, EventStream
`

/** `on` and `events` with their types by what is asked for. */
export function pythonStreams({ openapi }: Contract): string {
  const { mapping } = (
    openapi.components.schemas['Event'] as { discriminator: { mapping: Record<string, string> } }
  ).discriminator
  const events = Object.entries(mapping).map(([type, reference]) => ({
    type,
    model: lastPart(reference),
  }))
  return [
    pythonHeader,
    preamble,
    ...[false, true].flatMap((waits) => [handlers(events, waits), streams(events, waits)]),
  ].join('')
}

interface EventModel {
  type: string
  model: string
}

/** Only what came from a user can be answered. */
const handlerOf = ({ type, model }: EventModel, waits: boolean): string =>
  type === 'message:received'
    ? `Callable[[models.Message, ${waits ? 'AsyncReply' : 'Reply'}], object]`
    : `Callable[[models.${model}], object]`

function handlers(events: EventModel[], waits: boolean): string {
  const prefix = waits ? 'Async' : ''
  const variables = events.map(
    (event) =>
      `_${prefix}${event.model}Handler = TypeVar("_${prefix}${event.model}Handler", bound="${handlerOf(event, waits)}")\n`,
  )
  const overloads = events.map((event) => {
    const { type, model } = event
    const handler = `_${prefix}${model}Handler`
    const given = `self, type: Literal["${type}"]`
    // Not the variable: the parameters of a lambda would not be known by it.
    const passed = handlerOf(event, waits)
    return [
      `    @overload\n    def on(${given}, handler: ${passed}, /) -> ${passed}: ...\n`,
      `    @overload\n    def on(${given}, /) -> Callable[[${handler}], ${handler}]: ...\n`,
    ].join('')
  })
  const text = `Call the handler for each event of this type, one after the other; also as a decorator.

For \`message:received\` it is called with the message and a function that replies, else with the event.`
  return [
    `\n\n${variables.join('')}\n\nclass ${prefix}Handlers:\n${docstring('Handlers for events, by their type.', '    ')}\n`,
    '    def _add(self, type: str, handler: Callable[..., object]) -> None:\n        raise NotImplementedError\n\n',
    ...overloads,
    '    def on(self, type: str, handler: Any = None, /) -> Any:\n',
    docstring(text, '        '),
    '        def add(given: Any) -> Any:\n            self._add(type, given)\n            return given\n\n',
    '        return add if handler is None else add(handler)\n',
  ].join('')
}

const streamOptions = (types: string): string =>
  [
    'self',
    '*',
    'after: int | None = None',
    `types: ${types}`,
    'on_gap: OnGap | None = None',
    'web_socket: bool = True',
    'reconnect_delay: float = 0.05',
  ]
    .map((part) => `        ${part},\n`)
    .join('')

const streamText = `The gateway's events, each once and in order, across any number of connections.

Args:
    after: The id of the last event that was seen; what follows it comes first. Without it, from now on.
    types: Only these.
    on_gap: Called when events are lost to this client, which then goes on with the oldest that is kept. Without it
        that is raised as \`EventGapError\`.
    web_socket: \`False\` reads by polling alone.
    reconnect_delay: Seconds before the first try to connect again; doubled up to 8 seconds.`

function streams(events: EventModel[], waits: boolean): string {
  const stream = `${waits ? 'Async' : ''}EventStream`
  const overloads = [
    ...events.map(({ type, model }): [string, string] => [`Sequence[Literal["${type}"]]`, model]),
    ['Sequence[models.EventType]', 'KnownEvent'] as const,
    ['None = None', 'Event'] as const,
    ['Sequence[models.EventType] | None = None', 'Event'] as const,
  ].map(
    ([types, model]) =>
      `    @overload\n    def events(\n${streamOptions(types)}    ) -> ${stream}[models.${model}]: ...\n`,
  )
  return [
    `\n\nclass ${waits ? 'Async' : ''}Streams:\n${docstring('Streams of events, by their types.', '    ')}\n`,
    `    def _stream(self, **options: Any) -> ${stream}[Any]:\n        raise NotImplementedError\n\n`,
    ...overloads,
    `    def events(\n${streamOptions('Sequence[str] | None = None')}    ) -> ${stream}[Any]:\n`,
    docstring(streamText, '        '),
    `        return self._stream(\n`,
    ...['after', 'types', 'on_gap', 'web_socket', 'reconnect_delay'].map(
      (name) => `            ${name}=${name},\n`,
    ),
    '        )\n',
  ].join('')
}
