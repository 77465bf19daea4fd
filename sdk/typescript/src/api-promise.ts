/** An answer with what came around it. */
export interface WithResponse<T> {
  data: T
  response: Response
  /** Under which the gateway's log tells more. */
  requestId: string | undefined
}

/** Resolves to the data of an answer; `withResponse()` to its status and headers too. */
export class ApiPromise<T> extends Promise<T> {
  readonly #exchange: Promise<WithResponse<T>>

  constructor(exchange: Promise<WithResponse<T>>) {
    // `then` below is all that is ever used of this promise.
    super((resolve) => {
      resolve(undefined as T)
    })
    this.#exchange = exchange
  }

  withResponse(): Promise<WithResponse<T>> {
    return this.#exchange
  }

  override then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#exchange.then(({ data }) => data).then(onFulfilled, onRejected)
  }

  override catch<B = never>(
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<T | B> {
    return this.then(undefined, onRejected)
  }

  override finally(onFinally?: (() => void) | null): Promise<T> {
    return this.#exchange.then(({ data }) => data).finally(onFinally)
  }
}
