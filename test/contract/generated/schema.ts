import { type Contract, readContract, withoutMappings } from '../../../scripts/generate/contract.ts'

/** The keywords of JSON Schema that the contract uses and that say something about a value. */
export interface Schema {
  $ref?: string
  type?: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object'
  enum?: unknown[]
  const?: unknown
  minLength?: number
  maxLength?: number
  pattern?: string
  format?: string
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  items?: Schema
  required?: string[]
  properties?: Record<string, Schema>
  additionalProperties?: boolean | Schema
  propertyNames?: Schema
  minProperties?: number
  maxProperties?: number
  oneOf?: Schema[]
  discriminator?: { propertyName: string }
  not?: Schema
}

/** Those that describe, and those that are handled above. What is in neither list is refused, so that none is passed over. */
const known = new Set<string>([
  ...['$ref', 'type', 'enum', 'const', 'minLength', 'maxLength', 'pattern', 'format', 'minimum'],
  ...['maximum', 'minItems', 'maxItems', 'items', 'required', 'properties', 'propertyNames'],
  ...['additionalProperties', 'minProperties', 'maxProperties', 'oneOf', 'discriminator', 'not'],
  ...['description', 'default', 'example', 'x-restart'],
])

/** Follows references. What stands beside one counts too, as JSON Schema 2020-12 has it. */
export class Schemas {
  readonly contract: Contract
  readonly #named: Record<string, Schema>

  constructor(contract: Contract) {
    this.contract = contract
    this.#named = withoutMappings(contract.schemas)
  }

  static async read(): Promise<Schemas> {
    return new Schemas(await readContract())
  }

  named(name: string): Schema {
    const found = this.#named[name]
    if (found === undefined) throw new Error(`There is no schema ${name}.`)
    return found
  }

  resolve(schema: Schema): Schema {
    const foreign = Object.keys(schema).find((keyword) => !known.has(keyword))
    if (foreign !== undefined) throw new Error(`Nothing is generated for the keyword ${foreign}.`)
    const { $ref, ...rest } = schema
    if ($ref === undefined) return schema
    return { ...this.resolve(this.named(nameOf($ref))), ...rest }
  }

  /** The variants of a `oneOf`, by what their discriminator says. */
  variants(schema: Schema): [tag: string, variant: Schema][] {
    const property = schema.discriminator?.propertyName ?? ''
    return (schema.oneOf ?? []).map((one) => {
      const variant = this.resolve(one)
      const tag = variant.properties?.[property]?.const
      if (typeof tag !== 'string') throw new Error('A variant of oneOf has no discriminator.')
      return [tag, variant]
    })
  }

  /** The variant that a value claims to be. */
  variantOf(schema: Schema, value: unknown): [tag: string, variant: Schema] | undefined {
    const tag = isObject(value) ? value[schema.discriminator?.propertyName ?? ''] : undefined
    return this.variants(schema).find(([name]) => name === tag)
  }
}

export const nameOf = (reference: string): string => reference.split('/').at(-1) ?? ''

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
