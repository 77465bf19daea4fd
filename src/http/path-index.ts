interface Node<T> {
  /** By segment, in lower case as Express compares them. */
  named: Map<string, Node<T>>
  parameter: Node<T> | undefined
  value: T | undefined
}

const emptyNode = <T>(): Node<T> => ({ named: new Map(), parameter: undefined, value: undefined })

/** Finds the path of the contract that a request is for, in a time that does not depend on how many there are. */
export class PathIndex<T> {
  readonly #root = emptyNode<T>()

  /** @param path as the contract writes it, `/api/sessions/{id}` */
  add(path: string, value: T): void {
    let node = this.#root
    for (const segment of segmentsOf(path)) {
      if (segment.startsWith('{')) node = node.parameter ??= emptyNode()
      else {
        const next = node.named.get(segment) ?? emptyNode()
        node.named.set(segment, next)
        node = next
      }
    }
    node.value = value
  }

  /** A name goes before a parameter. @returns undefined when there is no such path */
  find(path: string): T | undefined {
    return find(this.#root, segmentsOf(path), 0)
  }
}

/** The slash at the end makes no difference. */
const segmentsOf = (path: string): string[] =>
  path.toLowerCase().replace(/\/$/, '').split('/').slice(1)

function find<T>(node: Node<T>, segments: readonly string[], depth: number): T | undefined {
  const segment = segments[depth]
  if (segment === undefined) return node.value
  const named = node.named.get(segment)
  const found = named === undefined ? undefined : find(named, segments, depth + 1)
  if (found !== undefined || node.parameter === undefined) return found
  return find(node.parameter, segments, depth + 1)
}
