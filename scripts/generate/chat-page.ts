import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { header } from './header.ts'

const sources = new URL('../../web/chat/', import.meta.url)

/** The web chat's page: one document with all that it needs, and the policy that lets it do nothing else. */
export async function chatPageModule(): Promise<string> {
  const [html, script, style] = await Promise.all([
    readFile(new URL('index.html', sources), 'utf8'),
    bundled('main.ts'),
    bundled('style.css'),
  ])
  const page = html
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll('> <', '><')
    .replace('<style></style>', () => `<style>${style}</style>`)
    .replace('<script></script>', () => `<script>${script}</script>`)
  return [
    header.replace('spec/', 'web/chat/'),
    `export const chatPage = ${JSON.stringify(page)}\n\n`,
    `export const chatPagePolicy = ${JSON.stringify(policy(script, style))}\n`,
  ].join('')
}

/**
 * Tried in Chromium 156 over plain HTTP: `connect-src 'self'` includes the WebSocket of the page's own host and port, and the
 * browser's tests fail on any complaint about the policy. Safari before 15.4 would need its `ws:` address here.
 */
function policy(script: string, style: string): string {
  return [
    `default-src 'none'`,
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    `connect-src 'self'`,
    'img-src data:',
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types 'none'`,
  ].join('; ')
}

const hashOf = (text: string): string =>
  `sha256-${createHash('sha256').update(text).digest('base64')}`

async function bundled(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(name, sources))],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: ['chrome123', 'firefox121', 'safari17.5'],
    charset: 'utf8',
    legalComments: 'none',
    tsconfigRaw: {},
    logLevel: 'warning',
  })
  return outputFiles.map(({ text }) => text.trim()).join('')
}
