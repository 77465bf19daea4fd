/** Text as it may stand in an element or in an attribute. */
export const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

/** Like GitHub's, so that a guide's links to its own headings work there and here. */
export const slugOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-')

export const code = (text: string): string => `<code>${escaped(text)}</code>`

/** A heading that can be linked to. */
export const heading = (level: number, id: string, content: string): string =>
  `<h${level} id="${escaped(id)}">${content} <a class="anchor" href="#${escaped(id)}" aria-label="Link to this section">#</a></h${level}>`

/** A block of code; a script adds the button that copies it. */
export const codeBlock = (text: string, language = ''): string =>
  `<div class="code"${language === '' ? '' : ` data-language="${escaped(language)}"`}><pre tabindex="0"><code>${escaped(text.trimEnd())}</code></pre></div>\n`
