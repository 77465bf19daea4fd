// Starts Scalar on the HTTP reference.
import { currentMode } from './color-mode.ts'

declare const Scalar: { createApiReference: (selector: string, settings: object) => unknown }

declare global {
  interface Window {
    /** Set by the script with the contract. */
    openapiDocument?: { servers: { url: string }[] }
    /** The ids of the operations that can't be tried in a page. */
    untriedOperations?: string[]
  }
}

const isOnDisk = location.protocol === 'file:'

/** As a gateway serves the pages. Other hosts may do so too, so what follows from it can be edited. */
const isBelowDocs = !isOnDisk && /^\/docs\/[^/]*$/.test(location.pathname)

const contract = window.openapiDocument
const example = contract?.servers[0]?.url ?? ''
const address = isBelowDocs ? location.origin : example

const allowed = `its \`http.allowedOrigins\` must name \`${location.origin}\``
const description = isOnDisk
  ? 'From disk no request can be sent: open `/docs` of a gateway for that.'
  : isBelowDocs
    ? `The gateway that serves this page. Served by anything else, enter a gateway of yours; ${allowed}.`
    : `A gateway of yours; ${allowed}.`

const servers = [{ url: '{address}', description, variables: { address: { default: address } } }]

/** The samples then ask the same gateway as the requests, and can be pasted as they are. */
const shown = JSON.parse(JSON.stringify(contract).replaceAll(example, address)) as object

/** Scalar can hide its button everywhere or nowhere. */
function hideButtons(operations: string[]): void {
  const sheet = new CSSStyleSheet()
  for (const id of operations)
    sheet.insertRule(`[id$="/${id}"] .show-api-client-button { display: none }`)
  document.adoptedStyleSheets.push(sheet)
}

hideButtons(window.untriedOperations ?? [])

Scalar.createApiReference('#reference', {
  content: { ...shown, servers },
  servers,
  theme: 'none',
  layout: 'modern',
  darkMode: currentMode() === 'dark',
  hideDarkModeToggle: true,
  // The search of every page finds the operations too, and the guides.
  hideSearch: true,
  hideTestRequestButton: isOnDisk,
  withDefaultFonts: false,
  telemetry: false,
  persistAuth: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  showDeveloperTools: 'never',
  documentDownloadType: 'none',
  hideClientButton: true,
  hiddenClients: true,
  orderSchemaPropertiesBy: 'preserve',
  modelsSectionLabel: 'Schemas',
  showOperationId: true,
  // Without it the form's place for the token is closed at first.
  authentication: { preferredSecurityScheme: 'bearerAuth' },
  generateTagSlug: ({ name }: { name: string }) => name,
  generateOperationSlug: ({ operationId }: { operationId: string }) => operationId,
  generateWebhookSlug: ({ name }: { name: string }) => name,
})
