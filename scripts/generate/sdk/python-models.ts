import type { Contract, SchemaObject } from '../contract.ts'
import { sdkOperations } from './operations.ts'
import {
  descriptionOf,
  docstring,
  lastPart,
  literal,
  pascalCase,
  propertiesOf,
  pythonHeader,
  requiredOf,
  snakeCase,
} from './python-text.ts'

const preamble = `from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal, Union

from pydantic import Discriminator, Field, Tag

from .._model import Model, OpenEnum, tag_of
`

const primitives: Record<string, string> = {
  string: 'str',
  integer: 'int',
  number: 'float',
  boolean: 'bool',
}

/** Errors and events are read by the SDK itself, whatever the operations name. */
const always = ['ErrorResponse', 'ErrorCode', 'ErrorDetails', 'EventType', 'Event']

/** pydantic models of every schema that a request or an answer uses, each after those that it is made of. */
export function pythonModels(contract: Contract): string {
  const writer = new ModelWriter(contract.openapi.components.schemas)
  const used = sdkOperations(contract).flatMap(({ body, answer, query }) => [
    body,
    answer,
    ...query
      .map(({ schema }) => schema['$ref'])
      .map((ref) => (typeof ref === 'string' ? lastPart(ref) : undefined)),
  ])
  for (const name of [...always, ...used]) if (name !== undefined) writer.reference(name)
  return pythonHeader + preamble + writer.text()
}

/** The types of a contract in Python's spelling; `models` is what the models are called by where they are used. */
export class ModelWriter {
  readonly #schemas: Record<string, SchemaObject>
  readonly #written = new Map<string, string>()
  readonly #unions: string[] = []

  constructor(schemas: Record<string, SchemaObject>) {
    this.#schemas = schemas
  }

  text(): string {
    const names = [...this.#written.keys(), ...this.#unions.map((name) => `Known${name}`)].sort()
    return [
      `\n__all__ = [\n${names.map((name) => `    "${name}",\n`).join('')}]\n`,
      ...[...this.#written.values()].map((definition) => `\n\n${definition}`),
    ].join('')
  }

  /** The type of a named schema, which is written first where it needs a definition. */
  reference(name: string): string {
    const schema = this.#schemas[name]
    if (schema === undefined) throw new Error(`There is no schema ${name}.`)
    return this.typeOf(schema, name)
  }

  /** @param name what the type is called where it needs a name */
  typeOf(schema: SchemaObject, name: string): string {
    const { $ref, oneOf, type, items, additionalProperties, format } = schema
    if (typeof $ref === 'string') return this.reference(lastPart($ref))
    if (Array.isArray(oneOf) && schema['discriminator'] !== undefined)
      return this.#union(schema, name)
    if (Array.isArray(schema['enum'])) return this.#enumeration(schema, name)
    if (typeof schema['const'] === 'string') return `Literal[${literal(schema['const'])}]`
    if (schema['properties'] !== undefined) return this.#model(schema, name)
    if (type === 'array') return `list[${this.typeOf(items as SchemaObject, `${name}Item`)}]`
    if (type === 'object') {
      const values = typeof additionalProperties === 'object' ? additionalProperties : {}
      return `dict[str, ${this.typeOf(values as SchemaObject, `${name}Value`)}]`
    }
    if (format === 'date-time') return 'datetime'
    return primitives[type as string] ?? 'Any'
  }

  #define(name: string, definition: () => string): string {
    if (!this.#written.has(name)) {
      // Taken before it is written: two schemas that come to one name must not become one.
      const text = definition()
      if (this.#written.has(name)) throw new Error(`${name} would be defined twice.`)
      this.#written.set(name, text)
    }
    return name
  }

  #enumeration(schema: SchemaObject, name: string): string {
    const values = (schema['enum'] as unknown[]).map(literal).join(', ')
    return this.#define(
      name,
      () =>
        `${name} = Annotated[Literal[${values}], OpenEnum()]\n${docstring(descriptionOf(schema), '')}`,
    )
  }

  #model(schema: SchemaObject, name: string): string {
    return this.#define(name, () => {
      const required = requiredOf(schema)
      const fields = propertiesOf(schema).map(([property, value]) =>
        this.#field({ model: name, property, value, required: required.includes(property) }),
      )
      return `class ${name}(Model):\n${docstring(descriptionOf(schema) || name, '    ')}\n${fields.join('')}`
    })
  }

  #field(field: {
    model: string
    property: string
    value: SchemaObject
    required: boolean
  }): string {
    const { property, value, required } = field
    const type = this.typeOf(value, `${field.model}${pascalCase(property)}`)
    const constant = typeof value['const'] === 'string' ? value['const'] : undefined
    const fallback =
      constant !== undefined
        ? literal(constant)
        : required
          ? undefined
          : this.#fallback(value, type)
    const optional = !required && constant === undefined && fallback === undefined
    const line = optional
      ? `${type} | None = None`
      : `${type}${fallback === undefined ? '' : ` = ${fallback}`}`
    return `    ${snakeCase(property)}: ${line}\n${docstring(descriptionOf(value), '    ')}`
  }

  #fallback(value: SchemaObject, type: string): string | undefined {
    const { default: fallback } = value
    if (fallback === undefined) return undefined
    if (Array.isArray(fallback) && fallback.length > 0) {
      const items = fallback.map((item) =>
        type === 'list[float]' ? `${String(item)}.0` : literal(item),
      )
      return `Field(default_factory=lambda: [${items.join(', ')}])`
    }
    if (typeof fallback === 'object') return `Field(default_factory=${type})`
    return literal(fallback)
  }

  /** With a model for what a newer gateway may add. */
  #union(schema: SchemaObject, name: string): string {
    return this.#define(name, () => {
      this.#unions.push(name)
      const { mapping, propertyName } = schema['discriminator'] as {
        mapping: Record<string, string>
        propertyName: string
      }
      const variants = Object.entries(mapping).map(([tag, reference]): [string, string] => [
        tag,
        this.reference(lastPart(reference)),
      ])
      const unknown = this.#unknown(name, {
        propertyName,
        variants: variants.map(([, type]) => type),
      })
      const known = variants.map(([, type]) => type).join(' | ')
      const members = [
        ...variants.map(([tag, type]) => `        Annotated[${type}, Tag(${literal(tag)})],\n`),
        `        Annotated[${unknown}, Tag("")],\n`,
      ]
      const tags = variants.map(([tag]) => literal(tag)).join(', ')
      return [
        `Known${name} = Union[${known.replaceAll(' | ', ', ')}]\n`,
        docstring(`${descriptionOf(schema)} One of those that this version knows.`, ''),
        `\n${name} = Annotated[\n    Union[\n${members.join('')}    ],\n`,
        `    Discriminator(tag_of(${literal(propertyName)}, ${tags})),\n]\n`,
        docstring(`${descriptionOf(schema)} Also one that only a newer gateway knows.`, ''),
      ].join('')
    })
  }

  /** Of what all variants have. */
  #unknown(
    union: string,
    { propertyName, variants }: { propertyName: string; variants: string[] },
  ): string {
    const name = `Unknown${union}`
    return this.#define(name, () => {
      const [first = {}, ...others] = variants.map((variant) => this.#schemas[variant] ?? {})
      const common = propertiesOf(first).filter(
        ([property]) =>
          requiredOf(first).includes(property) &&
          others.every((other) => requiredOf(other).includes(property)),
      )
      const fields = common.map(([property, value]) => {
        const same = others.every(
          (other) =>
            JSON.stringify((other['properties'] as Record<string, unknown>)[property]) ===
            JSON.stringify(value),
        )
        const type = property === propertyName ? 'str' : same ? this.typeOf(value, name) : 'Any'
        return `    ${snakeCase(property)}: ${type}\n`
      })
      return `class ${name}(Model):\n${docstring('One that this version does not know.', '    ')}\n${fields.join('')}`
    })
  }
}
