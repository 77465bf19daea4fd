"""Lists that come in pages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator
from typing import Any, Generic, TypeVar

from ._model import Model
from ._request import Operation

T = TypeVar("T")


class _Page(Generic[T]):
    def __init__(self, operation: Operation[Any], body: Model) -> None:
        self.body = body
        """The answer as it came."""
        self.items: list[T] = getattr(body, operation.items or "")
        self.next_cursor: str | None = getattr(body, "next_cursor", None)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.body!r})"


class Page(_Page[T]):
    """One page of a list; iterated, it gives its items and those of all that follow it, fetched as they are needed."""

    def __init__(self, operation: Operation[Any], body: Model, fetch: Callable[[str], Page[T]]) -> None:
        super().__init__(operation, body)
        self._fetch = fetch

    def next_page(self) -> Page[T] | None:
        """`None` after the last page."""
        return None if self.next_cursor is None else self._fetch(self.next_cursor)

    def pages(self) -> Iterator[Page[T]]:
        """This page and all that follow it."""
        page: Page[T] | None = self
        while page is not None:
            yield page
            page = page.next_page()

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page.items


class AsyncPage(_Page[T]):
    """One page of a list; iterated, it gives its items and those of all that follow it, fetched as they are needed."""

    def __init__(self, operation: Operation[Any], body: Model, fetch: Callable[[str], Awaitable[AsyncPage[T]]]) -> None:
        super().__init__(operation, body)
        self._fetch = fetch

    async def next_page(self) -> AsyncPage[T] | None:
        """`None` after the last page."""
        return None if self.next_cursor is None else await self._fetch(self.next_cursor)

    async def pages(self) -> AsyncIterator[AsyncPage[T]]:
        """This page and all that follow it."""
        page: AsyncPage[T] | None = self
        while page is not None:
            yield page
            page = await page.next_page()

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.pages():
            for item in page.items:
                yield item


class AsyncPages(Generic[T]):
    """A list that is not fetched yet: await it for its first page, or iterate over the items of all."""

    def __init__(self, fetch: Callable[[], Awaitable[AsyncPage[T]]]) -> None:
        self._fetch = fetch

    def __await__(self) -> Generator[Any, Any, AsyncPage[T]]:
        return self._fetch().__await__()

    async def pages(self) -> AsyncIterator[AsyncPage[T]]:
        async for page in (await self).pages():
            yield page

    async def __aiter__(self) -> AsyncIterator[T]:
        async for item in await self:
            yield item
