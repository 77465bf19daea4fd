// The first page: what this is, where everything is, and the README's first steps.
import type { About } from './about.ts'
import { escaped, heading } from './html.ts'
import type { Guide } from './guides.ts'
import { eventsFile } from './events.ts'
import { referenceFile } from './reference.ts'

interface Card {
  title: string
  file: string
  text: string
}

/** @param readme without its list of links, which the cards are here */
export function startPage({ summary }: About, readme: Guide, guides: Guide[]): Guide {
  const cards = [
    {
      title: 'HTTP reference',
      file: referenceFile,
      text: 'Every operation, with requests to try.',
    },
    { title: 'Events', file: eventsFile, text: 'Both sockets, and every message on them.' },
    ...guides.map(({ title, file, description }) => ({ title, file, text: description })),
  ]
  const [opening = '', ...rest] = readme.content.split(/(?=<h2)/)
  const downloads = { id: 'downloads', text: 'Downloads' }
  return {
    ...readme,
    headings: [...readme.headings, downloads],
    content: [
      opening.replace('</h1>', `</h1>\n<p class="lead">${escaped(summary)}</p>`),
      `<ul class="cards">${cards.map(card).join('')}</ul>`,
      ...rest,
      heading(2, downloads.id, downloads.text),
      downloadList,
    ].join('\n'),
  }
}

const card = ({ title, file, text }: Card): string =>
  `<li><a href="${file}"><strong>${escaped(title)}</strong><span>${escaped(text)}</span></a></li>`

const downloadList = `<ul>
<li>The HTTP contract, OpenAPI 3.1: <a href="openapi.yaml" download>openapi.yaml</a>, <a href="openapi.json" download>openapi.json</a></li>
<li>For generators that know only OpenAPI 3.0: <a href="openapi-3.0.yaml" download>openapi-3.0.yaml</a>, <a href="openapi-3.0.json" download>openapi-3.0.json</a>; the gateway's own webhook is left out there, for 3.0 knows no webhooks</li>
<li>The event contract, AsyncAPI 3.0: <a href="asyncapi.yaml" download>asyncapi.yaml</a>, which refers to openapi.yaml beside it, and <a href="asyncapi.json" download>asyncapi.json</a>, which stands alone</li>
<li>For language models: <a href="llms.txt">llms.txt</a>, and everything in one file, <a href="llms-full.txt">llms-full.txt</a></li>
</ul>`
