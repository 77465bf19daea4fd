import type { ValidateFunction } from 'ajv'
import { lookUp } from '../../scripts/check/compatibility/documents.ts'
import { contractAjv } from '../../scripts/generate/ajv.ts'
import { readContract } from '../../scripts/generate/contract.ts'
import type { OperationId } from '../../src/generated/operations.ts'

/** An answer as it came over the wire. */
export interface JudgedAnswer {
  status: number
  headers: Headers
  body: string
  /** Of the request; an answer to HEAD has the headers of a body and no body. */
  method?: string
}

interface Media {
  schema: object
}

interface Documented {
  headers?: Record<string, { schema: object; required?: boolean }>
  content?: Record<string, Media>
}

type Part = Record<string, unknown>

/**
 * Says what is wrong with an answer by `spec/openapi.yaml` alone, without any of the server's own code: its status, content type,
 * documented headers and body.
 */
export class Judge {
  readonly #responses: Map<string, Record<string, Documented>>
  readonly #compile: (schema: object) => ValidateFunction
  readonly #compiled = new Map<object, ValidateFunction>()

  private constructor(
    responses: Map<string, Record<string, Documented>>,
    compile: (schema: object) => ValidateFunction,
  ) {
    this.#responses = responses
    this.#compile = compile
  }

  static async open(): Promise<Judge> {
    const contract = await readContract()
    const ajv = contractAjv(contract, { allErrors: true })
    const { openapi } = contract
    const operations = Object.values(openapi.paths).flatMap((item) =>
      Object.values(item).filter((value) => 'operationId' in value),
    )
    const responses = new Map(
      operations.map((operation) => [
        operation.operationId,
        resolveAll(operation.responses, openapi) as Record<string, Documented>,
      ]),
    )
    return new Judge(responses, (schema) => ajv.compile(inContract(schema)))
  }

  /** What each documented answer of an operation is, by status, references to all but schemas resolved. */
  responsesOf(id: OperationId): Record<string, Documented> {
    const found = this.#responses.get(id)
    if (found === undefined) throw new Error(`There is no operation ${id}.`)
    return found
  }

  /** @returns what is wrong, one line each; nothing when the answer is as the contract has it */
  faultsOf(id: OperationId, { status, headers, body, method }: JudgedAnswer): string[] {
    const documented = this.responsesOf(id)[String(status)]
    if (documented === undefined) return [`status ${String(status)} is not documented`]
    const { content } = documented
    const type = headers.get('content-type')?.split(';')[0]?.trim() ?? ''
    const media = content?.[type]
    return [
      ...this.#headerFaults(documented, headers),
      ...(content !== undefined && media === undefined
        ? [`content type ${type} is not documented`]
        : []),
      ...(media === undefined || method === 'HEAD'
        ? unexpectedBody(body, { isDocumented: method !== 'HEAD' && content !== undefined })
        : this.#bodyFaults(media, type, body)),
    ]
  }

  #bodyFaults({ schema }: Media, type: string, body: string): string[] {
    if (type !== 'application/json') return this.#faults('body', schema, body)
    const parsed = parse(body)
    return parsed === undefined ? ['the body is no JSON'] : this.#faults('body', schema, parsed)
  }

  #headerFaults({ headers = {} }: Documented, found: Headers): string[] {
    return Object.entries(headers).flatMap(([name, { schema, required }]) => {
      const value = found.get(name)
      if (value === null) return required === true ? [`header ${name} is missing`] : []
      const isNumber = (schema as Part)['type'] === 'integer'
      return this.#faults(`header ${name}`, schema, isNumber ? integerOf(value) : value)
    })
  }

  #faults(where: string, schema: object, value: unknown): string[] {
    const known = this.#compiled.get(schema)
    const validate = known ?? this.#compile(schema)
    this.#compiled.set(schema, validate)
    if (validate(value)) return []
    return (validate.errors ?? []).map(
      ({ instancePath, message }) => `${where}${instancePath} ${message ?? ''}`,
    )
  }
}

/** Digits alone are an integer: `Number` takes an empty text for 0, and reads `0x1f` and `1e3`. */
const integerOf = (text: string): number => (/^-?\d+$/.test(text) ? Number(text) : NaN)

/** @returns undefined for what is no JSON, which has no value of that kind */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const unexpectedBody = (body: string, { isDocumented }: { isDocumented: boolean }): string[] =>
  body === '' || isDocumented ? [] : ['a body where none is documented']

/** References of the contract, as AJV finds them in the contract that it was given. */
const inContract = (schema: object): object =>
  JSON.parse(
    JSON.stringify(schema).replaceAll('"#/components/', '"contract#/components/'),
  ) as object

/** Follows `$ref` to responses and headers; schemas keep theirs. */
function resolveAll(value: unknown, document: object): unknown {
  if (Array.isArray(value)) return value.map((item) => resolveAll(item, document))
  if (typeof value !== 'object' || value === null) return value
  const { $ref } = value as { $ref?: string }
  if ($ref !== undefined && !$ref.startsWith('#/components/schemas/')) {
    return resolveAll(lookUp($ref, document), document)
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, resolveAll(child, document)]),
  )
}
