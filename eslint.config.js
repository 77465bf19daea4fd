import js from '@eslint/js'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

const environment = 'Only src/config/ reads the environment.'

export default defineConfig(
  globalIgnores([
    'dist/',
    'site/',
    'data/',
    'src/generated/',
    'sdk/typescript/src/generated/',
    'sdk/typescript/dist/',
    'sdk/typescript/api-docs/',
    'sdk/python/',
    'test/generated/compile-fail/',
    // It imports the client that `npm run client` makes; test/clients/run.ts compiles it.
    'test/clients/typescript/',
  ]),
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.cjs'],
    languageOptions: {
      globals: { __dirname: 'readonly', console: 'readonly', process: 'readonly' },
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      // Numbers read well in templates; objects and null do not.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // A parameter that only stands for its place, as in Express's error handlers, begins with an underscore.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true },
      ],
    },
  },
  {
    files: ['src/**', 'scripts/**', 'bench/**', 'sdk/**', 'web/**'],
    rules: {
      'max-lines': ['error', 300],
      'max-lines-per-function': ['error', 60],
      'max-params': ['error', 4],
    },
  },
  {
    files: ['src/**'],
    ignores: ['src/config/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: environment },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'MemberExpression[object.property.name="process"][property.name="env"]',
          message: environment,
        },
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: ['process', 'node:process'].map((name) => ({
            name,
            importNames: ['env'],
            message: environment,
          })),
        },
      ],
    },
  },
  {
    files: ['test/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(only|skip|todo|fails)$/]',
          message: 'A test that does not run checks nothing.',
        },
      ],
    },
  },
)
