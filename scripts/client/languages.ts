// One row a language: its generator, our names in it, and what that generator needs of the contract.
import type { Shape } from './document.ts'

/** How the language writes the constants of an enumeration. */
export type NameStyle = 'UPPER_SNAKE' | 'PascalCase' | 'camelCase'

export interface Language {
  /** The generator of OpenAPI Generator. */
  generator: string
  settings: Record<string, string | boolean>
  /** The name of the setting that takes the package's version. */
  version: string
  /** Further arguments. */
  options?: string[]
  shape?: Shape
  names: NameStyle
  /** Files that belong to a repository of their own, beside those of every language. */
  litter?: string[]
}

/** A field that a later version of the gateway adds must not break a client, in any language. */
const open = { disallowAdditionalPropertiesIfNotPresent: false }
/** Reads a union by its discriminator instead of by trying each of its members. */
const byDiscriminator = { useOneOfDiscriminatorLookup: true }
/** What a later version of the gateway adds to an enumeration reads as a value of its own. */
const openEnums = { enumUnknownDefaultCase: true }
const maven = { groupId: 'ai.openclaw', artifactId: 'openclaw-client' }

export const languages = {
  python: {
    generator: 'python',
    settings: {
      packageName: 'openclaw_client',
      projectName: 'openclaw-client',
      ...open,
      ...byDiscriminator,
    },
    version: 'packageVersion',
    // It does not hear of --enum-name-mappings.
    shape: { otherEvents: 'oneOf', constants: 'UPPER_SNAKE' },
    names: 'UPPER_SNAKE',
    litter: ['tox.ini', 'test-requirements.txt', 'test/**', 'setup.cfg'],
  },
  go: {
    generator: 'go',
    // Without the prefix, constants of two enumerations with the same value clash.
    settings: { packageName: 'openclaw', enumClassPrefix: true, ...open, ...byDiscriminator },
    version: 'packageVersion',
    // The module's path. Its first part has no dot, so that nothing ever asks the network for it.
    options: ['--git-host', 'openclaw', '--git-user-id', 'http-api', '--git-repo-id', 'client'],
    // As it writes those that need no mapping.
    names: 'UPPER_SNAKE',
    litter: ['test/**'],
  },
  java: {
    generator: 'java',
    settings: {
      // The JDK's own HTTP client; Jackson is the one library beside it.
      library: 'native',
      ...maven,
      invokerPackage: 'ai.openclaw.client',
      apiPackage: 'ai.openclaw.client.api',
      modelPackage: 'ai.openclaw.client.model',
      openApiNullable: false,
      useJakartaEe: true,
      ...open,
      ...openEnums,
      ...byDiscriminator,
    },
    version: 'artifactVersion',
    // The first member that takes it wins; by oneOf it would have to be the only one.
    shape: { otherEvents: 'anyOf' },
    names: 'UPPER_SNAKE',
    litter: ['src/test/**', 'build.sbt'],
  },
  rust: {
    generator: 'rust',
    // Without middleware nobody gets at the headers of an error, and so at Retry-After.
    settings: { packageName: 'openclaw-client', library: 'reqwest', supportMiddleware: true },
    version: 'packageVersion',
    // Serde keeps a union's discriminator in the enum; a field of the same name in its members is then missing.
    shape: { discriminators: 'outside' },
    names: 'PascalCase',
  },
  csharp: {
    generator: 'csharp',
    settings: {
      packageName: 'OpenClaw.Client',
      library: 'httpclient',
      targetFramework: 'net8.0',
      nullableReferenceTypes: true,
      licenseId: 'MIT',
      ...open,
      ...byDiscriminator,
    },
    version: 'packageVersion',
    shape: { otherEvents: 'oneOf' },
    names: 'PascalCase',
    litter: ['src/*.Test/**', 'appveyor.yml'],
  },
  kotlin: {
    generator: 'kotlin',
    settings: {
      library: 'jvm-okhttp4',
      // The one serializer with which a union becomes a sealed interface.
      serializationLibrary: 'kotlinx_serialization',
      generateOneOfAnyOfWrappers: true,
      packageName: 'ai.openclaw.client',
      ...maven,
      ...openEnums,
    },
    version: 'artifactVersion',
    names: 'UPPER_SNAKE',
    litter: ['src/test/**'],
  },
  php: {
    generator: 'php',
    settings: {
      invokerPackage: 'OpenClaw\\Client',
      composerPackageName: 'openclaw/client',
      licenseName: 'MIT',
      ...open,
      ...openEnums,
    },
    version: 'artifactVersion',
    // Each class of operations has a method getConfig of its own there.
    options: ['--operation-id-name-mappings', 'getConfig=getConfiguration'],
    // It merges a union's members into one class, with the payload of the last; left open, each can be read by its own class.
    shape: { unions: 'open' },
    names: 'UPPER_SNAKE',
    litter: ['test/**', 'phpunit.xml.dist', '.php-cs-fixer.dist.php'],
  },
  ruby: {
    generator: 'ruby',
    settings: {
      gemName: 'openclaw_client',
      moduleName: 'OpenClawClient',
      gemLicense: 'MIT',
      ...open,
      ...openEnums,
    },
    version: 'gemVersion',
    names: 'UPPER_SNAKE',
    litter: ['spec/**', '.rspec', '.rubocop.yml'],
  },
  swift: {
    generator: 'swift6',
    settings: { projectName: 'OpenClawClient', ...openEnums },
    version: 'podVersion',
    names: 'camelCase',
    litter: ['*.podspec', 'Cartfile', 'project.yml', '.swiftformat'],
  },
} satisfies Record<string, Language>

export type GeneratedLanguage = keyof typeof languages

/** All that the command knows: TypeScript needs no Java, so its client is made by other means. */
export const languageNames = ['typescript', ...Object.keys(languages)] as const

const pre = { alpha: 'a', beta: 'b', rc: 'rc' } as const

/** The contract's version as the language's packages write one. */
export function packageVersion(language: string, version: string): string {
  const [core = '', ...rest] = version.split('-')
  // No ecosystem but Maven takes leading zeros (2026.02.0).
  const numbers = core.split('.').map(Number).join('.')
  const suffix = rest.join('-')
  if (suffix === '') return numbers
  if (language === 'ruby') return `${numbers}.${suffix.replaceAll('-', '.')}`
  if (language !== 'python') return `${numbers}-${suffix}`
  const [, word, number = '0'] = /^(alpha|beta|rc)[.-]?(\d+)?$/.exec(suffix) ?? []
  return word === undefined
    ? `${numbers}.dev${/\d+/.exec(suffix)?.[0] ?? '0'}`
    : `${numbers}${pre[word as keyof typeof pre]}${number}`
}
