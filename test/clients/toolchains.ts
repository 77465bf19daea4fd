// For each language: the tools that it needs, what is run beside the commands of docs/clients.md, and how the programs are run.
// In the folder of a language are `openclaw-client`, as `npm run client` wrote it, and `my-program`, copied from here.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cargo, go, java, maven, python, type Tool, venv } from './tools.ts'

export interface Toolchain {
  /** Of its section in docs/clients.md. */
  title: string
  tools: Tool[]
  /** Writes the code of docs/clients.md as a program of its own into the program's folder. */
  write: (program: string, code: string) => Promise<void>
  /** Run in the program's folder before the documented commands. */
  before?: string[]
  /** Behind each documented command. */
  suffix?: string
  /** Compiles both programs. */
  after: string[]
  /** What the commands find first. */
  path?: string
  commands: (place: string) => Promise<Record<'program' | 'documented', string[]>>
}

const writing =
  (name: string, wrap: (code: string) => string = (code) => code): Toolchain['write'] =>
  async (program, code) => {
    const file = join(program, name)
    await mkdir(join(file, '..'), { recursive: true })
    await writeFile(file, wrap(code))
  }

const isImport = (line: string): boolean => line.startsWith('import ')

/** The documented lines are those of a method. */
function javaClass(code: string): string {
  const lines = code.split('\n')
  const body = lines.filter((line) => !isImport(line)).join('\n')
  return `${lines.filter(isImport).join('\n')}
public class Documented {
  public static void main(String[] args) throws Exception {
${body}
  }
}
`
}

const rustMain = (code: string): string => `#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
${code}
    Ok(())
}
`

export const toolchains: Record<string, Toolchain> = {
  typescript: {
    title: 'TypeScript',
    tools: [],
    write: writing('documented.ts'),
    after: ['npx tsc'],
    commands: () =>
      Promise.resolve({
        program: [process.execPath, 'dist/program.js'],
        documented: [process.execPath, 'dist/documented.js'],
      }),
  },
  python: {
    title: 'Python',
    tools: [python, venv],
    write: writing('documented.py'),
    before: ['python3 -m venv ../venv'],
    path: 'venv/bin',
    after: ['python -m py_compile program.py documented.py'],
    commands: (place) => {
      const own = join(place, 'venv/bin/python')
      return Promise.resolve({ program: [own, 'program.py'], documented: [own, 'documented.py'] })
    },
  },
  go: {
    title: 'Go',
    tools: [go],
    write: writing('documented/main.go'),
    after: [
      '(cd ../openclaw-client && go vet ./...)',
      'go build -o check .',
      'go build -o documented/check ./documented',
    ],
    commands: (place) => {
      const program = join(place, 'my-program')
      return Promise.resolve({
        program: [join(program, 'check')],
        documented: [join(program, 'documented/check')],
      })
    },
  },
  java: {
    title: 'Java',
    tools: [java, maven],
    write: writing('Documented.java', javaClass),
    after: [
      'mvn --batch-mode --quiet -f ../openclaw-client dependency:build-classpath -Dmdep.outputFile=target/classpath',
      'javac -cp "../openclaw-client/target/classes:$(cat ../openclaw-client/target/classpath)" -d out Program.java Documented.java',
    ],
    commands: async (place) => {
      const target = join(place, 'openclaw-client/target')
      const libraries = await readFile(join(target, 'classpath'), 'utf8')
      const classpath = [join(place, 'my-program/out'), join(target, 'classes'), libraries]
      const java = ['java', '-cp', classpath.join(':')]
      return { program: [...java, 'Program'], documented: [...java, 'Documented'] }
    },
  },
  rust: {
    title: 'Rust',
    tools: [cargo],
    write: writing('src/bin/documented.rs', rustMain),
    // TLS needs the system's OpenSSL, and the check stays on this machine.
    suffix: ' --no-default-features',
    after: ['cargo build --quiet'],
    commands: (place) => {
      const built = join(place, 'my-program/target/debug')
      return Promise.resolve({
        program: [join(built, 'openclaw-client-check')],
        documented: [join(built, 'documented')],
      })
    },
  },
}
