// Generated from spec/ by `npm run generate`. Do not edit.
import type { ValidateFunction } from 'ajv'
import * as code from './config-validator.ts'
import type { Config } from './types.ts'

export const validateConfig = code.Config as unknown as ValidateFunction<Config>

export const configSchema: unknown = {
  "type": "object",
  "description": "The whole configuration, for the file, the patches and the answer. `x-restart` marks what takes effect at the next\nstart; `format: password` marks a secret, which reads `[redacted]`.\n",
  "additionalProperties": false,
  "properties": {
    "host": {
      "type": "string",
      "description": "The address to listen on (`OPENCLAW_HOST`).",
      "minLength": 1,
      "maxLength": 255,
      "default": "127.0.0.1",
      "x-restart": true
    },
    "port": {
      "type": "integer",
      "description": "The port to listen on; 0 takes a free one (`OPENCLAW_PORT`).",
      "minimum": 0,
      "maximum": 65535,
      "default": 3000,
      "x-restart": true
    },
    "dataDir": {
      "type": "string",
      "description": "Where the database, the token and the workspace are kept (`OPENCLAW_DATA_DIR`). Not for patches.",
      "minLength": 1,
      "maxLength": 4096,
      "default": "./data",
      "x-restart": true
    },
    "databaseUrl": {
      "type": "string",
      "description": "A PostgreSQL connection (`OPENCLAW_DATABASE_URL`). Without it the store is SQLite in `dataDir`. Not for patches.",
      "format": "password",
      "pattern": "^(postgres(ql)?://.+|\\[redacted\\])$",
      "maxLength": 2048,
      "x-restart": true
    },
    "logging": {
      "type": "object",
      "description": "What is written to the log.",
      "additionalProperties": false,
      "properties": {
        "level": {
          "type": "string",
          "description": "The least important level that is written (`OPENCLAW_LOG_LEVEL`).",
          "enum": [
            "trace",
            "debug",
            "info",
            "warn",
            "error",
            "fatal",
            "silent"
          ],
          "default": "info"
        }
      },
      "default": {}
    },
    "auth": {
      "type": "object",
      "description": "Who may call.",
      "additionalProperties": false,
      "properties": {
        "tokens": {
          "type": "array",
          "description": "Named tokens, each with its own scopes, beside the gateway token (`OPENCLAW_GATEWAY_TOKEN`).",
          "maxItems": 1000,
          "default": [],
          "items": {
            "type": "object",
            "description": "A named token, kept only as its hash. The name `gateway` is that of the gateway token, and names with `job-` are those of jobs.",
            "additionalProperties": false,
            "required": [
              "name",
              "hash",
              "scopes"
            ],
            "properties": {
              "name": {
                "type": "string",
                "description": "A name given in the configuration.",
                "minLength": 1,
                "maxLength": 64,
                "pattern": "^[a-z0-9][a-z0-9_-]*$"
              },
              "hash": {
                "type": "string",
                "description": "`sha256:` and the SHA-256 of the token, in hexadecimal.",
                "format": "password",
                "pattern": "^(sha256:[0-9a-f]{64}|\\[redacted\\])$",
                "maxLength": 71
              },
              "scopes": {
                "type": "array",
                "description": "What it may do.",
                "minItems": 1,
                "maxItems": 20,
                "items": {
                  "type": "string",
                  "description": "A permission of a token.",
                  "enum": [
                    "status:read",
                    "sessions:read",
                    "sessions:write",
                    "messages:read",
                    "messages:write",
                    "channels:read",
                    "tools:read",
                    "tools:invoke",
                    "cron:read",
                    "cron:write",
                    "cron:run",
                    "config:read",
                    "config:write",
                    "events:read"
                  ]
                }
              },
              "expires": {
                "type": "string",
                "description": "A time, RFC 3339 in UTC.",
                "format": "date-time",
                "maxLength": 40
              },
              "tools": {
                "type": "array",
                "description": "The only tools that it may call, or make jobs of; `server.*` are all those of an MCP server. Without it, all.",
                "maxItems": 1000,
                "items": {
                  "type": "string",
                  "description": "A tool's name, or the beginning of several tools' names and `*`.",
                  "minLength": 1,
                  "maxLength": 128,
                  "pattern": "^[A-Za-z0-9_.-]+[*]?$"
                }
              }
            }
          }
        }
      },
      "default": {}
    },
    "rateLimits": {
      "type": "object",
      "description": "The limits of this contract.",
      "additionalProperties": false,
      "properties": {
        "enabled": {
          "type": "boolean",
          "description": "Whether they are enforced.",
          "default": true
        }
      },
      "default": {}
    },
    "http": {
      "type": "object",
      "description": "How the server meets browsers and proxies.",
      "additionalProperties": false,
      "properties": {
        "allowedOrigins": {
          "type": "array",
          "description": "Origins of web pages that may call, beside the server's own and those on loopback.",
          "maxItems": 100,
          "default": [],
          "items": {
            "type": "string",
            "pattern": "^https?://[^/]+$",
            "maxLength": 255
          }
        },
        "trustProxy": {
          "type": "boolean",
          "description": "Whether a reverse proxy in front tells the client's address in `X-Forwarded-For`. Behind one set it, else all clients share one address, and its limits.",
          "default": false
        }
      },
      "default": {}
    },
    "channels": {
      "type": "object",
      "description": "The channels, by name; each is added, changed and removed while the gateway runs, without touching the others. On a\nloopback `host` there is a channel `webchat` of its type, unless another web chat is set or this one's `enabled` is false.\n",
      "maxProperties": 100,
      "propertyNames": {
        "type": "string",
        "description": "A name given in the configuration.",
        "minLength": 1,
        "maxLength": 64,
        "pattern": "^[a-z0-9][a-z0-9_-]*$"
      },
      "additionalProperties": {
        "description": "A channel; `type` says which one.",
        "type": "object",
        "oneOf": [
          {
            "type": "object",
            "description": "A Telegram bot.",
            "additionalProperties": false,
            "required": [
              "type",
              "botToken"
            ],
            "properties": {
              "type": {
                "const": "telegram",
                "type": "string"
              },
              "enabled": {
                "type": "boolean",
                "description": "Whether the gateway connects to it. A disabled channel holds the messages that wait.",
                "default": true
              },
              "allow": {
                "type": "array",
                "description": "Who may write, by the id of the user or of the conversation; without it everybody may. Of others nothing is stored.",
                "maxItems": 10000,
                "items": {
                  "type": "string",
                  "description": "The channel's own id of a user or a chat.",
                  "minLength": 1,
                  "maxLength": 255,
                  "pattern": "^[^\\u0000]*$"
                }
              },
              "maxPerMinute": {
                "type": "integer",
                "description": "How many messages are taken from one user in a minute, repeats not counted. Above that a webhook is answered 429 and a visitor\nof the web chat is told to wait; of other channels' users the rest is dropped, with a note of it in the conversation. There it is\nthe minute in which they were written that counts.\n",
                "minimum": 1,
                "maximum": 100000,
                "default": 60
              },
              "botToken": {
                "type": "string",
                "description": "From @BotFather. `TELEGRAM_BOT_TOKEN` in the environment is a channel `telegram` by itself.",
                "format": "password",
                "minLength": 1,
                "maxLength": 255
              },
              "apiRoot": {
                "type": "string",
                "description": "The Bot API server.",
                "format": "uri",
                "pattern": "^https?://[^/?#@]+([/?#]|$)",
                "maxLength": 2048,
                "default": "https://api.telegram.org"
              },
              "parseMode": {
                "type": "string",
                "description": "How Telegram reads the markup of messages. Without it text is sent as it is. With it no text is split, which could break its markup; one that is too long is refused.",
                "enum": [
                  "HTML",
                  "MarkdownV2"
                ]
              }
            }
          },
          {
            "type": "object",
            "description": "A Discord bot. Messages come from direct messages, where `userId` is the user's id, and from servers, where it is\n`channel:` and the channel's id: those that mention the bot, and all of `allowedChannels`.\n",
            "additionalProperties": false,
            "required": [
              "type",
              "botToken"
            ],
            "properties": {
              "type": {
                "const": "discord",
                "type": "string"
              },
              "enabled": {
                "type": "boolean",
                "description": "Whether the gateway connects to it. A disabled channel holds the messages that wait.",
                "default": true
              },
              "allow": {
                "type": "array",
                "description": "Who may write, by the id of the user or of the conversation; without it everybody may. Of others nothing is stored.",
                "maxItems": 10000,
                "items": {
                  "type": "string",
                  "description": "The channel's own id of a user or a chat.",
                  "minLength": 1,
                  "maxLength": 255,
                  "pattern": "^[^\\u0000]*$"
                }
              },
              "maxPerMinute": {
                "type": "integer",
                "description": "How many messages are taken from one user in a minute, repeats not counted. Above that a webhook is answered 429 and a visitor\nof the web chat is told to wait; of other channels' users the rest is dropped, with a note of it in the conversation. There it is\nthe minute in which they were written that counts.\n",
                "minimum": 1,
                "maximum": 100000,
                "default": 60
              },
              "botToken": {
                "type": "string",
                "description": "From Discord's developer portal. `DISCORD_BOT_TOKEN` in the environment is a channel `discord` by itself.",
                "format": "password",
                "minLength": 1,
                "maxLength": 255
              },
              "apiRoot": {
                "type": "string",
                "description": "The REST API, without its version.",
                "format": "uri",
                "pattern": "^https?://[^/?#@]+([/?#]|$)",
                "maxLength": 2048,
                "default": "https://discord.com/api"
              },
              "allowedChannels": {
                "type": "array",
                "description": "Channels of servers in which every message is taken, also one that does not mention the bot.",
                "maxItems": 1000,
                "default": [],
                "items": {
                  "type": "string",
                  "description": "Discord's own id of a user, a channel or a message.",
                  "pattern": "^[0-9]{1,20}$",
                  "maxLength": 20
                }
              },
              "mentions": {
                "type": "string",
                "description": "Whom a message that goes out may notify. `all` includes roles and everyone.",
                "enum": [
                  "none",
                  "users",
                  "all"
                ],
                "default": "none"
              },
              "markup": {
                "type": "string",
                "description": "Whether Discord's Markdown in a message that goes out is escaped (`plain`) or rendered.",
                "enum": [
                  "plain",
                  "markdown"
                ],
                "default": "plain"
              }
            }
          },
          {
            "type": "object",
            "description": "Any system, over signed webhooks.",
            "additionalProperties": false,
            "required": [
              "type",
              "url",
              "secret"
            ],
            "properties": {
              "type": {
                "const": "webhook",
                "type": "string"
              },
              "enabled": {
                "type": "boolean",
                "description": "Whether the gateway connects to it. A disabled channel holds the messages that wait.",
                "default": true
              },
              "allow": {
                "type": "array",
                "description": "Who may write, by the id of the user or of the conversation; without it everybody may. Of others nothing is stored.",
                "maxItems": 10000,
                "items": {
                  "type": "string",
                  "description": "The channel's own id of a user or a chat.",
                  "minLength": 1,
                  "maxLength": 255,
                  "pattern": "^[^\\u0000]*$"
                }
              },
              "maxPerMinute": {
                "type": "integer",
                "description": "How many messages are taken from one user in a minute, repeats not counted. Above that a webhook is answered 429 and a visitor\nof the web chat is told to wait; of other channels' users the rest is dropped, with a note of it in the conversation. There it is\nthe minute in which they were written that counts.\n",
                "minimum": 1,
                "maximum": 100000,
                "default": 60
              },
              "url": {
                "type": "string",
                "description": "Where messages are posted to. Without a user or password, which would be readable here.",
                "format": "uri",
                "pattern": "^https?://[^/?#@]+([/?#]|$)",
                "maxLength": 2048
              },
              "secret": {
                "type": "string",
                "description": "The shared secret, `whsec_` and base64 of 24 to 64 bytes.",
                "format": "password",
                "pattern": "^(whsec_[A-Za-z0-9+/]{32,88}={0,2}|\\[redacted\\])$",
                "maxLength": 100
              }
            }
          },
          {
            "type": "object",
            "description": "The page `/chat` of this gateway, where anyone can write without an account. There can be one.",
            "additionalProperties": false,
            "required": [
              "type"
            ],
            "properties": {
              "type": {
                "const": "webchat",
                "type": "string"
              },
              "enabled": {
                "type": "boolean",
                "description": "Whether the gateway connects to it. A disabled channel holds the messages that wait.",
                "default": true
              },
              "allow": {
                "type": "array",
                "description": "Who may write, by the id of the user or of the conversation; without it everybody may. Of others nothing is stored.",
                "maxItems": 10000,
                "items": {
                  "type": "string",
                  "description": "The channel's own id of a user or a chat.",
                  "minLength": 1,
                  "maxLength": 255,
                  "pattern": "^[^\\u0000]*$"
                }
              },
              "maxPerMinute": {
                "type": "integer",
                "description": "How many messages are taken from one user in a minute, repeats not counted. Above that a webhook is answered 429 and a visitor\nof the web chat is told to wait; of other channels' users the rest is dropped, with a note of it in the conversation. There it is\nthe minute in which they were written that counts.\n",
                "minimum": 1,
                "maximum": 100000,
                "default": 60
              },
              "title": {
                "type": "string",
                "description": "What stands above the conversation.",
                "minLength": 1,
                "maxLength": 80,
                "default": "Chat"
              },
              "greeting": {
                "type": "string",
                "description": "What a new visitor reads first.",
                "minLength": 1,
                "maxLength": 500
              }
            }
          }
        ],
        "discriminator": {
          "propertyName": "type"
        }
      },
      "default": {}
    },
    "delivery": {
      "type": "object",
      "description": "How messages are delivered.",
      "additionalProperties": false,
      "properties": {
        "retryDelays": {
          "type": "array",
          "description": "Seconds to wait before each repeat, when the channel says \"later\". After the last one the message has failed.",
          "maxItems": 50,
          "default": [
            5,
            300,
            1800,
            7200,
            18000,
            36000
          ],
          "items": {
            "type": "number",
            "minimum": 0,
            "maximum": 604800
          }
        },
        "onUnknown": {
          "type": "string",
          "description": "What becomes of a message of which it is not known whether it was delivered, where a repeat would not be noticed (any\nmore): `park` leaves it as `unknown`, `resend` sends it again by the schedule, perhaps a second time.\n",
          "enum": [
            "park",
            "resend"
          ],
          "default": "park"
        }
      },
      "default": {}
    },
    "tools": {
      "type": "object",
      "description": "What programs may call.",
      "additionalProperties": false,
      "properties": {
        "workspace": {
          "type": "string",
          "description": "The one folder that the file tools reach; `workspace` in `dataDir` where it is not given.",
          "minLength": 1,
          "maxLength": 4096,
          "x-restart": true
        },
        "disabled": {
          "type": "array",
          "description": "Tools that can't be called, by name; `server.*` are all those of an MCP server.",
          "maxItems": 1000,
          "default": [],
          "items": {
            "type": "string",
            "description": "A tool's name, or the beginning of several tools' names and `*`.",
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^[A-Za-z0-9_.-]+[*]?$"
          }
        },
        "timeoutSeconds": {
          "type": "number",
          "description": "How long a call may take.",
          "minimum": 0.1,
          "maximum": 120,
          "default": 30
        },
        "maxConcurrent": {
          "type": "integer",
          "description": "How many calls go on at once. Ten times as many may wait.",
          "minimum": 1,
          "maximum": 1000,
          "default": 16
        },
        "maxResultBytes": {
          "type": "integer",
          "description": "The size of a result, as JSON, above which it is cut.",
          "minimum": 1024,
          "maximum": 8388608,
          "default": 4194304
        },
        "fetch": {
          "type": "object",
          "description": "The tool `fetch`.",
          "additionalProperties": false,
          "properties": {
            "allowedHosts": {
              "type": "array",
              "description": "The only hosts that it may ask, as `api.example.com`, or `*.example.com` for all below it. Without it, it may ask every host on the\npublic internet. Addresses that are not public stay out of reach in either case.\n",
              "minItems": 1,
              "maxItems": 1000,
              "items": {
                "type": "string",
                "pattern": "^(\\*\\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$",
                "maxLength": 255
              }
            }
          },
          "default": {}
        },
        "exec": {
          "type": "object",
          "description": "The tool `exec`, which is off while `commands` is empty.",
          "additionalProperties": false,
          "properties": {
            "commands": {
              "type": "array",
              "description": "The programs that it may start, each by its name on the path `/usr/local/bin:/usr/bin:/bin`, or by its absolute path.",
              "maxItems": 1000,
              "default": [],
              "items": {
                "type": "string",
                "pattern": "^(/[^\\u0000]+|[^/\\u0000.][^/\\u0000]*)$",
                "maxLength": 4096
              }
            },
            "environment": {
              "type": "object",
              "description": "Variables for these programs. Of the gateway's own they get none.",
              "maxProperties": 100,
              "propertyNames": {
                "type": "string",
                "description": "The name of an environment variable.",
                "pattern": "^[A-Za-z_][A-Za-z0-9_]*$",
                "maxLength": 255
              },
              "additionalProperties": {
                "type": "string",
                "description": "The value of an environment variable.",
                "format": "password",
                "pattern": "^[^\\u0000]*$",
                "maxLength": 32768
              },
              "default": {}
            }
          },
          "default": {}
        },
        "mcpServers": {
          "type": "object",
          "description": "MCP servers, by name. Their tools are named `server.tool`.",
          "maxProperties": 50,
          "propertyNames": {
            "type": "string",
            "description": "A name given in the configuration.",
            "minLength": 1,
            "maxLength": 64,
            "pattern": "^[a-z0-9][a-z0-9_-]*$"
          },
          "additionalProperties": {
            "description": "An MCP server; `type` says how it is spoken to.",
            "type": "object",
            "oneOf": [
              {
                "type": "object",
                "description": "A program that the gateway starts, and speaks to over its standard input and output.",
                "additionalProperties": false,
                "required": [
                  "type",
                  "command"
                ],
                "properties": {
                  "type": {
                    "const": "stdio",
                    "type": "string"
                  },
                  "enabled": {
                    "type": "boolean",
                    "description": "Whether the gateway connects to it.",
                    "default": true
                  },
                  "command": {
                    "type": "string",
                    "description": "The program, by its name on the gateway's path or by its absolute path. There is no shell.",
                    "pattern": "^[^\\u0000]+$",
                    "maxLength": 4096
                  },
                  "args": {
                    "type": "array",
                    "description": "Its arguments.",
                    "maxItems": 1000,
                    "default": [],
                    "items": {
                      "type": "string",
                      "pattern": "^[^\\u0000]*$",
                      "maxLength": 32768
                    }
                  },
                  "environment": {
                    "type": "object",
                    "description": "Variables for it, beside `HOME`, `PATH` and the like. Of the gateway's other variables it gets none.",
                    "maxProperties": 100,
                    "propertyNames": {
                      "type": "string",
                      "description": "The name of an environment variable.",
                      "pattern": "^[A-Za-z_][A-Za-z0-9_]*$",
                      "maxLength": 255
                    },
                    "additionalProperties": {
                      "type": "string",
                      "description": "The value of an environment variable.",
                      "format": "password",
                      "pattern": "^[^\\u0000]*$",
                      "maxLength": 32768
                    },
                    "default": {}
                  },
                  "directory": {
                    "type": "string",
                    "description": "The folder that it runs in; the workspace where it is not given.",
                    "pattern": "^[^\\u0000]+$",
                    "maxLength": 4096
                  }
                }
              },
              {
                "type": "object",
                "description": "A server elsewhere, over streamable HTTP.",
                "additionalProperties": false,
                "required": [
                  "type",
                  "url"
                ],
                "properties": {
                  "type": {
                    "const": "http",
                    "type": "string"
                  },
                  "enabled": {
                    "type": "boolean",
                    "description": "Whether the gateway connects to it.",
                    "default": true
                  },
                  "url": {
                    "type": "string",
                    "description": "Its endpoint. Without a user or password, which would be readable here.",
                    "format": "uri",
                    "pattern": "^https?://[^/?#@]+([/?#]|$)",
                    "maxLength": 2048
                  },
                  "headers": {
                    "type": "object",
                    "description": "Headers for each request, as `Authorization`.",
                    "maxProperties": 50,
                    "propertyNames": {
                      "type": "string",
                      "pattern": "^[A-Za-z0-9-]+$",
                      "maxLength": 255
                    },
                    "additionalProperties": {
                      "type": "string",
                      "description": "The value of a header.",
                      "format": "password",
                      "pattern": "^[\\x20-\\x7e]*$",
                      "maxLength": 8192
                    },
                    "default": {}
                  }
                }
              }
            ],
            "discriminator": {
              "propertyName": "type"
            }
          },
          "default": {}
        }
      },
      "default": {}
    },
    "cron": {
      "type": "object",
      "description": "Scheduled jobs.",
      "additionalProperties": false,
      "properties": {
        "jobs": {
          "type": "object",
          "description": "Jobs by name. Their ids are `job-` and the name.",
          "maxProperties": 1000,
          "propertyNames": {
            "type": "string",
            "description": "A name given in the configuration.",
            "minLength": 1,
            "maxLength": 64,
            "pattern": "^[a-z0-9][a-z0-9_-]*$"
          },
          "additionalProperties": {
            "type": "object",
            "description": "A job of the configuration.",
            "additionalProperties": false,
            "required": [
              "schedule",
              "action"
            ],
            "properties": {
              "schedule": {
                "type": "object",
                "description": "When a job runs. Exactly one of `cron`, `every` and `at`.",
                "additionalProperties": false,
                "properties": {
                  "cron": {
                    "type": "string",
                    "description": "A cron expression of five fields (or six, with seconds first).",
                    "minLength": 1,
                    "maxLength": 200
                  },
                  "timezone": {
                    "type": "string",
                    "description": "The IANA time zone that `cron` is read in; UTC where it is not given.",
                    "minLength": 1,
                    "maxLength": 64
                  },
                  "every": {
                    "type": "string",
                    "description": "An interval from when the schedule was set on, in seconds, minutes, hours or days, as `90s`, `15m`, `6h` or `1d`.",
                    "pattern": "^[1-9][0-9]{0,6}[smhd]$",
                    "maxLength": 8
                  },
                  "at": {
                    "type": "string",
                    "description": "The one time at which it runs, RFC 3339.",
                    "format": "date-time",
                    "maxLength": 40
                  }
                }
              },
              "action": {
                "description": "What a job does.",
                "type": "object",
                "oneOf": [
                  {
                    "type": "object",
                    "description": "Sends a message.",
                    "additionalProperties": false,
                    "required": [
                      "type",
                      "channel",
                      "userId",
                      "message"
                    ],
                    "properties": {
                      "type": {
                        "const": "message",
                        "type": "string"
                      },
                      "channel": {
                        "type": "string",
                        "description": "A name given in the configuration.",
                        "minLength": 1,
                        "maxLength": 64,
                        "pattern": "^[a-z0-9][a-z0-9_-]*$"
                      },
                      "userId": {
                        "type": "string",
                        "description": "The channel's own id of a user or a chat.",
                        "minLength": 1,
                        "maxLength": 255,
                        "pattern": "^[^\\u0000]*$"
                      },
                      "message": {
                        "type": "string",
                        "description": "The text of a message.",
                        "minLength": 1,
                        "maxLength": 65536,
                        "pattern": "^[^\\u0000]*$"
                      }
                    }
                  },
                  {
                    "type": "object",
                    "description": "Calls a tool.",
                    "additionalProperties": false,
                    "required": [
                      "type",
                      "tool",
                      "params"
                    ],
                    "properties": {
                      "type": {
                        "const": "tool",
                        "type": "string"
                      },
                      "tool": {
                        "type": "string",
                        "description": "A tool's name.",
                        "minLength": 1,
                        "maxLength": 128,
                        "pattern": "^[A-Za-z0-9_.-]+$"
                      },
                      "params": {
                        "type": "object",
                        "description": "A tool's parameters; the tool's `inputSchema` says what is in it.",
                        "additionalProperties": true,
                        "maxProperties": 100
                      }
                    }
                  }
                ],
                "discriminator": {
                  "propertyName": "type"
                }
              },
              "enabled": {
                "type": "boolean",
                "description": "Whether the schedule runs it.",
                "default": true
              },
              "overlap": {
                "type": "boolean",
                "description": "Whether a run may begin while another run of the job goes on. Where it may not, the moment has no run of its own; with `missed` `catchUp` it waits.",
                "default": false
              },
              "missed": {
                "type": "string",
                "description": "What is done about moments of the schedule at which it was not run because no gateway was up, or the clock was put forward. `once` -\none run for all of them; `skip` - none, but a record of it; `catchUp` - a run for each of them, in order, each after the end of the one before unless the job allows `overlap`, of the newest 100 at the most. A\nrun that begins within a minute of its moment has not missed it.\n",
                "enum": [
                  "once",
                  "skip",
                  "catchUp"
                ]
              }
            }
          },
          "default": {}
        },
        "retention": {
          "type": "object",
          "description": "How long the records of runs are kept. Whichever bound is reached first holds; a job's newest run stays.",
          "additionalProperties": false,
          "properties": {
            "days": {
              "type": "number",
              "description": "The age in days at which they go.",
              "minimum": 0.001,
              "maximum": 3650,
              "default": 30
            },
            "maxRuns": {
              "type": "integer",
              "description": "How many are kept of each job.",
              "minimum": 1,
              "maximum": 1000000,
              "default": 1000
            }
          },
          "default": {}
        }
      },
      "default": {}
    },
    "events": {
      "type": "object",
      "description": "The event log.",
      "additionalProperties": false,
      "properties": {
        "retention": {
          "type": "object",
          "description": "How long events are kept for those who resume. Whichever bound is reached first holds.",
          "additionalProperties": false,
          "properties": {
            "days": {
              "type": "number",
              "description": "The age in days at which events go.",
              "minimum": 0.001,
              "maximum": 3650,
              "default": 7
            },
            "maxEvents": {
              "type": "integer",
              "description": "How many are kept at the most.",
              "minimum": 1000,
              "maximum": 1000000000,
              "default": 1000000
            }
          },
          "default": {}
        }
      },
      "default": {}
    }
  }
}
