// Generated from spec/ by `npm run generate`. Do not edit.
export interface paths {
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Health check
         * @description Answers without a token, for load balancers and monitors. `ok` means that the gateway can write to its store;
         *     otherwise it answers 503 with the same shape and `degraded`.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gateway status
         * @description Tells in one look how the gateway is doing. Shows each channel's connection, the number of sessions and the memory in MB.
         */
        get: operations["getStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List sessions
         * @description Lists conversations, the one with the newest activity first. Pass `nextCursor` of an answer as `cursor` to get the
         *     next page; the last page has none.
         */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The session's id.
                 * @example session-01KAM3J5X7Q2Z8V9W4T6R1Y0BN
                 */
                id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        /**
         * Get a session
         * @description Returns one conversation by its id.
         */
        get: operations["getSession"];
        put?: never;
        post?: never;
        /**
         * Delete a session
         * @description Removes the conversation and all its messages. Messages that were still queued are not sent any more.
         */
        delete: operations["deleteSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The session's id.
                 * @example session-01KAM3J5X7Q2Z8V9W4T6R1Y0BN
                 */
                id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        /**
         * List a session's messages
         * @description Lists the messages of one conversation in both directions, the newest first.
         */
        get: operations["listSessionMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a message
         * @description Accepts a message for delivery. 202 means that it is stored durably and will be sent, even if the gateway is
         *     killed right after; `GET /api/messages/{id}` and the events `message:sent` and `error` tell how it went. A channel
         *     that is down holds its messages until it is up again.
         *
         *     With an `Idempotency-Key`, the same request may be repeated safely for 24 hours: the first answer comes again, with
         *     `Idempotent-Replayed: true`, and nothing is sent twice. The same key with another body is refused with 409.
         */
        post: operations["sendMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a message
         * @description Returns one message with its delivery status and, for one that goes out, each attempt that was made.
         */
        get: operations["getMessage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List channels
         * @description Lists the configured channels with their connection and how many messages each has carried.
         */
        get: operations["listChannels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tools": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List tools
         * @description Lists the tools that this token may call, with the JSON Schema of their parameters; also those that are disabled, or whose MCP
         *     server is away. A tool of an MCP server is named `server.tool`.
         */
        get: operations["listTools"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tools/{name}/invoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Invoke a tool
         * @description Calls a tool and waits for its result. The parameters are checked against the tool's `inputSchema`; a tool that fails
         *     by itself is answered as `INVALID_REQUEST` with its own message (rule `toolFailed`, or `timeLimit` after `tools.timeoutSeconds`), one
         *     that is disabled, or not among the token's `tools`, as `FORBIDDEN`, one whose MCP server is away as `INTERNAL_ERROR` (503). When
         *     `tools.maxConcurrent` calls go on, others wait; when too many wait, `RATE_LIMITED`. A caller that goes away ends its call.
         */
        post: operations["invokeTool"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cron": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List jobs
         * @description Lists the scheduled jobs, those of the configuration and those made through the API, with their next and last run.
         */
        get: operations["listCronJobs"];
        put?: never;
        /**
         * Create a job
         * @description Makes a job that sends a message or calls a tool on a schedule. The channel has to be configured, the tool known and its parameters
         *     right. The token needs the scope of what the job does too, `messages:write` or `tools:invoke`, and a tool among its `tools`.
         */
        post: operations["createCronJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cron/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The job's id. A job of the configuration is `job-` and its name there.
                 * @example job-01KAM3J7N6M5L4K3J2H1G0F9E8
                 */
                id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a job
         * @description Removes a job and the record of its runs. A job from the configuration is removed there; here that is a 409.
         */
        delete: operations["deleteCronJob"];
        options?: never;
        head?: never;
        /**
         * Change a job
         * @description Replaces the fields that are given, each as a whole. So a new schedule needs its time zone, and a new action all of its fields. A new schedule begins now, so what the old one missed is not made up for. A job from the configuration is changed there; here that is a 409.
         */
        patch: operations["updateCronJob"];
        trace?: never;
    };
    "/api/cron/{id}/run": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The job's id. A job of the configuration is `job-` and its name there.
                 * @example job-01KAM3J7N6M5L4K3J2H1G0F9E8
                 */
                id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run a job now
         * @description Starts a run by hand, whether the job is enabled or not, and answers at once with its record. `GET /api/cron/{id}/runs` tells how it
         *     ended. A token that is limited to named tools runs no job of another one. While a run of the job goes on, another one is refused with 409, unless the job allows `overlap`.
         */
        post: operations["runCronJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cron/{id}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The job's id. A job of the configuration is `job-` and its name there.
                 * @example job-01KAM3J7N6M5L4K3J2H1G0F9E8
                 */
                id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        /**
         * List a job's runs
         * @description Lists the runs of one job, the newest first, each with how it ended. They are kept as long as `cron.retention` says; a job's newest run stays.
         */
        get: operations["listCronRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the configuration
         * @description Returns the effective configuration (defaults, file, environment and patches together). Secrets read `[redacted]`.
         */
        get: operations["getConfig"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the configuration
         * @description Applies a JSON Merge Patch (RFC 7396) and keeps it: `null` takes a key away, so that its default holds again. The result is
         *     checked as a whole before anything changes, and whether the next start could use it (an address to listen on, a folder to write
         *     to). What a part of the gateway can't apply is rolled back whole. What can't take effect while the gateway runs is named in
         *     `Restart-Required`. Send the `ETag` you read as `If-Match` to be refused with 409 when somebody else was faster.
         *     A secret that is sent back as `[redacted]` keeps its value.
         */
        patch: operations["updateConfig"];
        trace?: never;
    };
    "/api/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List events
         * @description Reads the event log in order, for clients that poll. The events are the same as on the WebSocket `/ws`. Pass
         *     `nextAfter` as the next call's `after`. Without `after`, reading starts at the oldest event that is kept. An `after`
         *     that is older than the log (rule `outdatedCursor`) or ahead of it (rule `futureCursor`) is refused with 400.
         */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/hooks/{channel}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deliver a message to a webhook channel
         * @description The inward side of a channel of type `webhook`. Sign the request as
         *     [Standard Webhooks](https://www.standardwebhooks.com) says, with the channel's secret. A repeated `webhook-id` is one
         *     message, so repeat freely until you get a 202; a wrong signature or a timestamp more than five minutes off is 401. A user
         *     who is not in the channel's `allow` is 403, one who sends more than its `maxPerMinute` is 429: that message is not stored, and
         *     the address's budget is not used up by it.
         */
        post: operations["receiveWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The web chat
         * @description Returns the page of the channel of type `webchat`, where anyone can write without an account. It speaks to the gateway over
         *     the socket `/chat/ws`, which `asyncapi.yaml` describes. 404 when no web chat is enabled.
         */
        get: operations["getChat"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This contract as JSON
         * @description Returns the HTTP contract that this gateway enforces, for generators and mocks.
         */
        get: operations["getOpenApiJson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.yaml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This contract as YAML
         * @description Returns the HTTP contract as it was written by hand.
         */
        get: operations["getOpenApiYaml"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/asyncapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The event contract as JSON
         * @description Returns the contract of the event stream in one document, with the shapes that it shares with this one inside.
         */
        get: operations["getAsyncApiJson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/asyncapi.yaml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The event contract as YAML
         * @description Returns the contract of the event stream as it was written by hand. It refers to `openapi.yaml` beside it.
         */
        get: operations["getAsyncApiYaml"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The documentation
         * @description Returns a page that leads a browser to the first one of the documentation, `/docs/index.html`.
         */
        get: operations["getDocs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A file of the documentation
         * @description Returns a page, or what a page is made of: the HTTP reference, from which requests can be sent, the events, the guides, and both
         *     contracts to download. The pages load nothing from anywhere else. 404 also where the gateway was installed without them.
         */
        get: operations["getDocsFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    deliverMessage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A message from the gateway
         * @description The outward side of a channel of type `webhook`: the gateway posts each message to the channel's `url`, signed as
         *     Standard Webhooks says. `webhook-id` is the message's id and stays the same when a delivery is repeated, so use it to drop
         *     what you have seen. Answer 2xx when you have it; 429 and 5xx mean later, with `Retry-After` honoured; any other 4xx means never.
         */
        post: operations["deliverMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /** @description An opaque identifier. */
        Id: string;
        /** @description A name given in the configuration. */
        Name: string;
        ChannelName: components["schemas"]["Name"];
        /** @description A tool's name. */
        ToolName: string;
        /** @description A tool's name, or the beginning of several tools' names and `*`. */
        ToolPattern: string;
        /** @description The channel's own id of a user or a chat. */
        UserId: string;
        /** @description The text of a message. */
        MessageText: string;
        /**
         * Format: date-time
         * @description A time, RFC 3339 in UTC.
         */
        Timestamp: string;
        /** @description A document as text. */
        Text: string;
        /** @description A specification document; its own standard says what is in it. */
        Document: {
            [key: string]: unknown;
        };
        /**
         * @description A permission of a token.
         * @enum {string}
         */
        Scope: "status:read" | "sessions:read" | "sessions:write" | "messages:read" | "messages:write" | "channels:read" | "tools:read" | "tools:invoke" | "cron:read" | "cron:write" | "cron:run" | "config:read" | "config:write" | "events:read";
        /**
         * @description UNAUTHORIZED - missing or invalid token; FORBIDDEN - insufficient permissions; NOT_FOUND - resource not found;
         *     INVALID_REQUEST - malformed request; RATE_LIMITED - too many requests; INTERNAL_ERROR - server error.
         * @enum {string}
         */
        ErrorCode: "UNAUTHORIZED" | "FORBIDDEN" | "NOT_FOUND" | "INVALID_REQUEST" | "RATE_LIMITED" | "INTERNAL_ERROR";
        /** @description One field that broke one rule. */
        Issue: {
            /** @description Where, from `body`, `query`, `path` or `header` on. */
            field: string;
            /** @description The contract's keyword that was broken (`required`, `type`, `maxLength`, …) or the server's own name of a rule (`json`, `encoding`, `configured`, …). */
            rule: string;
            /** @description The same for a person. */
            message: string;
        };
        /** @description What exactly was wrong; empty where there is nothing to name. */
        ErrorDetails: {
            issues?: components["schemas"]["Issue"][];
        };
        /** @description The one shape of every error. */
        ErrorResponse: {
            error: {
                code: components["schemas"]["ErrorCode"];
                /** @description What went wrong, for a person. */
                message: string;
                details: components["schemas"]["ErrorDetails"];
            };
        };
        /** @description Whether the gateway is alive. */
        Health: {
            /**
             * @description `degraded` means that the store can not be written.
             * @enum {string}
             */
            status: "ok" | "degraded";
            /** @description The gateway's version, which is this contract's. */
            version: string;
            /** @description Seconds since the start. */
            uptime: number;
        };
        /**
         * @description connecting - on its way; connected - messages come and go; disconnected - not now, and tried again by itself where it is
         *     enabled; error - not until its configuration is mended.
         * @enum {string}
         */
        ChannelStatus: "connecting" | "connected" | "disconnected" | "error";
        /** @description Why it is not connected, for a person. */
        ChannelReason: string;
        /** @description How the gateway is doing. */
        Status: {
            /**
             * @description `stopping` while it finishes what is in flight.
             * @enum {string}
             */
            gateway: "running" | "stopping";
            /** @description Each configured channel's connection, by name. */
            channels: {
                [key: string]: components["schemas"]["ChannelStatus"];
            };
            /** @description Why those channels that are not connected are not, by name. */
            channelReasons: {
                [key: string]: components["schemas"]["ChannelReason"];
            };
            /** @description How many sessions there are. */
            sessions: number;
            configProblem?: components["schemas"]["ConfigProblem"];
            /** @description In MB. */
            memory: {
                /** @description The process's resident memory. */
                used: number;
                /** @description What the machine or the container has. */
                total: number;
            };
        };
        /** @description Why the configuration file, as it is now, is not used. Until it is mended all stays as it was. */
        ConfigProblem: {
            /** @description What is wrong and where, without values. */
            message: string;
            since: components["schemas"]["Timestamp"];
        };
        /** @description One user's conversation on one channel. */
        Session: {
            id: components["schemas"]["Id"];
            channel: components["schemas"]["ChannelName"];
            userId: components["schemas"]["UserId"];
            /** @description Messages in both directions. */
            messageCount: number;
            lastActivity: components["schemas"]["Timestamp"];
        };
        /** @description One page of sessions. */
        SessionPage: {
            sessions: components["schemas"]["Session"][];
            nextCursor?: components["schemas"]["NextCursor"];
        };
        /** @description Pass it as `cursor` to get the next page. Absent on the last one. */
        NextCursor: string;
        /** @description A message to send. */
        SendMessageRequest: {
            channel: components["schemas"]["ChannelName"];
            userId: components["schemas"]["UserId"];
            message: components["schemas"]["MessageText"];
        };
        /**
         * @description received - came in from the channel; queued - stored, will be sent; sending - being handed to the channel now;
         *     sent - the channel took it; failed - it will not be sent any more, `error` says why; unknown - the channel may or may not
         *     have it, because the connection broke at the wrong moment, and repeating could send it twice.
         * @enum {string}
         */
        MessageStatus: "received" | "queued" | "sending" | "sent" | "failed" | "unknown";
        /** @description What the channel calls them. */
        SenderName: string;
        /** @description Who wrote a message that came in, where the channel tells it. In a group that is one of several. */
        Sender: {
            id: components["schemas"]["UserId"];
            name?: components["schemas"]["SenderName"];
        };
        /** @description One try to hand a message, or a part of a long one, to its channel. */
        DeliveryAttempt: {
            time: components["schemas"]["Timestamp"];
            /**
             * @description sent - the channel took it; later - it said "not now", or was not reached; never - it refused for good; unknown - the
             *     connection broke when it may have been taken; interrupted - the gateway ended before it knew.
             * @enum {string}
             */
            outcome: "sent" | "later" | "never" | "unknown" | "interrupted";
            /** @description Why it was not taken. */
            reason?: string;
            /** @description Which part of the message, from 1 on. One that is not too long for its channel has only one. */
            part: number;
        };
        /** @description A message in either direction. */
        Message: {
            id: components["schemas"]["Id"];
            sessionId: components["schemas"]["Id"];
            channel: components["schemas"]["ChannelName"];
            userId: components["schemas"]["UserId"];
            /**
             * @description `inbound` came from the user, `outbound` goes to them.
             * @enum {string}
             */
            direction: "inbound" | "outbound";
            message: components["schemas"]["MessageText"];
            sender?: components["schemas"]["Sender"];
            status: components["schemas"]["MessageStatus"];
            /** @description The tries to deliver it, oldest first, the newest hundred of them. Only where one message is asked for. */
            attempts?: components["schemas"]["DeliveryAttempt"][];
            /** @description Why the last attempt did not succeed. */
            error?: string;
            createdAt: components["schemas"]["Timestamp"];
            updatedAt: components["schemas"]["Timestamp"];
        };
        /** @description One page of messages. */
        MessagePage: {
            messages: components["schemas"]["Message"][];
            nextCursor?: components["schemas"]["NextCursor"];
        };
        /** @description A message that another system delivers. */
        InboundWebhook: {
            userId: components["schemas"]["UserId"];
            message: components["schemas"]["MessageText"];
        };
        /** @description A message that the gateway delivers to another system. */
        OutboundWebhook: {
            id: components["schemas"]["Id"];
            channel: components["schemas"]["ChannelName"];
            userId: components["schemas"]["UserId"];
            message: components["schemas"]["MessageText"];
            createdAt: components["schemas"]["Timestamp"];
        };
        /** @description A configured channel. */
        Channel: {
            name: components["schemas"]["ChannelName"];
            /**
             * @description The kind of chat network.
             * @enum {string}
             */
            type: "telegram" | "discord" | "webhook" | "webchat";
            status: components["schemas"]["ChannelStatus"];
            reason?: components["schemas"]["ChannelReason"];
            /** @description How many messages came in over it. */
            messagesReceived: number;
            /** @description How many messages it took. */
            messagesSent: number;
            /** @description How many messages it never took. */
            messagesFailed: number;
            /** @description Of how many messages it is not known whether it took them. */
            messagesUnknown: number;
        };
        /** @description The configured channels. */
        ChannelList: {
            channels: components["schemas"]["Channel"][];
        };
        /** @description A JSON Schema, 2020-12 unless its `$schema` says otherwise. */
        JsonSchema: {
            [key: string]: unknown;
        };
        /** @description What a call may do to the world, as far as the tool itself tells. */
        ToolAnnotations: {
            /** @description Whether it changes nothing. */
            readOnly: boolean;
            /** @description Whether it may overwrite or delete what is there. */
            destructive: boolean;
        };
        /** @description A function that programs may call. */
        Tool: {
            name: components["schemas"]["ToolName"];
            /** @description What it does, for people and models. */
            description: string;
            /** @description Whether the configuration lets it be called. */
            enabled: boolean;
            /** @description Whether it is there to be called. False while the MCP server that it belongs to is away. */
            available: boolean;
            /** @description Why it is not enabled, or not available. */
            reason?: string;
            annotations: components["schemas"]["ToolAnnotations"];
            inputSchema: components["schemas"]["JsonSchema"];
        };
        /** @description The tools. */
        ToolList: {
            tools: components["schemas"]["Tool"][];
        };
        /** @description A tool's parameters; the tool's `inputSchema` says what is in it. */
        ToolParams: {
            [key: string]: unknown;
        };
        /** @description A call of a tool. */
        InvokeToolRequest: {
            params: components["schemas"]["ToolParams"];
        };
        /** @description What a call gave. */
        ToolResult: {
            /** @description The tool's own result, any JSON. */
            result: unknown;
            /** @description True where the result was larger than `tools.maxResultBytes`, else absent. The text that went beyond was cut, and ends with `…[truncated]`; what came after it is left out. */
            truncated?: boolean;
            /** @description How long the call took, in milliseconds. */
            durationMs: number;
        };
        /** @description The record of a call, without the values of its parameters. */
        ToolInvocation: {
            tool: components["schemas"]["ToolName"];
            /** @description The name of the token, or the id of the job, that called. */
            caller: string;
            /**
             * @description How it ended. `timedOut` is the time limit's end of it, `cancelled` its caller's going away.
             * @enum {string}
             */
            outcome: "ok" | "failed" | "timedOut" | "cancelled";
            /** @description In milliseconds. */
            durationMs: number;
        };
        /** @description When a job runs. Exactly one of `cron`, `every` and `at`. */
        CronSchedule: {
            /** @description A cron expression of five fields (or six, with seconds first). */
            cron?: string;
            /** @description The IANA time zone that `cron` is read in; UTC where it is not given. */
            timezone?: string;
            /** @description An interval from when the schedule was set on, in seconds, minutes, hours or days, as `90s`, `15m`, `6h` or `1d`. */
            every?: string;
            /**
             * Format: date-time
             * @description The one time at which it runs, RFC 3339.
             */
            at?: string;
        };
        /**
         * @description What is done about moments of the schedule at which it was not run because no gateway was up, or the clock was put forward. `once` -
         *     one run for all of them; `skip` - none, but a record of it; `catchUp` - a run for each of them, in order, each after the end of the one before unless the job allows `overlap`, of the newest 100 at the most. A
         *     run that begins within a minute of its moment has not missed it.
         * @enum {string}
         */
        MissedPolicy: "once" | "skip" | "catchUp";
        /** @description Sends a message. */
        MessageAction: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "message";
            channel: components["schemas"]["ChannelName"];
            userId: components["schemas"]["UserId"];
            message: components["schemas"]["MessageText"];
        };
        /** @description Calls a tool. */
        ToolAction: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "tool";
            tool: components["schemas"]["ToolName"];
            params: components["schemas"]["ToolParams"];
        };
        /** @description What a job does. */
        CronAction: components["schemas"]["MessageAction"] | components["schemas"]["ToolAction"];
        /** @description What a person calls the job. */
        CronJobName: string;
        /** @description A job to make. */
        CronJobInput: {
            name: components["schemas"]["CronJobName"];
            schedule: components["schemas"]["CronSchedule"];
            action: components["schemas"]["CronAction"];
            /**
             * @description Whether the schedule runs it.
             * @default true
             */
            enabled?: boolean;
            /**
             * @description Whether a run may begin while another run of the job goes on. Where it may not, the moment has no run of its own; with `missed` `catchUp` it waits.
             * @default false
             */
            overlap?: boolean;
            /** @default once */
            missed?: components["schemas"]["MissedPolicy"];
        };
        /** @description The fields of a job to replace. */
        CronJobPatch: {
            name?: components["schemas"]["CronJobName"];
            schedule?: components["schemas"]["CronSchedule"];
            action?: components["schemas"]["CronAction"];
            /** @description Whether the schedule runs it. */
            enabled?: boolean;
            /** @description Whether a run may begin while another run of the job goes on. Where it may not, the moment has no run of its own; with `missed` `catchUp` it waits. */
            overlap?: boolean;
            missed?: components["schemas"]["MissedPolicy"];
        };
        /** @description A scheduled job. */
        CronJob: {
            id: components["schemas"]["Id"];
            name: components["schemas"]["CronJobName"];
            schedule: components["schemas"]["CronSchedule"];
            action: components["schemas"]["CronAction"];
            /** @description Whether the schedule runs it. */
            enabled: boolean;
            /** @description Whether a run may begin while another run of the job goes on. Where it may not, the moment has no run of its own; with `missed` `catchUp` it waits. */
            overlap: boolean;
            missed: components["schemas"]["MissedPolicy"];
            /**
             * @description Where the job is kept. One from the configuration is read-only here.
             * @enum {string}
             */
            source: "config" | "api";
            nextRun?: components["schemas"]["Timestamp"];
            lastRun?: components["schemas"]["CronRun"];
        };
        /** @description The jobs. */
        CronJobList: {
            jobs: components["schemas"]["CronJob"][];
        };
        /** @description The record of one run. */
        CronRun: {
            id: components["schemas"]["Id"];
            jobId: components["schemas"]["Id"];
            /**
             * @description What started it.
             * @enum {string}
             */
            trigger: "schedule" | "manual";
            /**
             * @description `interrupted` means that the gateway ended while the job ran; `skipped`, that nothing was done, because the moment was missed.
             * @enum {string}
             */
            outcome: "running" | "ok" | "failed" | "interrupted" | "skipped";
            /** @description The moment of the schedule that it is for. Absent where it was started by hand. */
            scheduledFor?: components["schemas"]["Timestamp"];
            /**
             * @description How many moments of the schedule before this one had no run of their own, because no gateway was up, the clock was put forward, or a
             *     run before still went on. 1000 stands for that and more.
             */
            missed?: number;
            startedAt: components["schemas"]["Timestamp"];
            finishedAt?: components["schemas"]["Timestamp"];
            /** @description The tool's result, or the message that was queued. */
            result?: unknown;
            /** @description Why it failed, or was skipped. */
            error?: string;
        };
        /** @description One page of runs. */
        CronRunPage: {
            runs: components["schemas"]["CronRun"][];
            nextCursor?: components["schemas"]["NextCursor"];
        };
        /** @description A JSON Merge Patch of `Config`. Every key of `Config` is allowed, with its own rules, or `null`. */
        ConfigPatch: {
            [key: string]: unknown;
        };
        /**
         * @description The whole configuration, for the file, the patches and the answer. `x-restart` marks what takes effect at the next
         *     start; `format: password` marks a secret, which reads `[redacted]`.
         */
        Config: {
            /**
             * @description The address to listen on (`OPENCLAW_HOST`).
             * @default 127.0.0.1
             */
            host?: string;
            /**
             * @description The port to listen on; 0 takes a free one (`OPENCLAW_PORT`).
             * @default 3000
             */
            port?: number;
            /**
             * @description Where the database, the token and the workspace are kept (`OPENCLAW_DATA_DIR`). Not for patches.
             * @default ./data
             */
            dataDir?: string;
            /**
             * Format: password
             * @description A PostgreSQL connection (`OPENCLAW_DATABASE_URL`). Without it the store is SQLite in `dataDir`. Not for patches.
             */
            databaseUrl?: string;
            /**
             * @description What is written to the log.
             * @default {}
             */
            logging?: {
                /**
                 * @description The least important level that is written (`OPENCLAW_LOG_LEVEL`).
                 * @default info
                 * @enum {string}
                 */
                level?: "trace" | "debug" | "info" | "warn" | "error" | "fatal" | "silent";
            };
            /**
             * @description Who may call.
             * @default {}
             */
            auth?: {
                /**
                 * @description Named tokens, each with its own scopes, beside the gateway token (`OPENCLAW_GATEWAY_TOKEN`).
                 * @default []
                 */
                tokens?: components["schemas"]["TokenConfig"][];
            };
            /**
             * @description The limits of this contract.
             * @default {}
             */
            rateLimits?: {
                /**
                 * @description Whether they are enforced.
                 * @default true
                 */
                enabled?: boolean;
            };
            /**
             * @description How the server meets browsers and proxies.
             * @default {}
             */
            http?: {
                /**
                 * @description Origins of web pages that may call, beside the server's own and those on loopback.
                 * @default []
                 */
                allowedOrigins?: string[];
                /**
                 * @description Whether a reverse proxy in front tells the client's address in `X-Forwarded-For`. Behind one set it, else all clients share one address, and its limits.
                 * @default false
                 */
                trustProxy?: boolean;
            };
            /**
             * @description The channels, by name; each is added, changed and removed while the gateway runs, without touching the others. On a
             *     loopback `host` there is a channel `webchat` of its type, unless another web chat is set or this one's `enabled` is false.
             * @default {}
             */
            channels?: {
                [key: string]: components["schemas"]["ChannelConfig"];
            };
            /**
             * @description How messages are delivered.
             * @default {}
             */
            delivery?: {
                /**
                 * @description Seconds to wait before each repeat, when the channel says "later". After the last one the message has failed.
                 * @default [
                 *       5,
                 *       300,
                 *       1800,
                 *       7200,
                 *       18000,
                 *       36000
                 *     ]
                 */
                retryDelays?: number[];
                /**
                 * @description What becomes of a message of which it is not known whether it was delivered, where a repeat would not be noticed (any
                 *     more): `park` leaves it as `unknown`, `resend` sends it again by the schedule, perhaps a second time.
                 * @default park
                 * @enum {string}
                 */
                onUnknown?: "park" | "resend";
            };
            /**
             * @description What programs may call.
             * @default {}
             */
            tools?: {
                /** @description The one folder that the file tools reach; `workspace` in `dataDir` where it is not given. */
                workspace?: string;
                /**
                 * @description Tools that can't be called, by name; `server.*` are all those of an MCP server.
                 * @default []
                 */
                disabled?: components["schemas"]["ToolPattern"][];
                /**
                 * @description How long a call may take.
                 * @default 30
                 */
                timeoutSeconds?: number;
                /**
                 * @description How many calls go on at once. Ten times as many may wait.
                 * @default 16
                 */
                maxConcurrent?: number;
                /**
                 * @description The size of a result, as JSON, above which it is cut.
                 * @default 4194304
                 */
                maxResultBytes?: number;
                /**
                 * @description The tool `fetch`.
                 * @default {}
                 */
                fetch?: {
                    /**
                     * @description The only hosts that it may ask, as `api.example.com`, or `*.example.com` for all below it. Without it, it may ask every host on the
                     *     public internet. Addresses that are not public stay out of reach in either case.
                     */
                    allowedHosts?: string[];
                };
                /**
                 * @description The tool `exec`, which is off while `commands` is empty.
                 * @default {}
                 */
                exec?: {
                    /**
                     * @description The programs that it may start, each by its name on the path `/usr/local/bin:/usr/bin:/bin`, or by its absolute path.
                     * @default []
                     */
                    commands?: string[];
                    /**
                     * @description Variables for these programs. Of the gateway's own they get none.
                     * @default {}
                     */
                    environment?: {
                        [key: string]: components["schemas"]["VariableValue"];
                    };
                };
                /**
                 * @description MCP servers, by name. Their tools are named `server.tool`.
                 * @default {}
                 */
                mcpServers?: {
                    [key: string]: components["schemas"]["McpServerConfig"];
                };
            };
            /**
             * @description Scheduled jobs.
             * @default {}
             */
            cron?: {
                /**
                 * @description Jobs by name. Their ids are `job-` and the name.
                 * @default {}
                 */
                jobs?: {
                    [key: string]: components["schemas"]["CronJobConfig"];
                };
                /**
                 * @description How long the records of runs are kept. Whichever bound is reached first holds; a job's newest run stays.
                 * @default {}
                 */
                retention?: {
                    /**
                     * @description The age in days at which they go.
                     * @default 30
                     */
                    days?: number;
                    /**
                     * @description How many are kept of each job.
                     * @default 1000
                     */
                    maxRuns?: number;
                };
            };
            /**
             * @description The event log.
             * @default {}
             */
            events?: {
                /**
                 * @description How long events are kept for those who resume. Whichever bound is reached first holds.
                 * @default {}
                 */
                retention?: {
                    /**
                     * @description The age in days at which events go.
                     * @default 7
                     */
                    days?: number;
                    /**
                     * @description How many are kept at the most.
                     * @default 1000000
                     */
                    maxEvents?: number;
                };
            };
        };
        /** @description A named token, kept only as its hash. The name `gateway` is that of the gateway token, and names with `job-` are those of jobs. */
        TokenConfig: {
            name: components["schemas"]["Name"];
            /**
             * Format: password
             * @description `sha256:` and the SHA-256 of the token, in hexadecimal.
             */
            hash: string;
            /** @description What it may do. */
            scopes: components["schemas"]["Scope"][];
            /** @description From when on it does not hold any more. Without it, it holds until it is revoked. */
            expires?: components["schemas"]["Timestamp"];
            /** @description The only tools that it may call, or make jobs of; `server.*` are all those of an MCP server. Without it, all. */
            tools?: components["schemas"]["ToolPattern"][];
        };
        /** @description The name of an environment variable. */
        VariableName: string;
        /**
         * Format: password
         * @description The value of an environment variable.
         */
        VariableValue: string;
        /** @description An MCP server; `type` says how it is spoken to. */
        McpServerConfig: components["schemas"]["McpStdioConfig"] | components["schemas"]["McpHttpConfig"];
        /** @description A program that the gateway starts, and speaks to over its standard input and output. */
        McpStdioConfig: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "stdio";
            /**
             * @description Whether the gateway connects to it.
             * @default true
             */
            enabled?: boolean;
            /** @description The program, by its name on the gateway's path or by its absolute path. There is no shell. */
            command: string;
            /**
             * @description Its arguments.
             * @default []
             */
            args?: string[];
            /**
             * @description Variables for it, beside `HOME`, `PATH` and the like. Of the gateway's other variables it gets none.
             * @default {}
             */
            environment?: {
                [key: string]: components["schemas"]["VariableValue"];
            };
            /** @description The folder that it runs in; the workspace where it is not given. */
            directory?: string;
        };
        /** @description A server elsewhere, over streamable HTTP. */
        McpHttpConfig: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "http";
            /**
             * @description Whether the gateway connects to it.
             * @default true
             */
            enabled?: boolean;
            /**
             * Format: uri
             * @description Its endpoint. Without a user or password, which would be readable here.
             */
            url: string;
            /**
             * @description Headers for each request, as `Authorization`.
             * @default {}
             */
            headers?: {
                [key: string]: string;
            };
        };
        /** @description A channel; `type` says which one. */
        ChannelConfig: components["schemas"]["TelegramConfig"] | components["schemas"]["DiscordConfig"] | components["schemas"]["WebhookConfig"] | components["schemas"]["WebchatConfig"];
        /** @description A Telegram bot. */
        TelegramConfig: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "telegram";
            /**
             * @description Whether the gateway connects to it. A disabled channel holds the messages that wait.
             * @default true
             */
            enabled?: boolean;
            /** @description Who may write, by the id of the user or of the conversation; without it everybody may. Of others nothing is stored. */
            allow?: components["schemas"]["UserId"][];
            /**
             * @description How many messages are taken from one user in a minute, repeats not counted. Above that a webhook is answered 429 and a visitor
             *     of the web chat is told to wait; of other channels' users the rest is dropped, with a note of it in the conversation. There it is
             *     the minute in which they were written that counts.
             * @default 60
             */
            maxPerMinute?: number;
            /**
             * Format: password
             * @description From @BotFather. `TELEGRAM_BOT_TOKEN` in the environment is a channel `telegram` by itself.
             */
            botToken: string;
            /**
             * Format: uri
             * @description The Bot API server.
             * @default https://api.telegram.org
             */
            apiRoot?: string;
            /**
             * @description How Telegram reads the markup of messages. Without it text is sent as it is. With it no text is split, which could break its markup; one that is too long is refused.
             * @enum {string}
             */
            parseMode?: "HTML" | "MarkdownV2";
        };
        /** @description Discord's own id of a user, a channel or a message. */
        Snowflake: string;
        /**
         * @description A Discord bot. Messages come from direct messages, where `userId` is the user's id, and from servers, where it is
         *     `channel:` and the channel's id: those that mention the bot, and all of `allowedChannels`.
         */
        DiscordConfig: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "discord";
            /**
             * @description Whether the gateway connects to it. A disabled channel holds the messages that wait.
             * @default true
             */
            enabled?: boolean;
            /** @description Who may write, by the id of the user or of the conversation; without it everybody may. Of others nothing is stored. */
            allow?: components["schemas"]["UserId"][];
            /**
             * @description How many messages are taken from one user in a minute, repeats not counted. Above that a webhook is answered 429 and a visitor
             *     of the web chat is told to wait; of other channels' users the rest is dropped, with a note of it in the conversation. There it is
             *     the minute in which they were written that counts.
             * @default 60
             */
            maxPerMinute?: number;
            /**
             * Format: password
             * @description From Discord's developer portal. `DISCORD_BOT_TOKEN` in the environment is a channel `discord` by itself.
             */
            botToken: string;
            /**
             * Format: uri
             * @description The REST API, without its version.
             * @default https://discord.com/api
             */
            apiRoot?: string;
            /**
             * @description Channels of servers in which every message is taken, also one that does not mention the bot.
             * @default []
             */
            allowedChannels?: components["schemas"]["Snowflake"][];
            /**
             * @description Whom a message that goes out may notify. `all` includes roles and everyone.
             * @default none
             * @enum {string}
             */
            mentions?: "none" | "users" | "all";
            /**
             * @description Whether Discord's Markdown in a message that goes out is escaped (`plain`) or rendered.
             * @default plain
             * @enum {string}
             */
            markup?: "plain" | "markdown";
        };
        /** @description The page `/chat` of this gateway, where anyone can write without an account. There can be one. */
        WebchatConfig: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "webchat";
            /**
             * @description Whether the gateway connects to it. A disabled channel holds the messages that wait.
             * @default true
             */
            enabled?: boolean;
            /** @description Who may write, by the id of the user or of the conversation; without it everybody may. Of others nothing is stored. */
            allow?: components["schemas"]["UserId"][];
            /**
             * @description How many messages are taken from one user in a minute, repeats not counted. Above that a webhook is answered 429 and a visitor
             *     of the web chat is told to wait; of other channels' users the rest is dropped, with a note of it in the conversation. There it is
             *     the minute in which they were written that counts.
             * @default 60
             */
            maxPerMinute?: number;
            /**
             * @description What stands above the conversation.
             * @default Chat
             */
            title?: string;
            /** @description What a new visitor reads first. */
            greeting?: string;
        };
        /** @description Any system, over signed webhooks. */
        WebhookConfig: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "webhook";
            /**
             * @description Whether the gateway connects to it. A disabled channel holds the messages that wait.
             * @default true
             */
            enabled?: boolean;
            /** @description Who may write, by the id of the user or of the conversation; without it everybody may. Of others nothing is stored. */
            allow?: components["schemas"]["UserId"][];
            /**
             * @description How many messages are taken from one user in a minute, repeats not counted. Above that a webhook is answered 429 and a visitor
             *     of the web chat is told to wait; of other channels' users the rest is dropped, with a note of it in the conversation. There it is
             *     the minute in which they were written that counts.
             * @default 60
             */
            maxPerMinute?: number;
            /**
             * Format: uri
             * @description Where messages are posted to. Without a user or password, which would be readable here.
             */
            url: string;
            /**
             * Format: password
             * @description The shared secret, `whsec_` and base64 of 24 to 64 bytes.
             */
            secret: string;
        };
        /** @description A job of the configuration. */
        CronJobConfig: {
            schedule: components["schemas"]["CronSchedule"];
            action: components["schemas"]["CronAction"];
            /**
             * @description Whether the schedule runs it.
             * @default true
             */
            enabled?: boolean;
            /**
             * @description Whether a run may begin while another run of the job goes on. Where it may not, the moment has no run of its own; with `missed` `catchUp` it waits.
             * @default false
             */
            overlap?: boolean;
            /** @default once */
            missed?: components["schemas"]["MissedPolicy"];
        };
        /**
         * Format: int64
         * @description The event's number in the log; greater is later.
         */
        EventId: number;
        /**
         * @description What happened. More types may be added.
         * @enum {string}
         */
        EventType: "message:received" | "message:sent" | "session:created" | "tool:invoked" | "channel:status" | "cron:started" | "cron:finished" | "error";
        /** @description A new message came in from a channel. */
        MessageReceivedEvent: {
            id: components["schemas"]["EventId"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "message:received";
            time: components["schemas"]["Timestamp"];
            payload: components["schemas"]["Message"];
        };
        /** @description A message was taken by its channel. */
        MessageSentEvent: {
            id: components["schemas"]["EventId"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "message:sent";
            time: components["schemas"]["Timestamp"];
            payload: components["schemas"]["Message"];
        };
        /** @description A conversation began. */
        SessionCreatedEvent: {
            id: components["schemas"]["EventId"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "session:created";
            time: components["schemas"]["Timestamp"];
            payload: components["schemas"]["Session"];
        };
        /** @description A tool was called. */
        ToolInvokedEvent: {
            id: components["schemas"]["EventId"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "tool:invoked";
            time: components["schemas"]["Timestamp"];
            payload: components["schemas"]["ToolInvocation"];
        };
        /** @description A channel's connection changed. */
        ChannelStatusEvent: {
            id: components["schemas"]["EventId"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "channel:status";
            time: components["schemas"]["Timestamp"];
            payload: components["schemas"]["ChannelChange"];
        };
        /** @description What a channel's connection is from now on. */
        ChannelChange: {
            channel: components["schemas"]["ChannelName"];
            status: components["schemas"]["ChannelStatus"];
            reason?: components["schemas"]["ChannelReason"];
        };
        /** @description A run of a job began. */
        CronStartedEvent: {
            id: components["schemas"]["EventId"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "cron:started";
            time: components["schemas"]["Timestamp"];
            payload: components["schemas"]["CronRun"];
        };
        /** @description A run of a job ended, or was skipped. Its `result` is not told here; the list of runs has it. */
        CronFinishedEvent: {
            id: components["schemas"]["EventId"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "cron:finished";
            time: components["schemas"]["Timestamp"];
            payload: components["schemas"]["CronRun"];
        };
        /** @description Something failed that no caller was waiting for. */
        ErrorEvent: {
            id: components["schemas"]["EventId"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "error";
            time: components["schemas"]["Timestamp"];
            payload: components["schemas"]["ErrorReport"];
        };
        /** @description A failure and where it came from. */
        ErrorReport: {
            code: components["schemas"]["ErrorCode"];
            /** @description What went wrong, for a person. */
            message: string;
            /**
             * @description The part that failed.
             * @enum {string}
             */
            source: "channel" | "delivery" | "cron" | "config" | "tools";
            channel?: components["schemas"]["ChannelName"];
            messageId?: components["schemas"]["Id"];
            jobId?: components["schemas"]["Id"];
            runId?: components["schemas"]["Id"];
        };
        /** @description Something that happened, as it stands in the log. */
        Event: components["schemas"]["MessageReceivedEvent"] | components["schemas"]["MessageSentEvent"] | components["schemas"]["SessionCreatedEvent"] | components["schemas"]["ToolInvokedEvent"] | components["schemas"]["ChannelStatusEvent"] | components["schemas"]["CronStartedEvent"] | components["schemas"]["CronFinishedEvent"] | components["schemas"]["ErrorEvent"];
        /** @description A stretch of the event log. */
        EventPage: {
            events: components["schemas"]["Event"][];
            /** @description Pass it as the next call's `after`. */
            nextAfter: components["schemas"]["EventId"];
            /** @description The last event of the whole log, of whatever type; 0 while there is none. To watch from now on, pass it as `after`. */
            newest: components["schemas"]["EventId"];
        };
        /** @description The secret by which a visitor is known again. */
        VisitorToken: string;
        /** @description The visitor's own name of something they wrote. */
        VisitorMessageId: string;
        /** @description The first frame of a visitor. */
        VisitorHello: {
            /** @constant */
            type: "hello";
            token?: components["schemas"]["VisitorToken"];
        };
        /** @description A visitor writes. */
        VisitorSay: {
            /** @constant */
            type: "say";
            id: components["schemas"]["VisitorMessageId"];
            /** @description What they write. */
            text: string;
        };
        /** @description A visitor asks whether the connection still lives. */
        VisitorPing: {
            /** @constant */
            type: "ping";
        };
        /** @description A message as a visitor sees it. */
        ChatMessage: {
            id: components["schemas"]["Id"];
            /**
             * @description Who wrote it.
             * @enum {string}
             */
            from: "visitor" | "operator";
            text: components["schemas"]["MessageText"];
            time: components["schemas"]["Timestamp"];
        };
        /** @description The visitor's token and the newest messages of their conversation, oldest first. */
        ChatWelcome: {
            /** @constant */
            type: "welcome";
            token: components["schemas"]["VisitorToken"];
            userId: components["schemas"]["UserId"];
            /** @description What stands above the conversation. */
            title: string;
            /** @description What a new visitor reads first. */
            greeting?: string;
            messages: components["schemas"]["ChatMessage"][];
        };
        /** @description A message was added to the conversation. */
        ChatAdded: {
            /** @constant */
            type: "message";
            message: components["schemas"]["ChatMessage"];
        };
        /** @description What the visitor wrote is stored. */
        ChatAccepted: {
            /** @constant */
            type: "accepted";
            id: components["schemas"]["VisitorMessageId"];
            message: components["schemas"]["ChatMessage"];
        };
        /** @description What the visitor wrote is not stored. */
        ChatRefused: {
            /** @constant */
            type: "refused";
            id: components["schemas"]["VisitorMessageId"];
            code: components["schemas"]["ErrorCode"];
            /** @description Why, for a person. */
            message: string;
            /** @description Seconds to wait before the next try. */
            retryAfter?: number;
        };
        /** @description The connection lives. */
        ChatPong: {
            /** @constant */
            type: "pong";
        };
    };
    responses: {
        /** @description The request breaks a rule of this contract; `details.issues` names each field and its rule. */
        InvalidRequest: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "code": "INVALID_REQUEST",
                 *         "message": "body.userId: must have required property 'userId'",
                 *         "details": {
                 *           "issues": [
                 *             {
                 *               "field": "body.userId",
                 *               "rule": "required",
                 *               "message": "must have required property 'userId'"
                 *             }
                 *           ]
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The token (or the signature) is missing or wrong. */
        Unauthorized: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                /**
                 * @description The scheme that is asked for.
                 * @example Bearer
                 */
                "WWW-Authenticate": string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "code": "UNAUTHORIZED",
                 *         "message": "Missing or invalid token.",
                 *         "details": {}
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The token is right, but lacks the operation's scope. */
        Forbidden: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "code": "FORBIDDEN",
                 *         "message": "This token lacks the scope sessions:read.",
                 *         "details": {}
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description There is no such thing. */
        NotFound: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "code": "NOT_FOUND",
                 *         "message": "There is no session \"session-123\".",
                 *         "details": {}
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The request is well formed, but clashes with what is there. */
        Conflict: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "code": "INVALID_REQUEST",
                 *         "message": "header.idempotency-key: was used before with another body",
                 *         "details": {
                 *           "issues": [
                 *             {
                 *               "field": "header.idempotency-key",
                 *               "rule": "idempotency",
                 *               "message": "was used before with another body"
                 *             }
                 *           ]
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The body is larger than 1 MiB. */
        PayloadTooLarge: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "code": "INVALID_REQUEST",
                 *         "message": "body: must not be larger than 1048576 bytes",
                 *         "details": {
                 *           "issues": [
                 *             {
                 *               "field": "body",
                 *               "rule": "maxBytes",
                 *               "message": "must not be larger than 1048576 bytes"
                 *             }
                 *           ]
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The body's content type is not one that this operation takes. */
        UnsupportedMediaType: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "code": "INVALID_REQUEST",
                 *         "message": "header.content-type: must be application/json",
                 *         "details": {
                 *           "issues": [
                 *             {
                 *               "field": "header.content-type",
                 *               "rule": "contentType",
                 *               "message": "must be application/json"
                 *             }
                 *           ]
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The budget of this minute is used up. */
        RateLimited: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "code": "RATE_LIMITED",
                 *         "message": "Too many requests: 200 a minute are allowed.",
                 *         "details": {}
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description Something broke on the server's side. The cause is in its log, under the request id. */
        InternalError: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "code": "INTERNAL_ERROR",
                 *         "message": "Something went wrong on the server.",
                 *         "details": {}
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The server can't do this now (its store does not answer, or it is stopping). Try again later. */
        Unavailable: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "code": "INTERNAL_ERROR",
                 *         "message": "The store is not available.",
                 *         "details": {}
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
    };
    parameters: {
        /**
         * @description How many to return at the most.
         * @example 50
         */
        Limit: number;
        /**
         * @description The `nextCursor` of the page before.
         * @example WzE3NzEwNzA0MDAwMDAsInNlc3Npb24tMDFLQU0zIl0
         */
        Cursor: string;
        /**
         * @description The session's id.
         * @example session-01KAM3J5X7Q2Z8V9W4T6R1Y0BN
         */
        SessionId: components["schemas"]["Id"];
        /**
         * @description The job's id. A job of the configuration is `job-` and its name there.
         * @example job-01KAM3J7N6M5L4K3J2H1G0F9E8
         */
        JobId: components["schemas"]["Id"];
    };
    requestBodies: never;
    headers: {
        /**
         * @description Names this request in the server's log.
         * @example 01KAM3J5X7Q2Z8V9W4T6R1Y0BN
         */
        RequestId: string;
        /**
         * @description The budget of this operation's bucket for a minute. Absent where `rateLimits.enabled` is false.
         * @example 200
         */
        RateLimitLimit: number;
        /**
         * @description What is left of it.
         * @example 199
         */
        RateLimitRemaining: number;
        /**
         * @description Seconds until it is full again.
         * @example 60
         */
        RateLimitReset: number;
        /**
         * @description Seconds to wait before the next try.
         * @example 12
         */
        RetryAfter: number;
        /**
         * @description Names this state of the configuration, for `If-Match`.
         * @example "9f86d081884c7d65"
         */
        ETag: string;
        /**
         * @description The keys, separated by commas, whose new value waits for a restart. Absent where there are none.
         * @example port, host
         */
        RestartRequired: string;
    };
    pathItems: never;
}
export type Id = components['schemas']['Id'];
export type Name = components['schemas']['Name'];
export type ChannelName = components['schemas']['ChannelName'];
export type ToolName = components['schemas']['ToolName'];
export type ToolPattern = components['schemas']['ToolPattern'];
export type UserId = components['schemas']['UserId'];
export type MessageText = components['schemas']['MessageText'];
export type Timestamp = components['schemas']['Timestamp'];
export type Text = components['schemas']['Text'];
export type Document = components['schemas']['Document'];
export type Scope = components['schemas']['Scope'];
export type ErrorCode = components['schemas']['ErrorCode'];
export type Issue = components['schemas']['Issue'];
export type ErrorDetails = components['schemas']['ErrorDetails'];
export type ErrorResponse = components['schemas']['ErrorResponse'];
export type Health = components['schemas']['Health'];
export type ChannelStatus = components['schemas']['ChannelStatus'];
export type ChannelReason = components['schemas']['ChannelReason'];
export type Status = components['schemas']['Status'];
export type ConfigProblem = components['schemas']['ConfigProblem'];
export type Session = components['schemas']['Session'];
export type SessionPage = components['schemas']['SessionPage'];
export type NextCursor = components['schemas']['NextCursor'];
export type SendMessageRequest = components['schemas']['SendMessageRequest'];
export type MessageStatus = components['schemas']['MessageStatus'];
export type SenderName = components['schemas']['SenderName'];
export type Sender = components['schemas']['Sender'];
export type DeliveryAttempt = components['schemas']['DeliveryAttempt'];
export type Message = components['schemas']['Message'];
export type MessagePage = components['schemas']['MessagePage'];
export type InboundWebhook = components['schemas']['InboundWebhook'];
export type OutboundWebhook = components['schemas']['OutboundWebhook'];
export type Channel = components['schemas']['Channel'];
export type ChannelList = components['schemas']['ChannelList'];
export type JsonSchema = components['schemas']['JsonSchema'];
export type ToolAnnotations = components['schemas']['ToolAnnotations'];
export type Tool = components['schemas']['Tool'];
export type ToolList = components['schemas']['ToolList'];
export type ToolParams = components['schemas']['ToolParams'];
export type InvokeToolRequest = components['schemas']['InvokeToolRequest'];
export type ToolResult = components['schemas']['ToolResult'];
export type ToolInvocation = components['schemas']['ToolInvocation'];
export type CronSchedule = components['schemas']['CronSchedule'];
export type MissedPolicy = components['schemas']['MissedPolicy'];
export type MessageAction = components['schemas']['MessageAction'];
export type ToolAction = components['schemas']['ToolAction'];
export type CronAction = components['schemas']['CronAction'];
export type CronJobName = components['schemas']['CronJobName'];
export type CronJobInput = components['schemas']['CronJobInput'];
export type CronJobPatch = components['schemas']['CronJobPatch'];
export type CronJob = components['schemas']['CronJob'];
export type CronJobList = components['schemas']['CronJobList'];
export type CronRun = components['schemas']['CronRun'];
export type CronRunPage = components['schemas']['CronRunPage'];
export type ConfigPatch = components['schemas']['ConfigPatch'];
export type Config = components['schemas']['Config'];
export type TokenConfig = components['schemas']['TokenConfig'];
export type VariableName = components['schemas']['VariableName'];
export type VariableValue = components['schemas']['VariableValue'];
export type McpServerConfig = components['schemas']['McpServerConfig'];
export type McpStdioConfig = components['schemas']['McpStdioConfig'];
export type McpHttpConfig = components['schemas']['McpHttpConfig'];
export type ChannelConfig = components['schemas']['ChannelConfig'];
export type TelegramConfig = components['schemas']['TelegramConfig'];
export type Snowflake = components['schemas']['Snowflake'];
export type DiscordConfig = components['schemas']['DiscordConfig'];
export type WebchatConfig = components['schemas']['WebchatConfig'];
export type WebhookConfig = components['schemas']['WebhookConfig'];
export type CronJobConfig = components['schemas']['CronJobConfig'];
export type EventId = components['schemas']['EventId'];
export type EventType = components['schemas']['EventType'];
export type MessageReceivedEvent = components['schemas']['MessageReceivedEvent'];
export type MessageSentEvent = components['schemas']['MessageSentEvent'];
export type SessionCreatedEvent = components['schemas']['SessionCreatedEvent'];
export type ToolInvokedEvent = components['schemas']['ToolInvokedEvent'];
export type ChannelStatusEvent = components['schemas']['ChannelStatusEvent'];
export type ChannelChange = components['schemas']['ChannelChange'];
export type CronStartedEvent = components['schemas']['CronStartedEvent'];
export type CronFinishedEvent = components['schemas']['CronFinishedEvent'];
export type ErrorEvent = components['schemas']['ErrorEvent'];
export type ErrorReport = components['schemas']['ErrorReport'];
export type Event = components['schemas']['Event'];
export type EventPage = components['schemas']['EventPage'];
export type VisitorToken = components['schemas']['VisitorToken'];
export type VisitorMessageId = components['schemas']['VisitorMessageId'];
export type VisitorHello = components['schemas']['VisitorHello'];
export type VisitorSay = components['schemas']['VisitorSay'];
export type VisitorPing = components['schemas']['VisitorPing'];
export type ChatMessage = components['schemas']['ChatMessage'];
export type ChatWelcome = components['schemas']['ChatWelcome'];
export type ChatAdded = components['schemas']['ChatAdded'];
export type ChatAccepted = components['schemas']['ChatAccepted'];
export type ChatRefused = components['schemas']['ChatRefused'];
export type ChatPong = components['schemas']['ChatPong'];
export type ResponseInvalidRequest = components['responses']['InvalidRequest'];
export type ResponseUnauthorized = components['responses']['Unauthorized'];
export type ResponseForbidden = components['responses']['Forbidden'];
export type ResponseNotFound = components['responses']['NotFound'];
export type ResponseConflict = components['responses']['Conflict'];
export type ResponsePayloadTooLarge = components['responses']['PayloadTooLarge'];
export type ResponseUnsupportedMediaType = components['responses']['UnsupportedMediaType'];
export type ResponseRateLimited = components['responses']['RateLimited'];
export type ResponseInternalError = components['responses']['InternalError'];
export type ResponseUnavailable = components['responses']['Unavailable'];
export type ParameterLimit = components['parameters']['Limit'];
export type ParameterCursor = components['parameters']['Cursor'];
export type ParameterSessionId = components['parameters']['SessionId'];
export type ParameterJobId = components['parameters']['JobId'];
export type HeaderRequestId = components['headers']['RequestId'];
export type HeaderRateLimitLimit = components['headers']['RateLimitLimit'];
export type HeaderRateLimitRemaining = components['headers']['RateLimitRemaining'];
export type HeaderRateLimitReset = components['headers']['RateLimitReset'];
export type HeaderRetryAfter = components['headers']['RetryAfter'];
export type HeaderETag = components['headers']['ETag'];
export type HeaderRestartRequired = components['headers']['RestartRequired'];
export type $defs = Record<string, never>;
export interface operations {
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The gateway is up and can write. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok",
                     *       "version": "2026.12.0",
                     *       "uptime": 86400
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            /** @description The gateway is up, but its store can't be written. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "degraded",
                     *       "version": "2026.12.0",
                     *       "uptime": 86400
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    getStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The status now. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "gateway": "running",
                     *       "channels": {
                     *         "telegram": "connected",
                     *         "support": "disconnected"
                     *       },
                     *       "channelReasons": {
                     *         "support": "support.example.com answered 503."
                     *       },
                     *       "sessions": 5,
                     *       "memory": {
                     *         "used": 98,
                     *         "total": 512
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Status"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listSessions: {
        parameters: {
            query?: {
                /**
                 * @description Only sessions on this channel.
                 * @example telegram
                 */
                channel?: components["schemas"]["ChannelName"];
                /**
                 * @description Only sessions with this user, by the channel's own id of them.
                 * @example user-456
                 */
                userId?: components["schemas"]["UserId"];
                /**
                 * @description How many to return at the most.
                 * @example 50
                 */
                limit?: components["parameters"]["Limit"];
                /**
                 * @description The `nextCursor` of the page before.
                 * @example WzE3NzEwNzA0MDAwMDAsInNlc3Npb24tMDFLQU0zIl0
                 */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of sessions. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sessions": [
                     *         {
                     *           "id": "session-01KAM3J5X7Q2Z8V9W4T6R1Y0BN",
                     *           "channel": "telegram",
                     *           "userId": "user-456",
                     *           "messageCount": 42,
                     *           "lastActivity": "2026-02-14T12:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["SessionPage"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The session's id.
                 * @example session-01KAM3J5X7Q2Z8V9W4T6R1Y0BN
                 */
                id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "session-01KAM3J5X7Q2Z8V9W4T6R1Y0BN",
                     *       "channel": "telegram",
                     *       "userId": "user-456",
                     *       "messageCount": 42,
                     *       "lastActivity": "2026-02-14T12:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The session's id.
                 * @example session-01KAM3J5X7Q2Z8V9W4T6R1Y0BN
                 */
                id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session is gone. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listSessionMessages: {
        parameters: {
            query?: {
                /**
                 * @description How many to return at the most.
                 * @example 50
                 */
                limit?: components["parameters"]["Limit"];
                /**
                 * @description The `nextCursor` of the page before.
                 * @example WzE3NzEwNzA0MDAwMDAsInNlc3Npb24tMDFLQU0zIl0
                 */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                /**
                 * @description The session's id.
                 * @example session-01KAM3J5X7Q2Z8V9W4T6R1Y0BN
                 */
                id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of messages. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "messages": [
                     *         {
                     *           "id": "message-01KAM3J6E5D4C3B2A1Z0Y9X8W7",
                     *           "sessionId": "session-01KAM3J5X7Q2Z8V9W4T6R1Y0BN",
                     *           "channel": "telegram",
                     *           "userId": "user-456",
                     *           "direction": "inbound",
                     *           "message": "Is anybody there?",
                     *           "status": "received",
                     *           "createdAt": "2026-02-14T12:00:00.000Z",
                     *           "updatedAt": "2026-02-14T12:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["MessagePage"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    sendMessage: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description A value of your own that names this one request.
                 * @example 5a1c2f0e-order-1042
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "channel": "telegram",
                 *       "userId": "user-123",
                 *       "message": "Hello from API!"
                 *     }
                 */
                "application/json": components["schemas"]["SendMessageRequest"];
            };
        };
        responses: {
            /** @description The message is stored and will be delivered. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    /**
                     * @description Where to ask for the message's delivery status.
                     * @example /api/messages/message-01KAM3J6E5D4C3B2A1Z0Y9X8W7
                     */
                    Location: string;
                    /**
                     * @description `true` when this is the first answer again, for a key that was used before.
                     * @example true
                     */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "message-01KAM3J6E5D4C3B2A1Z0Y9X8W7",
                     *       "sessionId": "session-01KAM3J5X7Q2Z8V9W4T6R1Y0BN",
                     *       "channel": "telegram",
                     *       "userId": "user-123",
                     *       "direction": "outbound",
                     *       "message": "Hello from API!",
                     *       "status": "queued",
                     *       "createdAt": "2026-02-14T12:00:00.000Z",
                     *       "updatedAt": "2026-02-14T12:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The message's id.
                 * @example message-01KAM3J6E5D4C3B2A1Z0Y9X8W7
                 */
                id: components["schemas"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The message. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "message-01KAM3J6E5D4C3B2A1Z0Y9X8W7",
                     *       "sessionId": "session-01KAM3J5X7Q2Z8V9W4T6R1Y0BN",
                     *       "channel": "telegram",
                     *       "userId": "user-123",
                     *       "direction": "outbound",
                     *       "message": "Hello from API!",
                     *       "status": "sent",
                     *       "createdAt": "2026-02-14T12:00:00.000Z",
                     *       "updatedAt": "2026-02-14T12:00:05.210Z",
                     *       "attempts": [
                     *         {
                     *           "time": "2026-02-14T12:00:00.010Z",
                     *           "outcome": "later",
                     *           "reason": "Telegram answered 503 Service Unavailable",
                     *           "part": 1
                     *         },
                     *         {
                     *           "time": "2026-02-14T12:00:05.020Z",
                     *           "outcome": "sent",
                     *           "part": 1
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listChannels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The channels. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "channels": [
                     *         {
                     *           "name": "telegram",
                     *           "type": "telegram",
                     *           "status": "connected",
                     *           "messagesReceived": 1000,
                     *           "messagesSent": 500,
                     *           "messagesFailed": 2,
                     *           "messagesUnknown": 1
                     *         },
                     *         {
                     *           "name": "support",
                     *           "type": "webhook",
                     *           "status": "error",
                     *           "reason": "The webhook secret is not valid base64.",
                     *           "messagesReceived": 0,
                     *           "messagesSent": 0,
                     *           "messagesFailed": 0,
                     *           "messagesUnknown": 0
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ChannelList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listTools: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tools. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "tools": [
                     *         {
                     *           "name": "read",
                     *           "description": "Read file contents",
                     *           "enabled": true,
                     *           "available": true,
                     *           "annotations": {
                     *             "readOnly": true,
                     *             "destructive": false
                     *           },
                     *           "inputSchema": {
                     *             "type": "object",
                     *             "properties": {
                     *               "path": {
                     *                 "type": "string",
                     *                 "minLength": 1,
                     *                 "maxLength": 4096
                     *               }
                     *             },
                     *             "required": [
                     *               "path"
                     *             ],
                     *             "additionalProperties": false
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ToolList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    invokeTool: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The tool's name.
                 * @example read
                 */
                name: components["schemas"]["ToolName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "params": {
                 *         "path": "/path/to/file"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["InvokeToolRequest"];
            };
        };
        responses: {
            /** @description The tool's result. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "result": {
                     *         "content": "Hello\n",
                     *         "size": 6
                     *       },
                     *       "durationMs": 1.7
                     *     }
                     */
                    "application/json": components["schemas"]["ToolResult"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listCronJobs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The jobs. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "jobs": [
                     *         {
                     *           "id": "job-01KAM3J7N6M5L4K3J2H1G0F9E8",
                     *           "name": "morning greeting",
                     *           "schedule": {
                     *             "cron": "0 7 * * 1-5",
                     *             "timezone": "Europe/Berlin"
                     *           },
                     *           "action": {
                     *             "type": "message",
                     *             "channel": "telegram",
                     *             "userId": "user-123",
                     *             "message": "Good morning!"
                     *           },
                     *           "enabled": true,
                     *           "overlap": false,
                     *           "missed": "once",
                     *           "source": "api",
                     *           "nextRun": "2026-02-16T06:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["CronJobList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createCronJob: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "morning greeting",
                 *       "schedule": {
                 *         "cron": "0 7 * * 1-5",
                 *         "timezone": "Europe/Berlin"
                 *       },
                 *       "action": {
                 *         "type": "message",
                 *         "channel": "telegram",
                 *         "userId": "user-123",
                 *         "message": "Good morning!"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["CronJobInput"];
            };
        };
        responses: {
            /** @description The job, as stored. */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    /**
                     * @description The job's own path.
                     * @example /api/cron/job-01KAM3J7N6M5L4K3J2H1G0F9E8
                     */
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "job-01KAM3J7N6M5L4K3J2H1G0F9E8",
                     *       "name": "morning greeting",
                     *       "schedule": {
                     *         "cron": "0 7 * * 1-5",
                     *         "timezone": "Europe/Berlin"
                     *       },
                     *       "action": {
                     *         "type": "message",
                     *         "channel": "telegram",
                     *         "userId": "user-123",
                     *         "message": "Good morning!"
                     *       },
                     *       "enabled": true,
                     *       "overlap": false,
                     *       "missed": "once",
                     *       "source": "api",
                     *       "nextRun": "2026-02-16T06:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["CronJob"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteCronJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The job's id. A job of the configuration is `job-` and its name there.
                 * @example job-01KAM3J7N6M5L4K3J2H1G0F9E8
                 */
                id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job is gone. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateCronJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The job's id. A job of the configuration is `job-` and its name there.
                 * @example job-01KAM3J7N6M5L4K3J2H1G0F9E8
                 */
                id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "enabled": false
                 *     }
                 */
                "application/json": components["schemas"]["CronJobPatch"];
            };
        };
        responses: {
            /** @description The job, as changed. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "job-01KAM3J7N6M5L4K3J2H1G0F9E8",
                     *       "name": "morning greeting",
                     *       "schedule": {
                     *         "cron": "0 7 * * 1-5",
                     *         "timezone": "Europe/Berlin"
                     *       },
                     *       "action": {
                     *         "type": "message",
                     *         "channel": "telegram",
                     *         "userId": "user-123",
                     *         "message": "Good morning!"
                     *       },
                     *       "enabled": true,
                     *       "overlap": false,
                     *       "missed": "once",
                     *       "source": "api",
                     *       "nextRun": "2026-02-16T06:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["CronJob"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    runCronJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The job's id. A job of the configuration is `job-` and its name there.
                 * @example job-01KAM3J7N6M5L4K3J2H1G0F9E8
                 */
                id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The run has started. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "run-01KAM3J8P7N6M5L4K3J2H1G0F9",
                     *       "jobId": "job-01KAM3J7N6M5L4K3J2H1G0F9E8",
                     *       "trigger": "manual",
                     *       "outcome": "running",
                     *       "startedAt": "2026-02-14T12:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["CronRun"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listCronRuns: {
        parameters: {
            query?: {
                /**
                 * @description How many to return at the most.
                 * @example 50
                 */
                limit?: components["parameters"]["Limit"];
                /**
                 * @description The `nextCursor` of the page before.
                 * @example WzE3NzEwNzA0MDAwMDAsInNlc3Npb24tMDFLQU0zIl0
                 */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                /**
                 * @description The job's id. A job of the configuration is `job-` and its name there.
                 * @example job-01KAM3J7N6M5L4K3J2H1G0F9E8
                 */
                id: components["parameters"]["JobId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of runs. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "runs": [
                     *         {
                     *           "id": "run-01KAM3J8P7N6M5L4K3J2H1G0F9",
                     *           "jobId": "job-01KAM3J7N6M5L4K3J2H1G0F9E8",
                     *           "trigger": "schedule",
                     *           "outcome": "failed",
                     *           "startedAt": "2026-02-14T12:00:00.000Z",
                     *           "finishedAt": "2026-02-14T12:00:00.020Z",
                     *           "scheduledFor": "2026-02-14T12:00:00.000Z",
                     *           "error": "The channel \"telegram\" is not configured."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["CronRunPage"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The effective configuration. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    ETag: components["headers"]["ETag"];
                    "Restart-Required": components["headers"]["RestartRequired"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "host": "127.0.0.1",
                     *       "port": 3000,
                     *       "dataDir": "./data",
                     *       "logging": {
                     *         "level": "info"
                     *       },
                     *       "rateLimits": {
                     *         "enabled": true
                     *       },
                     *       "channels": {
                     *         "telegram": {
                     *           "type": "telegram",
                     *           "botToken": "[redacted]"
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Config"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateConfig: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` of the configuration that this patch was made for.
                 * @example "9f86d081884c7d65"
                 */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "logging": {
                 *         "level": "debug"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ConfigPatch"];
                /**
                 * @example {
                 *       "logging": {
                 *         "level": "debug"
                 *       }
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["ConfigPatch"];
            };
        };
        responses: {
            /** @description The effective configuration, as changed. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    ETag: components["headers"]["ETag"];
                    "Restart-Required": components["headers"]["RestartRequired"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "host": "127.0.0.1",
                     *       "port": 3000,
                     *       "dataDir": "./data",
                     *       "logging": {
                     *         "level": "info"
                     *       },
                     *       "rateLimits": {
                     *         "enabled": true
                     *       },
                     *       "channels": {
                     *         "telegram": {
                     *           "type": "telegram",
                     *           "botToken": "[redacted]"
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Config"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listEvents: {
        parameters: {
            query?: {
                /**
                 * @description Only events with a greater id.
                 * @example 1041
                 */
                after?: components["schemas"]["EventId"];
                /**
                 * @description Only events of these types, separated by commas.
                 * @example [
                 *       "message:received",
                 *       "message:sent"
                 *     ]
                 */
                types?: components["schemas"]["EventType"][];
                /**
                 * @description How many to return at the most.
                 * @example 50
                 */
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The events, in order. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "events": [
                     *         {
                     *           "id": 1042,
                     *           "type": "session:created",
                     *           "time": "2026-02-14T12:00:00.000Z",
                     *           "payload": {
                     *             "id": "session-01KAM3J5X7Q2Z8V9W4T6R1Y0BN",
                     *             "channel": "telegram",
                     *             "userId": "user-456",
                     *             "messageCount": 1,
                     *             "lastActivity": "2026-02-14T12:00:00.000Z"
                     *           }
                     *         }
                     *       ],
                     *       "nextAfter": 1042,
                     *       "newest": 1049
                     *     }
                     */
                    "application/json": components["schemas"]["EventPage"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    receiveWebhook: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Names this one message; the same id again changes nothing.
                 * @example msg_2KWPBgLlAfxdpx2AI54pPJ85f4W
                 */
                "webhook-id": string;
                /**
                 * @description When it was sent, in seconds since 1970.
                 * @example 1771070400
                 */
                "webhook-timestamp": string;
            };
            path: {
                /**
                 * @description The channel's name in the configuration.
                 * @example support
                 */
                channel: components["schemas"]["ChannelName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "userId": "user-456",
                 *       "message": "Is anybody there?"
                 *     }
                 */
                "application/json": components["schemas"]["InboundWebhook"];
            };
        };
        responses: {
            /** @description The message is stored. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "message-01KAM3J6E5D4C3B2A1Z0Y9X8W7",
                     *       "sessionId": "session-01KAM3J5X7Q2Z8V9W4T6R1Y0BN",
                     *       "channel": "support",
                     *       "userId": "user-456",
                     *       "direction": "inbound",
                     *       "message": "Is anybody there?",
                     *       "status": "received",
                     *       "createdAt": "2026-02-14T12:00:00.000Z",
                     *       "updatedAt": "2026-02-14T12:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getChat: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page, with all that it needs inside. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    /**
                     * @description Lets the page run its own script and open its own socket, and nothing else.
                     * @example default-src 'none'; connect-src 'self'
                     */
                    "Content-Security-Policy": string;
                    [name: string]: unknown;
                };
                content: {
                    /** @example <!doctype html><title>Chat</title> */
                    "text/html": components["schemas"]["Text"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    getOpenApiJson: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The OpenAPI document. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "openapi": "3.1.0"
                     *     }
                     */
                    "application/json": components["schemas"]["Document"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    getOpenApiYaml: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The OpenAPI document. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example openapi: 3.1.0 */
                    "application/yaml": components["schemas"]["Text"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    getAsyncApiJson: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The AsyncAPI document. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "asyncapi": "3.0.0"
                     *     }
                     */
                    "application/json": components["schemas"]["Document"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    getAsyncApiYaml: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The AsyncAPI document. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example asyncapi: 3.0.0 */
                    "application/yaml": components["schemas"]["Text"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    getDocs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example <!doctype html><title>OpenClaw HTTP API</title><meta http-equiv="refresh" content="0; url=/docs/index.html"> */
                    "text/html": components["schemas"]["Text"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    getDocsFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The file's name.
                 * @example index.html
                 */
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "RateLimit-Reset": components["headers"]["RateLimitReset"];
                    /**
                     * @description Lets a page run the scripts that come with it and send requests to this gateway, and nothing else.
                     * @example default-src 'none'; connect-src 'self'
                     */
                    "Content-Security-Policy": string;
                    /**
                     * @description How long a browser may keep it.
                     * @example no-cache
                     */
                    "Cache-Control": string;
                    [name: string]: unknown;
                };
                content: {
                    /** @example <!doctype html><title>OpenClaw HTTP API</title> */
                    "text/html": components["schemas"]["Text"];
                    /** @example body { margin: 0 } */
                    "text/css": components["schemas"]["Text"];
                    /** @example document.title */
                    "text/javascript": components["schemas"]["Text"];
                    /** @example # OpenClaw HTTP API */
                    "text/plain": components["schemas"]["Text"];
                    /** @example <svg xmlns="http://www.w3.org/2000/svg"/> */
                    "image/svg+xml": components["schemas"]["Text"];
                    /** @example openapi: 3.1.0 */
                    "application/yaml": components["schemas"]["Text"];
                    /**
                     * @example {
                     *       "openapi": "3.1.0"
                     *     }
                     */
                    "application/json": components["schemas"]["Document"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
        };
    };
    deliverMessage: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The message's id.
                 * @example message-01KAM3J6E5D4C3B2A1Z0Y9X8W7
                 */
                "webhook-id": components["schemas"]["Id"];
                /**
                 * @description When this attempt was made, in seconds since 1970.
                 * @example 1771070400
                 */
                "webhook-timestamp": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "message-01KAM3J6E5D4C3B2A1Z0Y9X8W7",
                 *       "channel": "support",
                 *       "userId": "user-456",
                 *       "message": "We are here.",
                 *       "createdAt": "2026-02-14T12:00:00.000Z"
                 *     }
                 */
                "application/json": components["schemas"]["OutboundWebhook"];
            };
        };
        responses: {
            /** @description Not now; send it again later. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description You have the message. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description You will never take this message. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something broke; send it again later. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
