import type { ErrorCode } from 'yaml'

/** The parser's own messages quote what is there, and what is there may be a secret. */
export const yamlFaults: Record<ErrorCode, string> = {
  ALIAS_PROPS: 'an alias can have no anchor or tag',
  BAD_ALIAS: 'an alias has a name that is not allowed; put a value that begins with * in quotes',
  BAD_COLLECTION_TYPE: 'a tag that does not fit; put a value that begins with ! in quotes',
  BAD_DIRECTIVE: 'a line that begins with % is a directive, and is none; put the value in quotes',
  BAD_DQ_ESCAPE: 'a backslash in double quotes that begins no escape; use single quotes',
  BAD_INDENT: 'a line is not indented as those around it',
  BAD_PROP_ORDER: 'an anchor or a tag is in the wrong place',
  BAD_SCALAR_START: 'a value begins with a reserved character; put it in quotes',
  BLOCK_AS_IMPLICIT_KEY:
    'a mapping begins inside of a value; put a value that holds ": " in quotes',
  BLOCK_IN_FLOW: 'a block begins inside of brackets',
  DUPLICATE_KEY: 'a key is there twice',
  IMPOSSIBLE: 'can not be read',
  KEY_OVER_1024_CHARS: 'a key is too long',
  MISSING_CHAR: 'a character is missing: a quote, a bracket, a comma, a colon or a space',
  MULTILINE_IMPLICIT_KEY: 'a key goes over several lines, or a colon is missing',
  MULTIPLE_ANCHORS: 'a value has two anchors',
  MULTIPLE_DOCS: 'there is more than one document; --- may stand at the top only',
  MULTIPLE_TAGS: 'a value has two tags',
  NON_STRING_KEY: 'a key is no text; put it in quotes',
  RESOURCE_EXHAUSTION: 'is nested too deep',
  TAB_AS_INDENT: 'a line is indented with a tab; use spaces',
  TAG_RESOLVE_FAILED: 'a tag is not known; put a value that begins with ! in quotes',
  UNEXPECTED_TOKEN: 'a character is not expected here; put the value in quotes, or correct it',
}
