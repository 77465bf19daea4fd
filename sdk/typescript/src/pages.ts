import { ApiPromise, type WithResponse } from './api-promise.ts'

/** One page of a list, and the way to the next. */
export class Page<Item, Body> implements AsyncIterable<Item> {
  /** The answer as it came. */
  readonly body: Body
  readonly items: Item[]
  readonly nextCursor: string | undefined
  readonly #next: (cursor: string) => PagePromise<Item, Body>

  constructor(source: {
    body: Body
    items: Item[]
    nextCursor: string | undefined
    next: (cursor: string) => PagePromise<Item, Body>
  }) {
    this.body = source.body
    this.items = source.items
    this.nextCursor = source.nextCursor
    this.#next = source.next
  }

  /** @returns undefined on the last page */
  async nextPage(): Promise<Page<Item, Body> | undefined> {
    return this.nextCursor === undefined ? undefined : this.#next(this.nextCursor)
  }

  /** This page and all that follow it. */
  async *pages(): AsyncGenerator<Page<Item, Body>, void, undefined> {
    yield this
    for (let page = await this.nextPage(); page !== undefined; page = await page.nextPage()) {
      yield page
    }
  }

  /** The items of this page and of all that follow it, fetched as they are needed. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for await (const page of this.pages()) yield* page.items
  }
}

/** Resolves to the first page; iterated, it gives the items of all pages. */
export class PagePromise<Item, Body>
  extends ApiPromise<Page<Item, Body>>
  implements AsyncIterable<Item>
{
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    yield* await this
  }

  async *pages(): AsyncGenerator<Page<Item, Body>, void, undefined> {
    yield* (await this).pages()
  }
}

export type PageFetcher<Body> = (cursor: string | undefined) => Promise<WithResponse<Body>>

/** @param field of the body: where the items are */
export function paginate<Item, Field extends string>(
  field: Field,
  fetchPage: PageFetcher<Record<Field, Item[]> & { nextCursor?: string }>,
  cursor?: string,
): PagePromise<Item, Record<Field, Item[]> & { nextCursor?: string }> {
  return new PagePromise(
    fetchPage(cursor).then(({ data: body, ...rest }) => ({
      ...rest,
      data: new Page({
        body,
        items: body[field],
        nextCursor: body.nextCursor,
        next: (next) => paginate<Item, Field>(field, fetchPage, next),
      }),
    })),
  )
}
