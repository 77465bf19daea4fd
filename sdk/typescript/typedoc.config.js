import { Converter, OptionDefaults, ReflectionKind } from 'typedoc'

/** Written as `npm run docs`, into `api-docs`. */
export default {
  name: '@openclaw/sdk',
  entryPoints: ['src/index.ts'],
  tsconfig: 'tsconfig.json',
  out: 'api-docs',
  readme: 'README.md',
  plugin: [describe, withoutConstructors],
  blockTags: [...OptionDefaults.blockTags, '@description', '@constant'],
  // The type says it already.
  excludeTags: [...OptionDefaults.excludeTags, '@constant'],
  // The client's way to its own requests.
  excludeProtected: true,
  disableSources: true,
  treatWarningsAsErrors: true,
}

/** The types that are made from the contract say with a tag what TypeDoc takes from a comment's beginning. */
function describe({ converter }) {
  converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const { comment } of Object.values(project.reflections)) {
      const description = comment?.getTag('@description')
      if (description === undefined) continue
      if (comment.summary.length > 0) comment.summary.push({ kind: 'text', text: '\n\n' })
      comment.summary.push(...description.content)
      comment.removeTags('@description')
    }
  })
}

/** All but the client is made by the SDK alone. */
function withoutConstructors({ converter }) {
  converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const reflection of project.getReflectionsByKind(ReflectionKind.Constructor)) {
      if (reflection.parent?.name !== 'OpenClaw') project.removeReflection(reflection)
    }
  })
}
