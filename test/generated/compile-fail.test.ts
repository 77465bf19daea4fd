import { readdirSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const folder = join(import.meta.dirname, 'compile-fail')
const mistakes = readdirSync(folder).map((name) => join(folder, name))
const control = join(import.meta.dirname, 'compile-pass.ts')

const tsconfig = ts.readJsonConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path))
const { options } = ts.parseJsonSourceFileConfigFileContent(tsconfig, ts.sys, root)
const program = ts.createProgram([control, ...mistakes], options)

interface Diagnostic {
  line: number
  message: string
}

function diagnosticsOf(file: ts.SourceFile): Diagnostic[] {
  return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
    ({ start, messageText }) => ({
      line: file.getLineAndCharacterOfPosition(start ?? 0).line,
      message: ts.flattenDiagnosticMessageText(messageText, '\n'),
    }),
  )
}

function sourceOf(path: string): ts.SourceFile {
  const file = program.getSourceFile(path)
  if (file === undefined) throw new Error(`${path} is not in the program.`)
  return file
}

describe('a break of the contract does not compile', () => {
  it.each(mistakes.map((path) => [basename(path, '.ts'), path]))('%s', (_, path) => {
    const file = sourceOf(path)
    const lines = file.text.split('\n')
    const expected = /^\/\/ expect: (.+)$/.exec(lines[0] ?? '')?.[1] ?? 'an expectation in line 1'
    const line = lines.findIndex((text) => text.includes('// ← here'))
    const diagnostics = diagnosticsOf(file)
    expect(diagnostics.map((diagnostic) => diagnostic.line)).toEqual([line])
    expect(diagnostics[0]?.message).toMatch(new RegExp(expected))
  })

  it('and the same without the mistakes does', () => {
    expect(diagnosticsOf(sourceOf(control))).toEqual([])
  })
})
