// Generated from spec/ by `npm run generate`. Do not edit.
import type { operations as types, Scope } from './types.ts'

export const version = "2026.12.0"

export const operations = {
  "getHealth": {
    "id": "getHealth",
    "method": "get",
    "path": "/health",
    "tag": "system",
    "security": "public",
    "scopes": [],
    "limit": {
      "bucket": "other",
      "limit": 200,
      "windowSeconds": 60
    },
    "success": 200,
    "headers": [],
    "defaults": [],
    "integers": [],
    "requestTypes": [],
    "responseTypes": [
      "application/json"
    ]
  },
  "getStatus": {
    "id": "getStatus",
    "method": "get",
    "path": "/api/status",
    "tag": "system",
    "security": "bearerAuth",
    "scopes": [
      "status:read"
    ],
    "limit": {
      "bucket": "other",
      "limit": 200,
      "windowSeconds": 60
    },
    "success": 200,
    "headers": [],
    "defaults": [],
    "integers": [],
    "requestTypes": [],
    "responseTypes": [
      "application/json"
    ]
  },
  "listSessions": {
    "id": "listSessions",
    "method": "get",
    "path": "/api/sessions",
    "tag": "sessions",
    "security": "bearerAuth",
    "scopes": [
      "sessions:read"
    ],
    "limit": {
      "bucket": "other",
      "limit": 200,
      "windowSeconds": 60
    },
    "success": 200,
    "headers": [],
    "defaults": [
      "limit"
    ],
    "integers": [
      "limit"
    ],
    "requestTypes": [],
    "responseTypes": [
      "application/json"
    ]
  },
  "getSession": {
    "id": "getSession",
    "method": "get",
    "path": "/api/sessions/{id}",
    "tag": "sessions",
    "security": "bearerAuth",
    "scopes": [
      "sessions:read"
    ],
    "limit": {
      "bucket": "other",
      "limit": 200,
      "windowSeconds": 60
    },
    "success": 200,
    "headers": [],
    "defaults": [],
    "integers": [],
    "requestTypes": [],
    "responseTypes": [
      "application/json"
    ]
  },
  "deleteSession": {
    "id": "deleteSession",
    "method": "delete",
    "path": "/api/sessions/{id}",
    "tag": "sessions",
    "security": "bearerAuth",
    "scopes": [
      "sessions:write"
    ],
    "limit": {
      "bucket": "other",
      "limit": 200,
      "windowSeconds": 60
    },
    "success": 204,
    "headers": [],
    "defaults": [],
    "integers": [],
    "requestTypes": [],
    "responseTypes": []
  },
  "listSessionMessages": {
    "id": "listSessionMessages",
    "method": "get",
    "path": "/api/sessions/{id}/messages",
    "tag": "sessions",
    "security": "bearerAuth",
    "scopes": [
      "sessions:read"
    ],
    "limit": {
      "bucket": "other",
      "limit": 200,
      "windowSeconds": 60
    },
    "success": 200,
    "headers": [],
    "defaults": [
      "limit"
    ],
    "integers": [
      "limit"
    ],
    "requestTypes": [],
    "responseTypes": [
      "application/json"
    ]
  },
  "sendMessage": {
    "id": "sendMessage",
    "method": "post",
    "path": "/api/messages",
    "tag": "messages",
    "security": "bearerAuth",
    "scopes": [
      "messages:write"
    ],
    "limit": {
      "bucket": "messages",
      "limit": 100,
      "windowSeconds": 60
    },
    "success": 202,
    "headers": [
      "Idempotency-Key"
    ],
    "defaults": [],
    "integers": [],
    "requestTypes": [
      "application/json"
    ],
    "responseTypes": [
      "application/json"
    ]
  },
  "getMessage": {
    "id": "getMessage",
    "method": "get",
    "path": "/api/messages/{id}",
    "tag": "messages",
    "security": "bearerAuth",
    "scopes": [
      "messages:read"
    ],
    "limit": {
      "bucket": "other",
      "limit": 200,
      "windowSeconds": 60
    },
    "success": 200,
    "headers": [],
    "defaults": [],
    "integers": [],
    "requestTypes": [],
    "responseTypes": [
      "application/json"
    ]
  },
  "listChannels": {
    "id": "listChannels",
    "method": "get",
    "path": "/api/channels",
    "tag": "channels",
    "security": "bearerAuth",
    "scopes": [
      "channels:read"
    ],
    "limit": {
      "bucket": "other",
      "limit": 200,
      "windowSeconds": 60
    },
    "success": 200,
    "headers": [],
    "defaults": [],
    "integers": [],
    "requestTypes": [],
    "responseTypes": [
      "application/json"
    ]
  },
  "listTools": {
    "id": "listTools",
    "method": "get",
    "path": "/api/tools",
    "tag": "tools",
    "security": "bearerAuth",
    "scopes": [
      "tools:read"
    ],
    "limit": {
      "bucket": "other",
      "limit": 200,
      "windowSeconds": 60
    },
    "success": 200,
    "headers": [],
    "defaults": [],
    "integers": [],
    "requestTypes": [],
    "responseTypes": [
      "application/json"
    ]
  },
  "invokeTool": {
    "id": "invokeTool",
    "method": "post",
    "path": "/api/tools/{name}/invoke",
    "tag": "tools",
    "security": "bearerAuth",
    "scopes": [
      "tools:invoke"
    ],
    "limit": {
      "bucket": "toolCalls",
      "limit": 50,
      "windowSeconds": 60
    },
    "success": 200,
    "headers": [],
    "defaults": [],
    "integers": [],
    "requestTypes": [
      "application/json"
    ],
    "responseTypes": [
      "application/json"
    ]
  },
  "listCronJobs": {
    "id": "listCronJobs",
    "method": "get",
    "path": "/api/cron",
    "tag": "cron",
    "security": "bearerAuth",
    "scopes": [
      "cron:read"
    ],
    "limit": {
      "bucket": "other",
      "limit": 200,
      "windowSeconds": 60
    },
    "success": 200,
    "headers": [],
    "defaults": [],
    "integers": [],
    "requestTypes": [],
    "responseTypes": [
      "application/json"
    ]
  },
  "createCronJob": {
    "id": "createCronJob",
    "method": "post",
    "path": "/api/cron",
    "tag": "cron",
    "security": "bearerAuth",
    "scopes": [
      "cron:write"
    ],
    "limit": {
      "bucket": "other",
      "limit": 200,
      "windowSeconds": 60
    },
    "success": 201,
    "headers": [],
    "defaults": [],
    "integers": [],
    "requestTypes": [
      "application/json"
    ],
    "responseTypes": [
      "application/json"
    ]
  },
  "updateCronJob": {
    "id": "updateCronJob",
    "method": "patch",
    "path": "/api/cron/{id}",
    "tag": "cron",
    "security": "bearerAuth",
    "scopes": [
      "cron:write"
    ],
    "limit": {
      "bucket": "other",
      "limit": 200,
      "windowSeconds": 60
    },
    "success": 200,
    "headers": [],
    "defaults": [],
    "integers": [],
    "requestTypes": [
      "application/json"
    ],
    "responseTypes": [
      "application/json"
    ]
  },
  "deleteCronJob": {
    "id": "deleteCronJob",
    "method": "delete",
    "path": "/api/cron/{id}",
    "tag": "cron",
    "security": "bearerAuth",
    "scopes": [
      "cron:write"
    ],
    "limit": {
      "bucket": "other",
      "limit": 200,
      "windowSeconds": 60
    },
    "success": 204,
    "headers": [],
    "defaults": [],
    "integers": [],
    "requestTypes": [],
    "responseTypes": []
  },
  "runCronJob": {
    "id": "runCronJob",
    "method": "post",
    "path": "/api/cron/{id}/run",
    "tag": "cron",
    "security": "bearerAuth",
    "scopes": [
      "cron:run"
    ],
    "limit": {
      "bucket": "other",
      "limit": 200,
      "windowSeconds": 60
    },
    "success": 202,
    "headers": [],
    "defaults": [],
    "integers": [],
    "requestTypes": [],
    "responseTypes": [
      "application/json"
    ]
  },
  "listCronRuns": {
    "id": "listCronRuns",
    "method": "get",
    "path": "/api/cron/{id}/runs",
    "tag": "cron",
    "security": "bearerAuth",
    "scopes": [
      "cron:read"
    ],
    "limit": {
      "bucket": "other",
      "limit": 200,
      "windowSeconds": 60
    },
    "success": 200,
    "headers": [],
    "defaults": [
      "limit"
    ],
    "integers": [
      "limit"
    ],
    "requestTypes": [],
    "responseTypes": [
      "application/json"
    ]
  },
  "getConfig": {
    "id": "getConfig",
    "method": "get",
    "path": "/api/config",
    "tag": "config",
    "security": "bearerAuth",
    "scopes": [
      "config:read"
    ],
    "limit": {
      "bucket": "other",
      "limit": 200,
      "windowSeconds": 60
    },
    "success": 200,
    "headers": [],
    "defaults": [],
    "integers": [],
    "requestTypes": [],
    "responseTypes": [
      "application/json"
    ]
  },
  "updateConfig": {
    "id": "updateConfig",
    "method": "patch",
    "path": "/api/config",
    "tag": "config",
    "security": "bearerAuth",
    "scopes": [
      "config:write"
    ],
    "limit": {
      "bucket": "other",
      "limit": 200,
      "windowSeconds": 60
    },
    "success": 200,
    "headers": [
      "If-Match"
    ],
    "defaults": [],
    "integers": [],
    "requestTypes": [
      "application/json",
      "application/merge-patch+json"
    ],
    "responseTypes": [
      "application/json"
    ]
  },
  "listEvents": {
    "id": "listEvents",
    "method": "get",
    "path": "/api/events",
    "tag": "events",
    "security": "bearerAuth",
    "scopes": [
      "events:read"
    ],
    "limit": {
      "bucket": "other",
      "limit": 200,
      "windowSeconds": 60
    },
    "success": 200,
    "headers": [],
    "defaults": [
      "limit"
    ],
    "integers": [
      "after",
      "limit"
    ],
    "requestTypes": [],
    "responseTypes": [
      "application/json"
    ]
  },
  "receiveWebhook": {
    "id": "receiveWebhook",
    "method": "post",
    "path": "/hooks/{channel}",
    "tag": "webhooks",
    "security": "webhookSignature",
    "scopes": [],
    "limit": {
      "bucket": "other",
      "limit": 200,
      "windowSeconds": 60
    },
    "success": 202,
    "headers": [
      "webhook-id",
      "webhook-timestamp"
    ],
    "defaults": [],
    "integers": [],
    "requestTypes": [
      "application/json"
    ],
    "responseTypes": [
      "application/json"
    ]
  },
  "getChat": {
    "id": "getChat",
    "method": "get",
    "path": "/chat",
    "tag": "chat",
    "security": "public",
    "scopes": [],
    "limit": {
      "bucket": "other",
      "limit": 200,
      "windowSeconds": 60
    },
    "success": 200,
    "headers": [],
    "defaults": [],
    "integers": [],
    "requestTypes": [],
    "responseTypes": [
      "text/html"
    ]
  },
  "getOpenApiJson": {
    "id": "getOpenApiJson",
    "method": "get",
    "path": "/openapi.json",
    "tag": "docs",
    "security": "public",
    "scopes": [],
    "limit": {
      "bucket": "other",
      "limit": 200,
      "windowSeconds": 60
    },
    "success": 200,
    "headers": [],
    "defaults": [],
    "integers": [],
    "requestTypes": [],
    "responseTypes": [
      "application/json"
    ]
  },
  "getOpenApiYaml": {
    "id": "getOpenApiYaml",
    "method": "get",
    "path": "/openapi.yaml",
    "tag": "docs",
    "security": "public",
    "scopes": [],
    "limit": {
      "bucket": "other",
      "limit": 200,
      "windowSeconds": 60
    },
    "success": 200,
    "headers": [],
    "defaults": [],
    "integers": [],
    "requestTypes": [],
    "responseTypes": [
      "application/yaml"
    ]
  },
  "getAsyncApiJson": {
    "id": "getAsyncApiJson",
    "method": "get",
    "path": "/asyncapi.json",
    "tag": "docs",
    "security": "public",
    "scopes": [],
    "limit": {
      "bucket": "other",
      "limit": 200,
      "windowSeconds": 60
    },
    "success": 200,
    "headers": [],
    "defaults": [],
    "integers": [],
    "requestTypes": [],
    "responseTypes": [
      "application/json"
    ]
  },
  "getAsyncApiYaml": {
    "id": "getAsyncApiYaml",
    "method": "get",
    "path": "/asyncapi.yaml",
    "tag": "docs",
    "security": "public",
    "scopes": [],
    "limit": {
      "bucket": "other",
      "limit": 200,
      "windowSeconds": 60
    },
    "success": 200,
    "headers": [],
    "defaults": [],
    "integers": [],
    "requestTypes": [],
    "responseTypes": [
      "application/yaml"
    ]
  },
  "getDocs": {
    "id": "getDocs",
    "method": "get",
    "path": "/docs",
    "tag": "docs",
    "security": "public",
    "scopes": [],
    "limit": {
      "bucket": "other",
      "limit": 200,
      "windowSeconds": 60
    },
    "success": 200,
    "headers": [],
    "defaults": [],
    "integers": [],
    "requestTypes": [],
    "responseTypes": [
      "text/html"
    ]
  },
  "getDocsFile": {
    "id": "getDocsFile",
    "method": "get",
    "path": "/docs/{file}",
    "tag": "docs",
    "security": "public",
    "scopes": [],
    "limit": {
      "bucket": "other",
      "limit": 200,
      "windowSeconds": 60
    },
    "success": 200,
    "headers": [],
    "defaults": [],
    "integers": [],
    "requestTypes": [],
    "responseTypes": [
      "text/html",
      "text/css",
      "text/javascript",
      "text/plain",
      "image/svg+xml",
      "application/yaml",
      "application/json"
    ]
  }
} as const satisfies Record<Exclude<keyof types, 'deliverMessage'>, unknown>

export type OperationId = keyof typeof operations

export const maxLengths = {"Id":80,"Name":64,"ToolName":128,"ToolPattern":128,"UserId":255,"MessageText":65536,"Timestamp":40,"Text":10000000,"ChannelReason":2000,"NextCursor":512,"SenderName":255,"CronJobName":100,"VariableName":255,"VariableValue":32768,"Snowflake":20} as const

export const allScopes = ["status:read","sessions:read","sessions:write","messages:read","messages:write","channels:read","tools:read","tools:invoke","cron:read","cron:write","cron:run","config:read","config:write","events:read"] as const satisfies Scope[]
