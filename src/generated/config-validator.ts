// Generated from spec/ by `npm run generate`. Do not edit.
// @ts-nocheck
import { createRequire } from 'node:module'
const require = createRequire(import.meta.url)

export const Config = validate21;
const schema32 = {"type":"object","description":"The whole configuration, for the file, the patches and the answer. `x-restart` marks what takes effect at the next\nstart; `format: password` marks a secret, which reads `[redacted]`.\n","additionalProperties":false,"properties":{"host":{"type":"string","description":"The address to listen on (`OPENCLAW_HOST`).","minLength":1,"maxLength":255,"default":"127.0.0.1","x-restart":true},"port":{"type":"integer","description":"The port to listen on; 0 takes a free one (`OPENCLAW_PORT`).","minimum":0,"maximum":65535,"default":3000,"x-restart":true},"dataDir":{"type":"string","description":"Where the database, the token and the workspace are kept (`OPENCLAW_DATA_DIR`). Not for patches.","minLength":1,"maxLength":4096,"default":"./data","x-restart":true},"databaseUrl":{"type":"string","description":"A PostgreSQL connection (`OPENCLAW_DATABASE_URL`). Without it the store is SQLite in `dataDir`. Not for patches.","format":"password","pattern":"^(postgres(ql)?://.+|\\[redacted\\])$","maxLength":2048,"x-restart":true},"logging":{"type":"object","description":"What is written to the log.","additionalProperties":false,"properties":{"level":{"type":"string","description":"The least important level that is written (`OPENCLAW_LOG_LEVEL`).","enum":["trace","debug","info","warn","error","fatal","silent"],"default":"info"}},"default":{}},"auth":{"type":"object","description":"Who may call.","additionalProperties":false,"properties":{"tokens":{"type":"array","description":"Named tokens, each with its own scopes, beside the gateway token (`OPENCLAW_GATEWAY_TOKEN`).","maxItems":1000,"default":[],"items":{"$ref":"#/components/schemas/TokenConfig"}}},"default":{}},"rateLimits":{"type":"object","description":"The limits of this contract.","additionalProperties":false,"properties":{"enabled":{"type":"boolean","description":"Whether they are enforced.","default":true}},"default":{}},"http":{"type":"object","description":"How the server meets browsers and proxies.","additionalProperties":false,"properties":{"allowedOrigins":{"type":"array","description":"Origins of web pages that may call, beside the server's own and those on loopback.","maxItems":100,"default":[],"items":{"type":"string","pattern":"^https?://[^/]+$","maxLength":255}},"trustProxy":{"type":"boolean","description":"Whether a reverse proxy in front tells the client's address in `X-Forwarded-For`. Behind one set it, else all clients share one address, and its limits.","default":false}},"default":{}},"channels":{"type":"object","description":"The channels, by name; each is added, changed and removed while the gateway runs, without touching the others. On a\nloopback `host` there is a channel `webchat` of its type, unless another web chat is set or this one's `enabled` is false.\n","maxProperties":100,"propertyNames":{"$ref":"#/components/schemas/ChannelName"},"additionalProperties":{"$ref":"#/components/schemas/ChannelConfig"},"default":{}},"delivery":{"type":"object","description":"How messages are delivered.","additionalProperties":false,"properties":{"retryDelays":{"type":"array","description":"Seconds to wait before each repeat, when the channel says \"later\". After the last one the message has failed.","maxItems":50,"default":[5,300,1800,7200,18000,36000],"items":{"type":"number","minimum":0,"maximum":604800}},"onUnknown":{"type":"string","description":"What becomes of a message of which it is not known whether it was delivered, where a repeat would not be noticed (any\nmore): `park` leaves it as `unknown`, `resend` sends it again by the schedule, perhaps a second time.\n","enum":["park","resend"],"default":"park"}},"default":{}},"tools":{"type":"object","description":"What programs may call.","additionalProperties":false,"properties":{"workspace":{"type":"string","description":"The one folder that the file tools reach; `workspace` in `dataDir` where it is not given.","minLength":1,"maxLength":4096,"x-restart":true},"disabled":{"type":"array","description":"Tools that can't be called, by name; `server.*` are all those of an MCP server.","maxItems":1000,"default":[],"items":{"$ref":"#/components/schemas/ToolPattern"}},"timeoutSeconds":{"type":"number","description":"How long a call may take.","minimum":0.1,"maximum":120,"default":30},"maxConcurrent":{"type":"integer","description":"How many calls go on at once. Ten times as many may wait.","minimum":1,"maximum":1000,"default":16},"maxResultBytes":{"type":"integer","description":"The size of a result, as JSON, above which it is cut.","minimum":1024,"maximum":8388608,"default":4194304},"fetch":{"type":"object","description":"The tool `fetch`.","additionalProperties":false,"properties":{"allowedHosts":{"type":"array","description":"The only hosts that it may ask, as `api.example.com`, or `*.example.com` for all below it. Without it, it may ask every host on the\npublic internet. Addresses that are not public stay out of reach in either case.\n","minItems":1,"maxItems":1000,"items":{"type":"string","pattern":"^(\\*\\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$","maxLength":255}}},"default":{}},"exec":{"type":"object","description":"The tool `exec`, which is off while `commands` is empty.","additionalProperties":false,"properties":{"commands":{"type":"array","description":"The programs that it may start, each by its name on the path `/usr/local/bin:/usr/bin:/bin`, or by its absolute path.","maxItems":1000,"default":[],"items":{"type":"string","pattern":"^(/[^\\u0000]+|[^/\\u0000.][^/\\u0000]*)$","maxLength":4096}},"environment":{"type":"object","description":"Variables for these programs. Of the gateway's own they get none.","maxProperties":100,"propertyNames":{"$ref":"#/components/schemas/VariableName"},"additionalProperties":{"$ref":"#/components/schemas/VariableValue"},"default":{}}},"default":{}},"mcpServers":{"type":"object","description":"MCP servers, by name. Their tools are named `server.tool`.","maxProperties":50,"propertyNames":{"$ref":"#/components/schemas/Name"},"additionalProperties":{"$ref":"#/components/schemas/McpServerConfig"},"default":{}}},"default":{}},"cron":{"type":"object","description":"Scheduled jobs.","additionalProperties":false,"properties":{"jobs":{"type":"object","description":"Jobs by name. Their ids are `job-` and the name.","maxProperties":1000,"propertyNames":{"$ref":"#/components/schemas/Name"},"additionalProperties":{"$ref":"#/components/schemas/CronJobConfig"},"default":{}},"retention":{"type":"object","description":"How long the records of runs are kept. Whichever bound is reached first holds; a job's newest run stays.","additionalProperties":false,"properties":{"days":{"type":"number","description":"The age in days at which they go.","minimum":0.001,"maximum":3650,"default":30},"maxRuns":{"type":"integer","description":"How many are kept of each job.","minimum":1,"maximum":1000000,"default":1000}},"default":{}}},"default":{}},"events":{"type":"object","description":"The event log.","additionalProperties":false,"properties":{"retention":{"type":"object","description":"How long events are kept for those who resume. Whichever bound is reached first holds.","additionalProperties":false,"properties":{"days":{"type":"number","description":"The age in days at which events go.","minimum":0.001,"maximum":3650,"default":7},"maxEvents":{"type":"integer","description":"How many are kept at the most.","minimum":1000,"maximum":1000000000,"default":1000000}},"default":{}}},"default":{}}}};
const schema34 = {"type":"string","description":"A name given in the configuration.","minLength":1,"maxLength":64,"pattern":"^[a-z0-9][a-z0-9_-]*$"};
const schema37 = {"type":"string","description":"A tool's name, or the beginning of several tools' names and `*`.","minLength":1,"maxLength":128,"pattern":"^[A-Za-z0-9_.-]+[*]?$"};
const schema50 = {"type":"string","description":"The name of an environment variable.","pattern":"^[A-Za-z_][A-Za-z0-9_]*$","maxLength":255};
const schema51 = {"type":"string","description":"The value of an environment variable.","format":"password","pattern":"^[^\\u0000]*$","maxLength":32768};
const func1 = Object.prototype.hasOwnProperty;
const func2 = require("ajv/dist/runtime/ucs2length").default;
const pattern4 = new RegExp("^(postgres(ql)?://.+|\\[redacted\\])$", "u");
const pattern9 = new RegExp("^https?://[^/]+$", "u");
const pattern5 = new RegExp("^[a-z0-9][a-z0-9_-]*$", "u");
const pattern8 = new RegExp("^[A-Za-z0-9_.-]+[*]?$", "u");
const pattern21 = new RegExp("^(\\*\\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$", "u");
const pattern22 = new RegExp("^(/[^\\u0000]+|[^/\\u0000.][^/\\u0000]*)$", "u");
const pattern23 = new RegExp("^[A-Za-z_][A-Za-z0-9_]*$", "u");
const pattern11 = new RegExp("^[^\\u0000]*$", "u");
const schema33 = {"type":"object","description":"A named token, kept only as its hash. The name `gateway` is that of the gateway token, and names with `job-` are those of jobs.","additionalProperties":false,"required":["name","hash","scopes"],"properties":{"name":{"$ref":"#/components/schemas/Name","not":{"pattern":"^(gateway$|job-)"}},"hash":{"type":"string","description":"`sha256:` and the SHA-256 of the token, in hexadecimal.","format":"password","pattern":"^(sha256:[0-9a-f]{64}|\\[redacted\\])$","maxLength":71},"scopes":{"type":"array","description":"What it may do.","minItems":1,"maxItems":20,"items":{"$ref":"#/components/schemas/Scope"}},"expires":{"description":"From when on it does not hold any more. Without it, it holds until it is revoked.","$ref":"#/components/schemas/Timestamp"},"tools":{"type":"array","description":"The only tools that it may call, or make jobs of; `server.*` are all those of an MCP server. Without it, all.","maxItems":1000,"items":{"$ref":"#/components/schemas/ToolPattern"}}}};
const schema35 = {"type":"string","description":"A permission of a token.","enum":["status:read","sessions:read","sessions:write","messages:read","messages:write","channels:read","tools:read","tools:invoke","cron:read","cron:write","cron:run","config:read","config:write","events:read"]};
const schema36 = {"type":"string","description":"A time, RFC 3339 in UTC.","format":"date-time","maxLength":40};
const pattern6 = new RegExp("^(gateway$|job-)", "u");
const pattern7 = new RegExp("^(sha256:[0-9a-f]{64}|\\[redacted\\])$", "u");
const formats0 = require("ajv-formats/dist/formats").fullFormats["date-time"];

function validate22(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate22.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema33.required,parentSchema:schema33,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.hash === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "hash"},message:"must have required property '"+"hash"+"'",schema:schema33.required,parentSchema:schema33,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.scopes === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "scopes"},message:"must have required property '"+"scopes"+"'",schema:schema33.required,parentSchema:schema33,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(((((key0 === "name") || (key0 === "hash")) || (key0 === "scopes")) || (key0 === "expires")) || (key0 === "tools"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema33,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(func2(data0) > 64){
const err4 = {instancePath:instancePath+"/name",schemaPath:"#/components/schemas/Name/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters",schema:64,parentSchema:schema34,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(func2(data0) < 1){
const err5 = {instancePath:instancePath+"/name",schemaPath:"#/components/schemas/Name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema34,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(!pattern5.test(data0)){
const err6 = {instancePath:instancePath+"/name",schemaPath:"#/components/schemas/Name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9_-]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9_-]*$"+"\"",schema:"^[a-z0-9][a-z0-9_-]*$",parentSchema:schema34,data:data0};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/name",schemaPath:"#/components/schemas/Name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema34.type,parentSchema:schema34,data:data0};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
const _errs5 = errors;
const _errs6 = errors;
if(typeof data0 === "string"){
if(!pattern6.test(data0)){
const err8 = {};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
var valid2 = _errs6 === errors;
if(valid2){
const err9 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema33.properties.name.not,parentSchema:schema33.properties.name,data:data0};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
else {
errors = _errs5;
if(vErrors !== null){
if(_errs5){
vErrors.length = _errs5;
}
else {
vErrors = null;
}
}
}
}
if(data.hash !== undefined){
let data1 = data.hash;
if(typeof data1 === "string"){
if(func2(data1) > 71){
const err10 = {instancePath:instancePath+"/hash",schemaPath:"#/properties/hash/maxLength",keyword:"maxLength",params:{limit: 71},message:"must NOT have more than 71 characters",schema:71,parentSchema:schema33.properties.hash,data:data1};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(!pattern7.test(data1)){
const err11 = {instancePath:instancePath+"/hash",schemaPath:"#/properties/hash/pattern",keyword:"pattern",params:{pattern: "^(sha256:[0-9a-f]{64}|\\[redacted\\])$"},message:"must match pattern \""+"^(sha256:[0-9a-f]{64}|\\[redacted\\])$"+"\"",schema:"^(sha256:[0-9a-f]{64}|\\[redacted\\])$",parentSchema:schema33.properties.hash,data:data1};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/hash",schemaPath:"#/properties/hash/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema33.properties.hash.type,parentSchema:schema33.properties.hash,data:data1};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.scopes !== undefined){
let data2 = data.scopes;
if(Array.isArray(data2)){
if(data2.length > 20){
const err13 = {instancePath:instancePath+"/scopes",schemaPath:"#/properties/scopes/maxItems",keyword:"maxItems",params:{limit: 20},message:"must NOT have more than 20 items",schema:20,parentSchema:schema33.properties.scopes,data:data2};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data2.length < 1){
const err14 = {instancePath:instancePath+"/scopes",schemaPath:"#/properties/scopes/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema33.properties.scopes,data:data2};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(typeof data3 !== "string"){
const err15 = {instancePath:instancePath+"/scopes/" + i0,schemaPath:"#/components/schemas/Scope/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.type,parentSchema:schema35,data:data3};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(!((((((((((((((data3 === "status:read") || (data3 === "sessions:read")) || (data3 === "sessions:write")) || (data3 === "messages:read")) || (data3 === "messages:write")) || (data3 === "channels:read")) || (data3 === "tools:read")) || (data3 === "tools:invoke")) || (data3 === "cron:read")) || (data3 === "cron:write")) || (data3 === "cron:run")) || (data3 === "config:read")) || (data3 === "config:write")) || (data3 === "events:read"))){
const err16 = {instancePath:instancePath+"/scopes/" + i0,schemaPath:"#/components/schemas/Scope/enum",keyword:"enum",params:{allowedValues: schema35.enum},message:"must be equal to one of the allowed values",schema:schema35.enum,parentSchema:schema35,data:data3};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath:instancePath+"/scopes",schemaPath:"#/properties/scopes/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema33.properties.scopes.type,parentSchema:schema33.properties.scopes,data:data2};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.expires !== undefined){
let data4 = data.expires;
if(typeof data4 === "string"){
if(func2(data4) > 40){
const err18 = {instancePath:instancePath+"/expires",schemaPath:"#/components/schemas/Timestamp/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters",schema:40,parentSchema:schema36,data:data4};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(!(formats0.validate(data4))){
const err19 = {instancePath:instancePath+"/expires",schemaPath:"#/components/schemas/Timestamp/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\"",schema:"date-time",parentSchema:schema36,data:data4};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/expires",schemaPath:"#/components/schemas/Timestamp/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema36.type,parentSchema:schema36,data:data4};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.tools !== undefined){
let data5 = data.tools;
if(Array.isArray(data5)){
if(data5.length > 1000){
const err21 = {instancePath:instancePath+"/tools",schemaPath:"#/properties/tools/maxItems",keyword:"maxItems",params:{limit: 1000},message:"must NOT have more than 1000 items",schema:1000,parentSchema:schema33.properties.tools,data:data5};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
const len1 = data5.length;
for(let i1=0; i1<len1; i1++){
let data6 = data5[i1];
if(typeof data6 === "string"){
if(func2(data6) > 128){
const err22 = {instancePath:instancePath+"/tools/" + i1,schemaPath:"#/components/schemas/ToolPattern/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters",schema:128,parentSchema:schema37,data:data6};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(func2(data6) < 1){
const err23 = {instancePath:instancePath+"/tools/" + i1,schemaPath:"#/components/schemas/ToolPattern/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema37,data:data6};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(!pattern8.test(data6)){
const err24 = {instancePath:instancePath+"/tools/" + i1,schemaPath:"#/components/schemas/ToolPattern/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9_.-]+[*]?$"},message:"must match pattern \""+"^[A-Za-z0-9_.-]+[*]?$"+"\"",schema:"^[A-Za-z0-9_.-]+[*]?$",parentSchema:schema37,data:data6};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
else {
const err25 = {instancePath:instancePath+"/tools/" + i1,schemaPath:"#/components/schemas/ToolPattern/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema37.type,parentSchema:schema37,data:data6};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
else {
const err26 = {instancePath:instancePath+"/tools",schemaPath:"#/properties/tools/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema33.properties.tools.type,parentSchema:schema33.properties.tools,data:data5};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
else {
const err27 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema33.type,parentSchema:schema33,data};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
validate22.errors = vErrors;
return errors === 0;
}
validate22.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema39 = {"description":"A channel; `type` says which one.","type":"object","oneOf":[{"$ref":"#/components/schemas/TelegramConfig"},{"$ref":"#/components/schemas/DiscordConfig"},{"$ref":"#/components/schemas/WebhookConfig"},{"$ref":"#/components/schemas/WebchatConfig"}],"discriminator":{"propertyName":"type"}};
const schema40 = {"type":"object","description":"A Telegram bot.","additionalProperties":false,"required":["type","botToken"],"properties":{"type":{"const":"telegram","type":"string"},"enabled":{"type":"boolean","description":"Whether the gateway connects to it. A disabled channel holds the messages that wait.","default":true},"allow":{"type":"array","description":"Who may write, by the id of the user or of the conversation; without it everybody may. Of others nothing is stored.","maxItems":10000,"items":{"$ref":"#/components/schemas/UserId"}},"maxPerMinute":{"type":"integer","description":"How many messages are taken from one user in a minute, repeats not counted. Above that a webhook is answered 429 and a visitor\nof the web chat is told to wait; of other channels' users the rest is dropped, with a note of it in the conversation. There it is\nthe minute in which they were written that counts.\n","minimum":1,"maximum":100000,"default":60},"botToken":{"type":"string","description":"From @BotFather. `TELEGRAM_BOT_TOKEN` in the environment is a channel `telegram` by itself.","format":"password","minLength":1,"maxLength":255},"apiRoot":{"type":"string","description":"The Bot API server.","format":"uri","pattern":"^https?://[^/?#@]+([/?#]|$)","maxLength":2048,"default":"https://api.telegram.org"},"parseMode":{"type":"string","description":"How Telegram reads the markup of messages. Without it text is sent as it is. With it no text is split, which could break its markup; one that is too long is refused.","enum":["HTML","MarkdownV2"]}}};
const schema41 = {"type":"string","description":"The channel's own id of a user or a chat.","minLength":1,"maxLength":255,"pattern":"^[^\\u0000]*$"};
const pattern12 = new RegExp("^https?://[^/?#@]+([/?#]|$)", "u");
const formats2 = require("ajv-formats/dist/formats").fullFormats.uri;

function validate25(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate25.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.enabled === undefined){
data.enabled = true;
}
if(data.maxPerMinute === undefined){
data.maxPerMinute = 60;
}
if(data.apiRoot === undefined){
data.apiRoot = "https://api.telegram.org";
}
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema40.required,parentSchema:schema40,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.botToken === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "botToken"},message:"must have required property '"+"botToken"+"'",schema:schema40.required,parentSchema:schema40,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(((((((key0 === "type") || (key0 === "enabled")) || (key0 === "allow")) || (key0 === "maxPerMinute")) || (key0 === "botToken")) || (key0 === "apiRoot")) || (key0 === "parseMode"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema40,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if(typeof data0 !== "string"){
const err3 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema40.properties.type.type,parentSchema:schema40.properties.type,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if("telegram" !== data0){
const err4 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/const",keyword:"const",params:{allowedValue: "telegram"},message:"must be equal to constant",schema:"telegram",parentSchema:schema40.properties.type,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
let data1 = data.enabled;
if(typeof data1 !== "boolean"){
const err5 = {instancePath:instancePath+"/enabled",schemaPath:"#/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema40.properties.enabled.type,parentSchema:schema40.properties.enabled,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.allow !== undefined){
let data2 = data.allow;
if(Array.isArray(data2)){
if(data2.length > 10000){
const err6 = {instancePath:instancePath+"/allow",schemaPath:"#/properties/allow/maxItems",keyword:"maxItems",params:{limit: 10000},message:"must NOT have more than 10000 items",schema:10000,parentSchema:schema40.properties.allow,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(typeof data3 === "string"){
if(func2(data3) > 255){
const err7 = {instancePath:instancePath+"/allow/" + i0,schemaPath:"#/components/schemas/UserId/maxLength",keyword:"maxLength",params:{limit: 255},message:"must NOT have more than 255 characters",schema:255,parentSchema:schema41,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(func2(data3) < 1){
const err8 = {instancePath:instancePath+"/allow/" + i0,schemaPath:"#/components/schemas/UserId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema41,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(!pattern11.test(data3)){
const err9 = {instancePath:instancePath+"/allow/" + i0,schemaPath:"#/components/schemas/UserId/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000]*$"},message:"must match pattern \""+"^[^\\u0000]*$"+"\"",schema:"^[^\\u0000]*$",parentSchema:schema41,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/allow/" + i0,schemaPath:"#/components/schemas/UserId/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema41.type,parentSchema:schema41,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath:instancePath+"/allow",schemaPath:"#/properties/allow/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema40.properties.allow.type,parentSchema:schema40.properties.allow,data:data2};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
let data4 = data.maxPerMinute;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err12 = {instancePath:instancePath+"/maxPerMinute",schemaPath:"#/properties/maxPerMinute/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema40.properties.maxPerMinute.type,parentSchema:schema40.properties.maxPerMinute,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 100000 || isNaN(data4)){
const err13 = {instancePath:instancePath+"/maxPerMinute",schemaPath:"#/properties/maxPerMinute/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100000},message:"must be <= 100000",schema:100000,parentSchema:schema40.properties.maxPerMinute,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data4 < 1 || isNaN(data4)){
const err14 = {instancePath:instancePath+"/maxPerMinute",schemaPath:"#/properties/maxPerMinute/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema40.properties.maxPerMinute,data:data4};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.botToken !== undefined){
let data5 = data.botToken;
if(typeof data5 === "string"){
if(func2(data5) > 255){
const err15 = {instancePath:instancePath+"/botToken",schemaPath:"#/properties/botToken/maxLength",keyword:"maxLength",params:{limit: 255},message:"must NOT have more than 255 characters",schema:255,parentSchema:schema40.properties.botToken,data:data5};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(func2(data5) < 1){
const err16 = {instancePath:instancePath+"/botToken",schemaPath:"#/properties/botToken/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema40.properties.botToken,data:data5};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/botToken",schemaPath:"#/properties/botToken/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema40.properties.botToken.type,parentSchema:schema40.properties.botToken,data:data5};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
let data6 = data.apiRoot;
if(typeof data6 === "string"){
if(func2(data6) > 2048){
const err18 = {instancePath:instancePath+"/apiRoot",schemaPath:"#/properties/apiRoot/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters",schema:2048,parentSchema:schema40.properties.apiRoot,data:data6};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(!pattern12.test(data6)){
const err19 = {instancePath:instancePath+"/apiRoot",schemaPath:"#/properties/apiRoot/pattern",keyword:"pattern",params:{pattern: "^https?://[^/?#@]+([/?#]|$)"},message:"must match pattern \""+"^https?://[^/?#@]+([/?#]|$)"+"\"",schema:"^https?://[^/?#@]+([/?#]|$)",parentSchema:schema40.properties.apiRoot,data:data6};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(!(formats2(data6))){
const err20 = {instancePath:instancePath+"/apiRoot",schemaPath:"#/properties/apiRoot/format",keyword:"format",params:{format: "uri"},message:"must match format \""+"uri"+"\"",schema:"uri",parentSchema:schema40.properties.apiRoot,data:data6};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/apiRoot",schemaPath:"#/properties/apiRoot/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema40.properties.apiRoot.type,parentSchema:schema40.properties.apiRoot,data:data6};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(data.parseMode !== undefined){
let data7 = data.parseMode;
if(typeof data7 !== "string"){
const err22 = {instancePath:instancePath+"/parseMode",schemaPath:"#/properties/parseMode/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema40.properties.parseMode.type,parentSchema:schema40.properties.parseMode,data:data7};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(!((data7 === "HTML") || (data7 === "MarkdownV2"))){
const err23 = {instancePath:instancePath+"/parseMode",schemaPath:"#/properties/parseMode/enum",keyword:"enum",params:{allowedValues: schema40.properties.parseMode.enum},message:"must be equal to one of the allowed values",schema:schema40.properties.parseMode.enum,parentSchema:schema40.properties.parseMode,data:data7};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
else {
const err24 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema40.type,parentSchema:schema40,data};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
validate25.errors = vErrors;
return errors === 0;
}
validate25.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema42 = {"type":"object","description":"A Discord bot. Messages come from direct messages, where `userId` is the user's id, and from servers, where it is\n`channel:` and the channel's id: those that mention the bot, and all of `allowedChannels`.\n","additionalProperties":false,"required":["type","botToken"],"properties":{"type":{"const":"discord","type":"string"},"enabled":{"type":"boolean","description":"Whether the gateway connects to it. A disabled channel holds the messages that wait.","default":true},"allow":{"type":"array","description":"Who may write, by the id of the user or of the conversation; without it everybody may. Of others nothing is stored.","maxItems":10000,"items":{"$ref":"#/components/schemas/UserId"}},"maxPerMinute":{"type":"integer","description":"How many messages are taken from one user in a minute, repeats not counted. Above that a webhook is answered 429 and a visitor\nof the web chat is told to wait; of other channels' users the rest is dropped, with a note of it in the conversation. There it is\nthe minute in which they were written that counts.\n","minimum":1,"maximum":100000,"default":60},"botToken":{"type":"string","description":"From Discord's developer portal. `DISCORD_BOT_TOKEN` in the environment is a channel `discord` by itself.","format":"password","minLength":1,"maxLength":255},"apiRoot":{"type":"string","description":"The REST API, without its version.","format":"uri","pattern":"^https?://[^/?#@]+([/?#]|$)","maxLength":2048,"default":"https://discord.com/api"},"allowedChannels":{"type":"array","description":"Channels of servers in which every message is taken, also one that does not mention the bot.","maxItems":1000,"default":[],"items":{"$ref":"#/components/schemas/Snowflake"}},"mentions":{"type":"string","description":"Whom a message that goes out may notify. `all` includes roles and everyone.","enum":["none","users","all"],"default":"none"},"markup":{"type":"string","description":"Whether Discord's Markdown in a message that goes out is escaped (`plain`) or rendered.","enum":["plain","markdown"],"default":"plain"}}};
const schema44 = {"type":"string","description":"Discord's own id of a user, a channel or a message.","pattern":"^[0-9]{1,20}$","maxLength":20};
const pattern15 = new RegExp("^[0-9]{1,20}$", "u");

function validate26(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate26.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.enabled === undefined){
data.enabled = true;
}
if(data.maxPerMinute === undefined){
data.maxPerMinute = 60;
}
if(data.apiRoot === undefined){
data.apiRoot = "https://discord.com/api";
}
if(data.allowedChannels === undefined){
data.allowedChannels = [];
}
if(data.mentions === undefined){
data.mentions = "none";
}
if(data.markup === undefined){
data.markup = "plain";
}
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema42.required,parentSchema:schema42,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.botToken === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "botToken"},message:"must have required property '"+"botToken"+"'",schema:schema42.required,parentSchema:schema42,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema42.properties, key0))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema42,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if(typeof data0 !== "string"){
const err3 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema42.properties.type.type,parentSchema:schema42.properties.type,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if("discord" !== data0){
const err4 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/const",keyword:"const",params:{allowedValue: "discord"},message:"must be equal to constant",schema:"discord",parentSchema:schema42.properties.type,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
let data1 = data.enabled;
if(typeof data1 !== "boolean"){
const err5 = {instancePath:instancePath+"/enabled",schemaPath:"#/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema42.properties.enabled.type,parentSchema:schema42.properties.enabled,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.allow !== undefined){
let data2 = data.allow;
if(Array.isArray(data2)){
if(data2.length > 10000){
const err6 = {instancePath:instancePath+"/allow",schemaPath:"#/properties/allow/maxItems",keyword:"maxItems",params:{limit: 10000},message:"must NOT have more than 10000 items",schema:10000,parentSchema:schema42.properties.allow,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(typeof data3 === "string"){
if(func2(data3) > 255){
const err7 = {instancePath:instancePath+"/allow/" + i0,schemaPath:"#/components/schemas/UserId/maxLength",keyword:"maxLength",params:{limit: 255},message:"must NOT have more than 255 characters",schema:255,parentSchema:schema41,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(func2(data3) < 1){
const err8 = {instancePath:instancePath+"/allow/" + i0,schemaPath:"#/components/schemas/UserId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema41,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(!pattern11.test(data3)){
const err9 = {instancePath:instancePath+"/allow/" + i0,schemaPath:"#/components/schemas/UserId/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000]*$"},message:"must match pattern \""+"^[^\\u0000]*$"+"\"",schema:"^[^\\u0000]*$",parentSchema:schema41,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/allow/" + i0,schemaPath:"#/components/schemas/UserId/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema41.type,parentSchema:schema41,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath:instancePath+"/allow",schemaPath:"#/properties/allow/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema42.properties.allow.type,parentSchema:schema42.properties.allow,data:data2};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
let data4 = data.maxPerMinute;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err12 = {instancePath:instancePath+"/maxPerMinute",schemaPath:"#/properties/maxPerMinute/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema42.properties.maxPerMinute.type,parentSchema:schema42.properties.maxPerMinute,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 100000 || isNaN(data4)){
const err13 = {instancePath:instancePath+"/maxPerMinute",schemaPath:"#/properties/maxPerMinute/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100000},message:"must be <= 100000",schema:100000,parentSchema:schema42.properties.maxPerMinute,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data4 < 1 || isNaN(data4)){
const err14 = {instancePath:instancePath+"/maxPerMinute",schemaPath:"#/properties/maxPerMinute/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema42.properties.maxPerMinute,data:data4};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.botToken !== undefined){
let data5 = data.botToken;
if(typeof data5 === "string"){
if(func2(data5) > 255){
const err15 = {instancePath:instancePath+"/botToken",schemaPath:"#/properties/botToken/maxLength",keyword:"maxLength",params:{limit: 255},message:"must NOT have more than 255 characters",schema:255,parentSchema:schema42.properties.botToken,data:data5};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(func2(data5) < 1){
const err16 = {instancePath:instancePath+"/botToken",schemaPath:"#/properties/botToken/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema42.properties.botToken,data:data5};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/botToken",schemaPath:"#/properties/botToken/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema42.properties.botToken.type,parentSchema:schema42.properties.botToken,data:data5};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
let data6 = data.apiRoot;
if(typeof data6 === "string"){
if(func2(data6) > 2048){
const err18 = {instancePath:instancePath+"/apiRoot",schemaPath:"#/properties/apiRoot/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters",schema:2048,parentSchema:schema42.properties.apiRoot,data:data6};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(!pattern12.test(data6)){
const err19 = {instancePath:instancePath+"/apiRoot",schemaPath:"#/properties/apiRoot/pattern",keyword:"pattern",params:{pattern: "^https?://[^/?#@]+([/?#]|$)"},message:"must match pattern \""+"^https?://[^/?#@]+([/?#]|$)"+"\"",schema:"^https?://[^/?#@]+([/?#]|$)",parentSchema:schema42.properties.apiRoot,data:data6};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(!(formats2(data6))){
const err20 = {instancePath:instancePath+"/apiRoot",schemaPath:"#/properties/apiRoot/format",keyword:"format",params:{format: "uri"},message:"must match format \""+"uri"+"\"",schema:"uri",parentSchema:schema42.properties.apiRoot,data:data6};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/apiRoot",schemaPath:"#/properties/apiRoot/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema42.properties.apiRoot.type,parentSchema:schema42.properties.apiRoot,data:data6};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
let data7 = data.allowedChannels;
if(Array.isArray(data7)){
if(data7.length > 1000){
const err22 = {instancePath:instancePath+"/allowedChannels",schemaPath:"#/properties/allowedChannels/maxItems",keyword:"maxItems",params:{limit: 1000},message:"must NOT have more than 1000 items",schema:1000,parentSchema:schema42.properties.allowedChannels,data:data7};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
const len1 = data7.length;
for(let i1=0; i1<len1; i1++){
let data8 = data7[i1];
if(typeof data8 === "string"){
if(func2(data8) > 20){
const err23 = {instancePath:instancePath+"/allowedChannels/" + i1,schemaPath:"#/components/schemas/Snowflake/maxLength",keyword:"maxLength",params:{limit: 20},message:"must NOT have more than 20 characters",schema:20,parentSchema:schema44,data:data8};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(!pattern15.test(data8)){
const err24 = {instancePath:instancePath+"/allowedChannels/" + i1,schemaPath:"#/components/schemas/Snowflake/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,20}$"},message:"must match pattern \""+"^[0-9]{1,20}$"+"\"",schema:"^[0-9]{1,20}$",parentSchema:schema44,data:data8};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
else {
const err25 = {instancePath:instancePath+"/allowedChannels/" + i1,schemaPath:"#/components/schemas/Snowflake/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema44.type,parentSchema:schema44,data:data8};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
else {
const err26 = {instancePath:instancePath+"/allowedChannels",schemaPath:"#/properties/allowedChannels/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema42.properties.allowedChannels.type,parentSchema:schema42.properties.allowedChannels,data:data7};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
let data9 = data.mentions;
if(typeof data9 !== "string"){
const err27 = {instancePath:instancePath+"/mentions",schemaPath:"#/properties/mentions/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema42.properties.mentions.type,parentSchema:schema42.properties.mentions,data:data9};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(!(((data9 === "none") || (data9 === "users")) || (data9 === "all"))){
const err28 = {instancePath:instancePath+"/mentions",schemaPath:"#/properties/mentions/enum",keyword:"enum",params:{allowedValues: schema42.properties.mentions.enum},message:"must be equal to one of the allowed values",schema:schema42.properties.mentions.enum,parentSchema:schema42.properties.mentions,data:data9};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
let data10 = data.markup;
if(typeof data10 !== "string"){
const err29 = {instancePath:instancePath+"/markup",schemaPath:"#/properties/markup/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema42.properties.markup.type,parentSchema:schema42.properties.markup,data:data10};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(!((data10 === "plain") || (data10 === "markdown"))){
const err30 = {instancePath:instancePath+"/markup",schemaPath:"#/properties/markup/enum",keyword:"enum",params:{allowedValues: schema42.properties.markup.enum},message:"must be equal to one of the allowed values",schema:schema42.properties.markup.enum,parentSchema:schema42.properties.markup,data:data10};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
else {
const err31 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema42.type,parentSchema:schema42,data};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
validate26.errors = vErrors;
return errors === 0;
}
validate26.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema45 = {"type":"object","description":"Any system, over signed webhooks.","additionalProperties":false,"required":["type","url","secret"],"properties":{"type":{"const":"webhook","type":"string"},"enabled":{"type":"boolean","description":"Whether the gateway connects to it. A disabled channel holds the messages that wait.","default":true},"allow":{"type":"array","description":"Who may write, by the id of the user or of the conversation; without it everybody may. Of others nothing is stored.","maxItems":10000,"items":{"$ref":"#/components/schemas/UserId"}},"maxPerMinute":{"type":"integer","description":"How many messages are taken from one user in a minute, repeats not counted. Above that a webhook is answered 429 and a visitor\nof the web chat is told to wait; of other channels' users the rest is dropped, with a note of it in the conversation. There it is\nthe minute in which they were written that counts.\n","minimum":1,"maximum":100000,"default":60},"url":{"type":"string","description":"Where messages are posted to. Without a user or password, which would be readable here.","format":"uri","pattern":"^https?://[^/?#@]+([/?#]|$)","maxLength":2048},"secret":{"type":"string","description":"The shared secret, `whsec_` and base64 of 24 to 64 bytes.","format":"password","pattern":"^(whsec_[A-Za-z0-9+/]{32,88}={0,2}|\\[redacted\\])$","maxLength":100}}};
const pattern18 = new RegExp("^(whsec_[A-Za-z0-9+/]{32,88}={0,2}|\\[redacted\\])$", "u");

function validate27(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate27.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.enabled === undefined){
data.enabled = true;
}
if(data.maxPerMinute === undefined){
data.maxPerMinute = 60;
}
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema45.required,parentSchema:schema45,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.url === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "url"},message:"must have required property '"+"url"+"'",schema:schema45.required,parentSchema:schema45,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.secret === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "secret"},message:"must have required property '"+"secret"+"'",schema:schema45.required,parentSchema:schema45,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!((((((key0 === "type") || (key0 === "enabled")) || (key0 === "allow")) || (key0 === "maxPerMinute")) || (key0 === "url")) || (key0 === "secret"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema45,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if(typeof data0 !== "string"){
const err4 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema45.properties.type.type,parentSchema:schema45.properties.type,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if("webhook" !== data0){
const err5 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/const",keyword:"const",params:{allowedValue: "webhook"},message:"must be equal to constant",schema:"webhook",parentSchema:schema45.properties.type,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
let data1 = data.enabled;
if(typeof data1 !== "boolean"){
const err6 = {instancePath:instancePath+"/enabled",schemaPath:"#/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema45.properties.enabled.type,parentSchema:schema45.properties.enabled,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.allow !== undefined){
let data2 = data.allow;
if(Array.isArray(data2)){
if(data2.length > 10000){
const err7 = {instancePath:instancePath+"/allow",schemaPath:"#/properties/allow/maxItems",keyword:"maxItems",params:{limit: 10000},message:"must NOT have more than 10000 items",schema:10000,parentSchema:schema45.properties.allow,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(typeof data3 === "string"){
if(func2(data3) > 255){
const err8 = {instancePath:instancePath+"/allow/" + i0,schemaPath:"#/components/schemas/UserId/maxLength",keyword:"maxLength",params:{limit: 255},message:"must NOT have more than 255 characters",schema:255,parentSchema:schema41,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(func2(data3) < 1){
const err9 = {instancePath:instancePath+"/allow/" + i0,schemaPath:"#/components/schemas/UserId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema41,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(!pattern11.test(data3)){
const err10 = {instancePath:instancePath+"/allow/" + i0,schemaPath:"#/components/schemas/UserId/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000]*$"},message:"must match pattern \""+"^[^\\u0000]*$"+"\"",schema:"^[^\\u0000]*$",parentSchema:schema41,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/allow/" + i0,schemaPath:"#/components/schemas/UserId/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema41.type,parentSchema:schema41,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath:instancePath+"/allow",schemaPath:"#/properties/allow/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema45.properties.allow.type,parentSchema:schema45.properties.allow,data:data2};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
let data4 = data.maxPerMinute;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err13 = {instancePath:instancePath+"/maxPerMinute",schemaPath:"#/properties/maxPerMinute/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema45.properties.maxPerMinute.type,parentSchema:schema45.properties.maxPerMinute,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 100000 || isNaN(data4)){
const err14 = {instancePath:instancePath+"/maxPerMinute",schemaPath:"#/properties/maxPerMinute/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100000},message:"must be <= 100000",schema:100000,parentSchema:schema45.properties.maxPerMinute,data:data4};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data4 < 1 || isNaN(data4)){
const err15 = {instancePath:instancePath+"/maxPerMinute",schemaPath:"#/properties/maxPerMinute/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema45.properties.maxPerMinute,data:data4};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.url !== undefined){
let data5 = data.url;
if(typeof data5 === "string"){
if(func2(data5) > 2048){
const err16 = {instancePath:instancePath+"/url",schemaPath:"#/properties/url/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters",schema:2048,parentSchema:schema45.properties.url,data:data5};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(!pattern12.test(data5)){
const err17 = {instancePath:instancePath+"/url",schemaPath:"#/properties/url/pattern",keyword:"pattern",params:{pattern: "^https?://[^/?#@]+([/?#]|$)"},message:"must match pattern \""+"^https?://[^/?#@]+([/?#]|$)"+"\"",schema:"^https?://[^/?#@]+([/?#]|$)",parentSchema:schema45.properties.url,data:data5};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(!(formats2(data5))){
const err18 = {instancePath:instancePath+"/url",schemaPath:"#/properties/url/format",keyword:"format",params:{format: "uri"},message:"must match format \""+"uri"+"\"",schema:"uri",parentSchema:schema45.properties.url,data:data5};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/url",schemaPath:"#/properties/url/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema45.properties.url.type,parentSchema:schema45.properties.url,data:data5};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.secret !== undefined){
let data6 = data.secret;
if(typeof data6 === "string"){
if(func2(data6) > 100){
const err20 = {instancePath:instancePath+"/secret",schemaPath:"#/properties/secret/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters",schema:100,parentSchema:schema45.properties.secret,data:data6};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(!pattern18.test(data6)){
const err21 = {instancePath:instancePath+"/secret",schemaPath:"#/properties/secret/pattern",keyword:"pattern",params:{pattern: "^(whsec_[A-Za-z0-9+/]{32,88}={0,2}|\\[redacted\\])$"},message:"must match pattern \""+"^(whsec_[A-Za-z0-9+/]{32,88}={0,2}|\\[redacted\\])$"+"\"",schema:"^(whsec_[A-Za-z0-9+/]{32,88}={0,2}|\\[redacted\\])$",parentSchema:schema45.properties.secret,data:data6};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
else {
const err22 = {instancePath:instancePath+"/secret",schemaPath:"#/properties/secret/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema45.properties.secret.type,parentSchema:schema45.properties.secret,data:data6};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
else {
const err23 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema45.type,parentSchema:schema45,data};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
validate27.errors = vErrors;
return errors === 0;
}
validate27.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema47 = {"type":"object","description":"The page `/chat` of this gateway, where anyone can write without an account. There can be one.","additionalProperties":false,"required":["type"],"properties":{"type":{"const":"webchat","type":"string"},"enabled":{"type":"boolean","description":"Whether the gateway connects to it. A disabled channel holds the messages that wait.","default":true},"allow":{"type":"array","description":"Who may write, by the id of the user or of the conversation; without it everybody may. Of others nothing is stored.","maxItems":10000,"items":{"$ref":"#/components/schemas/UserId"}},"maxPerMinute":{"type":"integer","description":"How many messages are taken from one user in a minute, repeats not counted. Above that a webhook is answered 429 and a visitor\nof the web chat is told to wait; of other channels' users the rest is dropped, with a note of it in the conversation. There it is\nthe minute in which they were written that counts.\n","minimum":1,"maximum":100000,"default":60},"title":{"type":"string","description":"What stands above the conversation.","minLength":1,"maxLength":80,"default":"Chat"},"greeting":{"type":"string","description":"What a new visitor reads first.","minLength":1,"maxLength":500}}};

function validate28(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate28.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.enabled === undefined){
data.enabled = true;
}
if(data.maxPerMinute === undefined){
data.maxPerMinute = 60;
}
if(data.title === undefined){
data.title = "Chat";
}
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema47.required,parentSchema:schema47,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((((((key0 === "type") || (key0 === "enabled")) || (key0 === "allow")) || (key0 === "maxPerMinute")) || (key0 === "title")) || (key0 === "greeting"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema47,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if(typeof data0 !== "string"){
const err2 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema47.properties.type.type,parentSchema:schema47.properties.type,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if("webchat" !== data0){
const err3 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/const",keyword:"const",params:{allowedValue: "webchat"},message:"must be equal to constant",schema:"webchat",parentSchema:schema47.properties.type,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
let data1 = data.enabled;
if(typeof data1 !== "boolean"){
const err4 = {instancePath:instancePath+"/enabled",schemaPath:"#/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema47.properties.enabled.type,parentSchema:schema47.properties.enabled,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.allow !== undefined){
let data2 = data.allow;
if(Array.isArray(data2)){
if(data2.length > 10000){
const err5 = {instancePath:instancePath+"/allow",schemaPath:"#/properties/allow/maxItems",keyword:"maxItems",params:{limit: 10000},message:"must NOT have more than 10000 items",schema:10000,parentSchema:schema47.properties.allow,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(typeof data3 === "string"){
if(func2(data3) > 255){
const err6 = {instancePath:instancePath+"/allow/" + i0,schemaPath:"#/components/schemas/UserId/maxLength",keyword:"maxLength",params:{limit: 255},message:"must NOT have more than 255 characters",schema:255,parentSchema:schema41,data:data3};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(func2(data3) < 1){
const err7 = {instancePath:instancePath+"/allow/" + i0,schemaPath:"#/components/schemas/UserId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema41,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(!pattern11.test(data3)){
const err8 = {instancePath:instancePath+"/allow/" + i0,schemaPath:"#/components/schemas/UserId/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000]*$"},message:"must match pattern \""+"^[^\\u0000]*$"+"\"",schema:"^[^\\u0000]*$",parentSchema:schema41,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/allow/" + i0,schemaPath:"#/components/schemas/UserId/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema41.type,parentSchema:schema41,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
else {
const err10 = {instancePath:instancePath+"/allow",schemaPath:"#/properties/allow/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema47.properties.allow.type,parentSchema:schema47.properties.allow,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
let data4 = data.maxPerMinute;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err11 = {instancePath:instancePath+"/maxPerMinute",schemaPath:"#/properties/maxPerMinute/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema47.properties.maxPerMinute.type,parentSchema:schema47.properties.maxPerMinute,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 100000 || isNaN(data4)){
const err12 = {instancePath:instancePath+"/maxPerMinute",schemaPath:"#/properties/maxPerMinute/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100000},message:"must be <= 100000",schema:100000,parentSchema:schema47.properties.maxPerMinute,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data4 < 1 || isNaN(data4)){
const err13 = {instancePath:instancePath+"/maxPerMinute",schemaPath:"#/properties/maxPerMinute/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema47.properties.maxPerMinute,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
let data5 = data.title;
if(typeof data5 === "string"){
if(func2(data5) > 80){
const err14 = {instancePath:instancePath+"/title",schemaPath:"#/properties/title/maxLength",keyword:"maxLength",params:{limit: 80},message:"must NOT have more than 80 characters",schema:80,parentSchema:schema47.properties.title,data:data5};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(func2(data5) < 1){
const err15 = {instancePath:instancePath+"/title",schemaPath:"#/properties/title/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema47.properties.title,data:data5};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/title",schemaPath:"#/properties/title/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema47.properties.title.type,parentSchema:schema47.properties.title,data:data5};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(data.greeting !== undefined){
let data6 = data.greeting;
if(typeof data6 === "string"){
if(func2(data6) > 500){
const err17 = {instancePath:instancePath+"/greeting",schemaPath:"#/properties/greeting/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters",schema:500,parentSchema:schema47.properties.greeting,data:data6};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(func2(data6) < 1){
const err18 = {instancePath:instancePath+"/greeting",schemaPath:"#/properties/greeting/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema47.properties.greeting,data:data6};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/greeting",schemaPath:"#/properties/greeting/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema47.properties.greeting.type,parentSchema:schema47.properties.greeting,data:data6};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema47.type,parentSchema:schema47,data};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
validate28.errors = vErrors;
return errors === 0;
}
validate28.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate24(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate24.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
const tag0 = data.type;
if(typeof tag0 == "string"){
if(tag0 === "telegram"){
if(!(validate25(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
var props0 = true;
}
else if(tag0 === "discord"){
if(!(validate26(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "webhook"){
if(!(validate27(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "webchat"){
if(!(validate28(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else {
const err0 = {instancePath,schemaPath:"#/discriminator",keyword:"discriminator",params:{error: "mapping", tag: "type", tagValue: tag0},message:"value of tag \"type\" must be in oneOf",schema:schema39.discriminator,parentSchema:schema39,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/discriminator",keyword:"discriminator",params:{error: "tag", tag: "type", tagValue: tag0},message:"tag \"type\" must be string",schema:schema39.discriminator,parentSchema:schema39,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema39.type,parentSchema:schema39,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate24.errors = vErrors;
evaluated0.props = props0;
return errors === 0;
}
validate24.evaluated = {"dynamicProps":true,"dynamicItems":false};

const schema53 = {"description":"An MCP server; `type` says how it is spoken to.","type":"object","oneOf":[{"$ref":"#/components/schemas/McpStdioConfig"},{"$ref":"#/components/schemas/McpHttpConfig"}],"discriminator":{"propertyName":"type"}};
const schema57 = {"type":"object","description":"A server elsewhere, over streamable HTTP.","additionalProperties":false,"required":["type","url"],"properties":{"type":{"const":"http","type":"string"},"enabled":{"type":"boolean","description":"Whether the gateway connects to it.","default":true},"url":{"type":"string","description":"Its endpoint. Without a user or password, which would be readable here.","format":"uri","pattern":"^https?://[^/?#@]+([/?#]|$)","maxLength":2048},"headers":{"type":"object","description":"Headers for each request, as `Authorization`.","maxProperties":50,"propertyNames":{"type":"string","pattern":"^[A-Za-z0-9-]+$","maxLength":255},"additionalProperties":{"type":"string","description":"The value of a header.","format":"password","pattern":"^[\\x20-\\x7e]*$","maxLength":8192},"default":{}}}};
const schema54 = {"type":"object","description":"A program that the gateway starts, and speaks to over its standard input and output.","additionalProperties":false,"required":["type","command"],"properties":{"type":{"const":"stdio","type":"string"},"enabled":{"type":"boolean","description":"Whether the gateway connects to it.","default":true},"command":{"type":"string","description":"The program, by its name on the gateway's path or by its absolute path. There is no shell.","pattern":"^[^\\u0000]+$","maxLength":4096},"args":{"type":"array","description":"Its arguments.","maxItems":1000,"default":[],"items":{"type":"string","pattern":"^[^\\u0000]*$","maxLength":32768}},"environment":{"type":"object","description":"Variables for it, beside `HOME`, `PATH` and the like. Of the gateway's other variables it gets none.","maxProperties":100,"propertyNames":{"$ref":"#/components/schemas/VariableName"},"additionalProperties":{"$ref":"#/components/schemas/VariableValue"},"default":{}},"directory":{"type":"string","description":"The folder that it runs in; the workspace where it is not given.","pattern":"^[^\\u0000]+$","maxLength":4096}}};
const pattern26 = new RegExp("^[^\\u0000]+$", "u");

function validate35(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate35.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.enabled === undefined){
data.enabled = true;
}
if(data.args === undefined){
data.args = [];
}
if(data.environment === undefined){
data.environment = {};
}
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema54.required,parentSchema:schema54,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.command === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "command"},message:"must have required property '"+"command"+"'",schema:schema54.required,parentSchema:schema54,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((((((key0 === "type") || (key0 === "enabled")) || (key0 === "command")) || (key0 === "args")) || (key0 === "environment")) || (key0 === "directory"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema54,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if(typeof data0 !== "string"){
const err3 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema54.properties.type.type,parentSchema:schema54.properties.type,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if("stdio" !== data0){
const err4 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/const",keyword:"const",params:{allowedValue: "stdio"},message:"must be equal to constant",schema:"stdio",parentSchema:schema54.properties.type,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
let data1 = data.enabled;
if(typeof data1 !== "boolean"){
const err5 = {instancePath:instancePath+"/enabled",schemaPath:"#/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema54.properties.enabled.type,parentSchema:schema54.properties.enabled,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.command !== undefined){
let data2 = data.command;
if(typeof data2 === "string"){
if(func2(data2) > 4096){
const err6 = {instancePath:instancePath+"/command",schemaPath:"#/properties/command/maxLength",keyword:"maxLength",params:{limit: 4096},message:"must NOT have more than 4096 characters",schema:4096,parentSchema:schema54.properties.command,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(!pattern26.test(data2)){
const err7 = {instancePath:instancePath+"/command",schemaPath:"#/properties/command/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000]+$"},message:"must match pattern \""+"^[^\\u0000]+$"+"\"",schema:"^[^\\u0000]+$",parentSchema:schema54.properties.command,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/command",schemaPath:"#/properties/command/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema54.properties.command.type,parentSchema:schema54.properties.command,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
let data3 = data.args;
if(Array.isArray(data3)){
if(data3.length > 1000){
const err9 = {instancePath:instancePath+"/args",schemaPath:"#/properties/args/maxItems",keyword:"maxItems",params:{limit: 1000},message:"must NOT have more than 1000 items",schema:1000,parentSchema:schema54.properties.args,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(typeof data4 === "string"){
if(func2(data4) > 32768){
const err10 = {instancePath:instancePath+"/args/" + i0,schemaPath:"#/properties/args/items/maxLength",keyword:"maxLength",params:{limit: 32768},message:"must NOT have more than 32768 characters",schema:32768,parentSchema:schema54.properties.args.items,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(!pattern11.test(data4)){
const err11 = {instancePath:instancePath+"/args/" + i0,schemaPath:"#/properties/args/items/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000]*$"},message:"must match pattern \""+"^[^\\u0000]*$"+"\"",schema:"^[^\\u0000]*$",parentSchema:schema54.properties.args.items,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/args/" + i0,schemaPath:"#/properties/args/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema54.properties.args.items.type,parentSchema:schema54.properties.args.items,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
else {
const err13 = {instancePath:instancePath+"/args",schemaPath:"#/properties/args/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema54.properties.args.type,parentSchema:schema54.properties.args,data:data3};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
let data5 = data.environment;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(Object.keys(data5).length > 100){
const err14 = {instancePath:instancePath+"/environment",schemaPath:"#/properties/environment/maxProperties",keyword:"maxProperties",params:{limit: 100},message:"must NOT have more than 100 properties",schema:100,parentSchema:schema54.properties.environment,data:data5};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
for(const key1 in data5){
const _errs14 = errors;
if(typeof key1 === "string"){
if(func2(key1) > 255){
const err15 = {instancePath:instancePath+"/environment",schemaPath:"#/components/schemas/VariableName/maxLength",keyword:"maxLength",params:{limit: 255},message:"must NOT have more than 255 characters",schema:255,parentSchema:schema50,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(!pattern23.test(key1)){
const err16 = {instancePath:instancePath+"/environment",schemaPath:"#/components/schemas/VariableName/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\"",schema:"^[A-Za-z_][A-Za-z0-9_]*$",parentSchema:schema50,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/environment",schemaPath:"#/components/schemas/VariableName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema50.type,parentSchema:schema50,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
var valid3 = _errs14 === errors;
if(!valid3){
const err18 = {instancePath:instancePath+"/environment",schemaPath:"#/properties/environment/propertyNames",keyword:"propertyNames",params:{propertyName: key1},message:"property name must be valid",schema:schema54.properties.environment.propertyNames,parentSchema:schema54.properties.environment,data:data5};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
for(const key2 in data5){
let data6 = data5[key2];
if(typeof data6 === "string"){
if(func2(data6) > 32768){
const err19 = {instancePath:instancePath+"/environment/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/components/schemas/VariableValue/maxLength",keyword:"maxLength",params:{limit: 32768},message:"must NOT have more than 32768 characters",schema:32768,parentSchema:schema51,data:data6};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(!pattern11.test(data6)){
const err20 = {instancePath:instancePath+"/environment/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/components/schemas/VariableValue/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000]*$"},message:"must match pattern \""+"^[^\\u0000]*$"+"\"",schema:"^[^\\u0000]*$",parentSchema:schema51,data:data6};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/environment/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/components/schemas/VariableValue/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema51.type,parentSchema:schema51,data:data6};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath:instancePath+"/environment",schemaPath:"#/properties/environment/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema54.properties.environment.type,parentSchema:schema54.properties.environment,data:data5};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(data.directory !== undefined){
let data7 = data.directory;
if(typeof data7 === "string"){
if(func2(data7) > 4096){
const err23 = {instancePath:instancePath+"/directory",schemaPath:"#/properties/directory/maxLength",keyword:"maxLength",params:{limit: 4096},message:"must NOT have more than 4096 characters",schema:4096,parentSchema:schema54.properties.directory,data:data7};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(!pattern26.test(data7)){
const err24 = {instancePath:instancePath+"/directory",schemaPath:"#/properties/directory/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000]+$"},message:"must match pattern \""+"^[^\\u0000]+$"+"\"",schema:"^[^\\u0000]+$",parentSchema:schema54.properties.directory,data:data7};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
else {
const err25 = {instancePath:instancePath+"/directory",schemaPath:"#/properties/directory/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema54.properties.directory.type,parentSchema:schema54.properties.directory,data:data7};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
else {
const err26 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema54.type,parentSchema:schema54,data};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
validate35.errors = vErrors;
return errors === 0;
}
validate35.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const pattern32 = new RegExp("^[A-Za-z0-9-]+$", "u");
const pattern33 = new RegExp("^[\\x20-\\x7e]*$", "u");

function validate34(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate34.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
const tag0 = data.type;
if(typeof tag0 == "string"){
if(tag0 === "stdio"){
if(!(validate35(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate35.errors : vErrors.concat(validate35.errors);
errors = vErrors.length;
}
var props0 = true;
}
else if(tag0 === "http"){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.enabled === undefined){
data.enabled = true;
}
if(data.headers === undefined){
data.headers = {};
}
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/components/schemas/McpHttpConfig/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema57.required,parentSchema:schema57,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.url === undefined){
const err1 = {instancePath,schemaPath:"#/components/schemas/McpHttpConfig/required",keyword:"required",params:{missingProperty: "url"},message:"must have required property '"+"url"+"'",schema:schema57.required,parentSchema:schema57,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "type") || (key0 === "enabled")) || (key0 === "url")) || (key0 === "headers"))){
const err2 = {instancePath,schemaPath:"#/components/schemas/McpHttpConfig/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema57,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if(typeof data0 !== "string"){
const err3 = {instancePath:instancePath+"/type",schemaPath:"#/components/schemas/McpHttpConfig/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema57.properties.type.type,parentSchema:schema57.properties.type,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if("http" !== data0){
const err4 = {instancePath:instancePath+"/type",schemaPath:"#/components/schemas/McpHttpConfig/properties/type/const",keyword:"const",params:{allowedValue: "http"},message:"must be equal to constant",schema:"http",parentSchema:schema57.properties.type,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
let data1 = data.enabled;
if(typeof data1 !== "boolean"){
const err5 = {instancePath:instancePath+"/enabled",schemaPath:"#/components/schemas/McpHttpConfig/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema57.properties.enabled.type,parentSchema:schema57.properties.enabled,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.url !== undefined){
let data2 = data.url;
if(typeof data2 === "string"){
if(func2(data2) > 2048){
const err6 = {instancePath:instancePath+"/url",schemaPath:"#/components/schemas/McpHttpConfig/properties/url/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters",schema:2048,parentSchema:schema57.properties.url,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(!pattern12.test(data2)){
const err7 = {instancePath:instancePath+"/url",schemaPath:"#/components/schemas/McpHttpConfig/properties/url/pattern",keyword:"pattern",params:{pattern: "^https?://[^/?#@]+([/?#]|$)"},message:"must match pattern \""+"^https?://[^/?#@]+([/?#]|$)"+"\"",schema:"^https?://[^/?#@]+([/?#]|$)",parentSchema:schema57.properties.url,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(!(formats2(data2))){
const err8 = {instancePath:instancePath+"/url",schemaPath:"#/components/schemas/McpHttpConfig/properties/url/format",keyword:"format",params:{format: "uri"},message:"must match format \""+"uri"+"\"",schema:"uri",parentSchema:schema57.properties.url,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/url",schemaPath:"#/components/schemas/McpHttpConfig/properties/url/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema57.properties.url.type,parentSchema:schema57.properties.url,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
let data3 = data.headers;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(Object.keys(data3).length > 50){
const err10 = {instancePath:instancePath+"/headers",schemaPath:"#/components/schemas/McpHttpConfig/properties/headers/maxProperties",keyword:"maxProperties",params:{limit: 50},message:"must NOT have more than 50 properties",schema:50,parentSchema:schema57.properties.headers,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
for(const key1 in data3){
const _errs15 = errors;
if(typeof key1 === "string"){
if(func2(key1) > 255){
const err11 = {instancePath:instancePath+"/headers",schemaPath:"#/components/schemas/McpHttpConfig/properties/headers/propertyNames/maxLength",keyword:"maxLength",params:{limit: 255},message:"must NOT have more than 255 characters",schema:255,parentSchema:schema57.properties.headers.propertyNames,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(!pattern32.test(key1)){
const err12 = {instancePath:instancePath+"/headers",schemaPath:"#/components/schemas/McpHttpConfig/properties/headers/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9-]+$"},message:"must match pattern \""+"^[A-Za-z0-9-]+$"+"\"",schema:"^[A-Za-z0-9-]+$",parentSchema:schema57.properties.headers.propertyNames,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/headers",schemaPath:"#/components/schemas/McpHttpConfig/properties/headers/propertyNames/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema57.properties.headers.propertyNames.type,parentSchema:schema57.properties.headers.propertyNames,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
var valid5 = _errs15 === errors;
if(!valid5){
const err14 = {instancePath:instancePath+"/headers",schemaPath:"#/components/schemas/McpHttpConfig/properties/headers/propertyNames",keyword:"propertyNames",params:{propertyName: key1},message:"property name must be valid",schema:schema57.properties.headers.propertyNames,parentSchema:schema57.properties.headers,data:data3};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
for(const key2 in data3){
let data4 = data3[key2];
if(typeof data4 === "string"){
if(func2(data4) > 8192){
const err15 = {instancePath:instancePath+"/headers/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/components/schemas/McpHttpConfig/properties/headers/additionalProperties/maxLength",keyword:"maxLength",params:{limit: 8192},message:"must NOT have more than 8192 characters",schema:8192,parentSchema:schema57.properties.headers.additionalProperties,data:data4};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(!pattern33.test(data4)){
const err16 = {instancePath:instancePath+"/headers/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/components/schemas/McpHttpConfig/properties/headers/additionalProperties/pattern",keyword:"pattern",params:{pattern: "^[\\x20-\\x7e]*$"},message:"must match pattern \""+"^[\\x20-\\x7e]*$"+"\"",schema:"^[\\x20-\\x7e]*$",parentSchema:schema57.properties.headers.additionalProperties,data:data4};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/headers/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/components/schemas/McpHttpConfig/properties/headers/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema57.properties.headers.additionalProperties.type,parentSchema:schema57.properties.headers.additionalProperties,data:data4};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
else {
const err18 = {instancePath:instancePath+"/headers",schemaPath:"#/components/schemas/McpHttpConfig/properties/headers/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema57.properties.headers.type,parentSchema:schema57.properties.headers,data:data3};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath,schemaPath:"#/components/schemas/McpHttpConfig/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema57.type,parentSchema:schema57,data};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(props0 !== true){
props0 = true;
}
}
else {
const err20 = {instancePath,schemaPath:"#/discriminator",keyword:"discriminator",params:{error: "mapping", tag: "type", tagValue: tag0},message:"value of tag \"type\" must be in oneOf",schema:schema53.discriminator,parentSchema:schema53,data};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath,schemaPath:"#/discriminator",keyword:"discriminator",params:{error: "tag", tag: "type", tagValue: tag0},message:"tag \"type\" must be string",schema:schema53.discriminator,parentSchema:schema53,data};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
else {
const err22 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema53.type,parentSchema:schema53,data};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
validate34.errors = vErrors;
evaluated0.props = props0;
return errors === 0;
}
validate34.evaluated = {"dynamicProps":true,"dynamicItems":false};

const schema59 = {"type":"object","description":"A job of the configuration.","additionalProperties":false,"required":["schedule","action"],"properties":{"schedule":{"$ref":"#/components/schemas/CronSchedule"},"action":{"$ref":"#/components/schemas/CronAction"},"enabled":{"type":"boolean","description":"Whether the schedule runs it.","default":true},"overlap":{"type":"boolean","description":"Whether a run may begin while another run of the job goes on. Where it may not, the moment has no run of its own; with `missed` `catchUp` it waits.","default":false},"missed":{"default":"once","$ref":"#/components/schemas/MissedPolicy"}}};
const schema60 = {"type":"object","description":"When a job runs. Exactly one of `cron`, `every` and `at`.","additionalProperties":false,"properties":{"cron":{"type":"string","description":"A cron expression of five fields (or six, with seconds first).","minLength":1,"maxLength":200},"timezone":{"type":"string","description":"The IANA time zone that `cron` is read in; UTC where it is not given.","minLength":1,"maxLength":64},"every":{"type":"string","description":"An interval from when the schedule was set on, in seconds, minutes, hours or days, as `90s`, `15m`, `6h` or `1d`.","pattern":"^[1-9][0-9]{0,6}[smhd]$","maxLength":8},"at":{"type":"string","description":"The one time at which it runs, RFC 3339.","format":"date-time","maxLength":40}}};
const schema69 = {"type":"string","description":"What is done about moments of the schedule at which it was not run because no gateway was up, or the clock was put forward. `once` -\none run for all of them; `skip` - none, but a record of it; `catchUp` - a run for each of them, in order, each after the end of the one before unless the job allows `overlap`, of the newest 100 at the most. A\nrun that begins within a minute of its moment has not missed it.\n","enum":["once","skip","catchUp"]};
const pattern35 = new RegExp("^[1-9][0-9]{0,6}[smhd]$", "u");
const schema61 = {"description":"What a job does.","type":"object","oneOf":[{"$ref":"#/components/schemas/MessageAction"},{"$ref":"#/components/schemas/ToolAction"}],"discriminator":{"propertyName":"type"}};
const schema62 = {"type":"object","description":"Sends a message.","additionalProperties":false,"required":["type","channel","userId","message"],"properties":{"type":{"const":"message","type":"string"},"channel":{"$ref":"#/components/schemas/ChannelName"},"userId":{"$ref":"#/components/schemas/UserId"},"message":{"$ref":"#/components/schemas/MessageText"}}};
const schema65 = {"type":"string","description":"The text of a message.","minLength":1,"maxLength":65536,"pattern":"^[^\\u0000]*$"};

function validate40(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate40.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema62.required,parentSchema:schema62,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.channel === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "channel"},message:"must have required property '"+"channel"+"'",schema:schema62.required,parentSchema:schema62,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.userId === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "userId"},message:"must have required property '"+"userId"+"'",schema:schema62.required,parentSchema:schema62,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.message === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "message"},message:"must have required property '"+"message"+"'",schema:schema62.required,parentSchema:schema62,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "type") || (key0 === "channel")) || (key0 === "userId")) || (key0 === "message"))){
const err4 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema62,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if(typeof data0 !== "string"){
const err5 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema62.properties.type.type,parentSchema:schema62.properties.type,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if("message" !== data0){
const err6 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/const",keyword:"const",params:{allowedValue: "message"},message:"must be equal to constant",schema:"message",parentSchema:schema62.properties.type,data:data0};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.channel !== undefined){
let data1 = data.channel;
if(typeof data1 === "string"){
if(func2(data1) > 64){
const err7 = {instancePath:instancePath+"/channel",schemaPath:"#/components/schemas/ChannelName/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters",schema:64,parentSchema:schema34,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(func2(data1) < 1){
const err8 = {instancePath:instancePath+"/channel",schemaPath:"#/components/schemas/ChannelName/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema34,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(!pattern5.test(data1)){
const err9 = {instancePath:instancePath+"/channel",schemaPath:"#/components/schemas/ChannelName/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9_-]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9_-]*$"+"\"",schema:"^[a-z0-9][a-z0-9_-]*$",parentSchema:schema34,data:data1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/channel",schemaPath:"#/components/schemas/ChannelName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema34.type,parentSchema:schema34,data:data1};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.userId !== undefined){
let data2 = data.userId;
if(typeof data2 === "string"){
if(func2(data2) > 255){
const err11 = {instancePath:instancePath+"/userId",schemaPath:"#/components/schemas/UserId/maxLength",keyword:"maxLength",params:{limit: 255},message:"must NOT have more than 255 characters",schema:255,parentSchema:schema41,data:data2};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(func2(data2) < 1){
const err12 = {instancePath:instancePath+"/userId",schemaPath:"#/components/schemas/UserId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema41,data:data2};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(!pattern11.test(data2)){
const err13 = {instancePath:instancePath+"/userId",schemaPath:"#/components/schemas/UserId/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000]*$"},message:"must match pattern \""+"^[^\\u0000]*$"+"\"",schema:"^[^\\u0000]*$",parentSchema:schema41,data:data2};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/userId",schemaPath:"#/components/schemas/UserId/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema41.type,parentSchema:schema41,data:data2};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.message !== undefined){
let data3 = data.message;
if(typeof data3 === "string"){
if(func2(data3) > 65536){
const err15 = {instancePath:instancePath+"/message",schemaPath:"#/components/schemas/MessageText/maxLength",keyword:"maxLength",params:{limit: 65536},message:"must NOT have more than 65536 characters",schema:65536,parentSchema:schema65,data:data3};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(func2(data3) < 1){
const err16 = {instancePath:instancePath+"/message",schemaPath:"#/components/schemas/MessageText/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema65,data:data3};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(!pattern11.test(data3)){
const err17 = {instancePath:instancePath+"/message",schemaPath:"#/components/schemas/MessageText/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000]*$"},message:"must match pattern \""+"^[^\\u0000]*$"+"\"",schema:"^[^\\u0000]*$",parentSchema:schema65,data:data3};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/message",schemaPath:"#/components/schemas/MessageText/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema65.type,parentSchema:schema65,data:data3};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema62.type,parentSchema:schema62,data};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
validate40.errors = vErrors;
return errors === 0;
}
validate40.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema66 = {"type":"object","description":"Calls a tool.","additionalProperties":false,"required":["type","tool","params"],"properties":{"type":{"const":"tool","type":"string"},"tool":{"$ref":"#/components/schemas/ToolName"},"params":{"$ref":"#/components/schemas/ToolParams"}}};
const schema67 = {"type":"string","description":"A tool's name.","minLength":1,"maxLength":128,"pattern":"^[A-Za-z0-9_.-]+$"};
const schema68 = {"type":"object","description":"A tool's parameters; the tool's `inputSchema` says what is in it.","additionalProperties":true,"maxProperties":100};
const pattern39 = new RegExp("^[A-Za-z0-9_.-]+$", "u");

function validate41(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate41.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema66.required,parentSchema:schema66,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.tool === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "tool"},message:"must have required property '"+"tool"+"'",schema:schema66.required,parentSchema:schema66,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.params === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "params"},message:"must have required property '"+"params"+"'",schema:schema66.required,parentSchema:schema66,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(((key0 === "type") || (key0 === "tool")) || (key0 === "params"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema66,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if(typeof data0 !== "string"){
const err4 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema66.properties.type.type,parentSchema:schema66.properties.type,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if("tool" !== data0){
const err5 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/const",keyword:"const",params:{allowedValue: "tool"},message:"must be equal to constant",schema:"tool",parentSchema:schema66.properties.type,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.tool !== undefined){
let data1 = data.tool;
if(typeof data1 === "string"){
if(func2(data1) > 128){
const err6 = {instancePath:instancePath+"/tool",schemaPath:"#/components/schemas/ToolName/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters",schema:128,parentSchema:schema67,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(func2(data1) < 1){
const err7 = {instancePath:instancePath+"/tool",schemaPath:"#/components/schemas/ToolName/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema67,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(!pattern39.test(data1)){
const err8 = {instancePath:instancePath+"/tool",schemaPath:"#/components/schemas/ToolName/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9_.-]+$"},message:"must match pattern \""+"^[A-Za-z0-9_.-]+$"+"\"",schema:"^[A-Za-z0-9_.-]+$",parentSchema:schema67,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/tool",schemaPath:"#/components/schemas/ToolName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema67.type,parentSchema:schema67,data:data1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.params !== undefined){
let data2 = data.params;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(Object.keys(data2).length > 100){
const err10 = {instancePath:instancePath+"/params",schemaPath:"#/components/schemas/ToolParams/maxProperties",keyword:"maxProperties",params:{limit: 100},message:"must NOT have more than 100 properties",schema:100,parentSchema:schema68,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/params",schemaPath:"#/components/schemas/ToolParams/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema68.type,parentSchema:schema68,data:data2};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema66.type,parentSchema:schema66,data};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
validate41.errors = vErrors;
return errors === 0;
}
validate41.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate39(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate39.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
const tag0 = data.type;
if(typeof tag0 == "string"){
if(tag0 === "message"){
if(!(validate40(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate40.errors : vErrors.concat(validate40.errors);
errors = vErrors.length;
}
var props0 = true;
}
else if(tag0 === "tool"){
if(!(validate41(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate41.errors : vErrors.concat(validate41.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else {
const err0 = {instancePath,schemaPath:"#/discriminator",keyword:"discriminator",params:{error: "mapping", tag: "type", tagValue: tag0},message:"value of tag \"type\" must be in oneOf",schema:schema61.discriminator,parentSchema:schema61,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/discriminator",keyword:"discriminator",params:{error: "tag", tag: "type", tagValue: tag0},message:"tag \"type\" must be string",schema:schema61.discriminator,parentSchema:schema61,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema61.type,parentSchema:schema61,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate39.errors = vErrors;
evaluated0.props = props0;
return errors === 0;
}
validate39.evaluated = {"dynamicProps":true,"dynamicItems":false};


function validate38(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate38.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.enabled === undefined){
data.enabled = true;
}
if(data.overlap === undefined){
data.overlap = false;
}
if(data.missed === undefined){
data.missed = "once";
}
if(data.schedule === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "schedule"},message:"must have required property '"+"schedule"+"'",schema:schema59.required,parentSchema:schema59,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.action === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "action"},message:"must have required property '"+"action"+"'",schema:schema59.required,parentSchema:schema59,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(((((key0 === "schedule") || (key0 === "action")) || (key0 === "enabled")) || (key0 === "overlap")) || (key0 === "missed"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema59,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.schedule !== undefined){
let data0 = data.schedule;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
for(const key1 in data0){
if(!((((key1 === "cron") || (key1 === "timezone")) || (key1 === "every")) || (key1 === "at"))){
const err3 = {instancePath:instancePath+"/schedule",schemaPath:"#/components/schemas/CronSchedule/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema60,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data0.cron !== undefined){
let data1 = data0.cron;
if(typeof data1 === "string"){
if(func2(data1) > 200){
const err4 = {instancePath:instancePath+"/schedule/cron",schemaPath:"#/components/schemas/CronSchedule/properties/cron/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema60.properties.cron,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(func2(data1) < 1){
const err5 = {instancePath:instancePath+"/schedule/cron",schemaPath:"#/components/schemas/CronSchedule/properties/cron/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema60.properties.cron,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/schedule/cron",schemaPath:"#/components/schemas/CronSchedule/properties/cron/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema60.properties.cron.type,parentSchema:schema60.properties.cron,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data0.timezone !== undefined){
let data2 = data0.timezone;
if(typeof data2 === "string"){
if(func2(data2) > 64){
const err7 = {instancePath:instancePath+"/schedule/timezone",schemaPath:"#/components/schemas/CronSchedule/properties/timezone/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters",schema:64,parentSchema:schema60.properties.timezone,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(func2(data2) < 1){
const err8 = {instancePath:instancePath+"/schedule/timezone",schemaPath:"#/components/schemas/CronSchedule/properties/timezone/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema60.properties.timezone,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/schedule/timezone",schemaPath:"#/components/schemas/CronSchedule/properties/timezone/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema60.properties.timezone.type,parentSchema:schema60.properties.timezone,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data0.every !== undefined){
let data3 = data0.every;
if(typeof data3 === "string"){
if(func2(data3) > 8){
const err10 = {instancePath:instancePath+"/schedule/every",schemaPath:"#/components/schemas/CronSchedule/properties/every/maxLength",keyword:"maxLength",params:{limit: 8},message:"must NOT have more than 8 characters",schema:8,parentSchema:schema60.properties.every,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(!pattern35.test(data3)){
const err11 = {instancePath:instancePath+"/schedule/every",schemaPath:"#/components/schemas/CronSchedule/properties/every/pattern",keyword:"pattern",params:{pattern: "^[1-9][0-9]{0,6}[smhd]$"},message:"must match pattern \""+"^[1-9][0-9]{0,6}[smhd]$"+"\"",schema:"^[1-9][0-9]{0,6}[smhd]$",parentSchema:schema60.properties.every,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/schedule/every",schemaPath:"#/components/schemas/CronSchedule/properties/every/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema60.properties.every.type,parentSchema:schema60.properties.every,data:data3};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data0.at !== undefined){
let data4 = data0.at;
if(typeof data4 === "string"){
if(func2(data4) > 40){
const err13 = {instancePath:instancePath+"/schedule/at",schemaPath:"#/components/schemas/CronSchedule/properties/at/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters",schema:40,parentSchema:schema60.properties.at,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(!(formats0.validate(data4))){
const err14 = {instancePath:instancePath+"/schedule/at",schemaPath:"#/components/schemas/CronSchedule/properties/at/format",keyword:"format",params:{format: "date-time"},message:"must match format \""+"date-time"+"\"",schema:"date-time",parentSchema:schema60.properties.at,data:data4};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/schedule/at",schemaPath:"#/components/schemas/CronSchedule/properties/at/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema60.properties.at.type,parentSchema:schema60.properties.at,data:data4};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath:instancePath+"/schedule",schemaPath:"#/components/schemas/CronSchedule/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema60.type,parentSchema:schema60,data:data0};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.action !== undefined){
if(!(validate39(data.action, {instancePath:instancePath+"/action",parentData:data,parentDataProperty:"action",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate39.errors : vErrors.concat(validate39.errors);
errors = vErrors.length;
}
}
let data6 = data.enabled;
if(typeof data6 !== "boolean"){
const err17 = {instancePath:instancePath+"/enabled",schemaPath:"#/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema59.properties.enabled.type,parentSchema:schema59.properties.enabled,data:data6};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
let data7 = data.overlap;
if(typeof data7 !== "boolean"){
const err18 = {instancePath:instancePath+"/overlap",schemaPath:"#/properties/overlap/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema59.properties.overlap.type,parentSchema:schema59.properties.overlap,data:data7};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
let data8 = data.missed;
if(typeof data8 !== "string"){
const err19 = {instancePath:instancePath+"/missed",schemaPath:"#/components/schemas/MissedPolicy/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema69.type,parentSchema:schema69,data:data8};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(!(((data8 === "once") || (data8 === "skip")) || (data8 === "catchUp"))){
const err20 = {instancePath:instancePath+"/missed",schemaPath:"#/components/schemas/MissedPolicy/enum",keyword:"enum",params:{allowedValues: schema69.enum},message:"must be equal to one of the allowed values",schema:schema69.enum,parentSchema:schema69,data:data8};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema59.type,parentSchema:schema59,data};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
validate38.errors = vErrors;
return errors === 0;
}
validate38.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate21.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.host === undefined){
data.host = "127.0.0.1";
}
if(data.port === undefined){
data.port = 3000;
}
if(data.dataDir === undefined){
data.dataDir = "./data";
}
if(data.logging === undefined){
data.logging = {};
}
if(data.auth === undefined){
data.auth = {};
}
if(data.rateLimits === undefined){
data.rateLimits = {};
}
if(data.http === undefined){
data.http = {};
}
if(data.channels === undefined){
data.channels = {};
}
if(data.delivery === undefined){
data.delivery = {};
}
if(data.tools === undefined){
data.tools = {};
}
if(data.cron === undefined){
data.cron = {};
}
if(data.events === undefined){
data.events = {};
}
for(const key0 in data){
if(!(func1.call(schema32.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema32,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
let data0 = data.host;
if(typeof data0 === "string"){
if(func2(data0) > 255){
const err1 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/maxLength",keyword:"maxLength",params:{limit: 255},message:"must NOT have more than 255 characters",schema:255,parentSchema:schema32.properties.host,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(func2(data0) < 1){
const err2 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema32.properties.host,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.properties.host.type,parentSchema:schema32.properties.host,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
let data1 = data.port;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err4 = {instancePath:instancePath+"/port",schemaPath:"#/properties/port/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema32.properties.port.type,parentSchema:schema32.properties.port,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 65535 || isNaN(data1)){
const err5 = {instancePath:instancePath+"/port",schemaPath:"#/properties/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535",schema:65535,parentSchema:schema32.properties.port,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data1 < 0 || isNaN(data1)){
const err6 = {instancePath:instancePath+"/port",schemaPath:"#/properties/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.port,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
let data2 = data.dataDir;
if(typeof data2 === "string"){
if(func2(data2) > 4096){
const err7 = {instancePath:instancePath+"/dataDir",schemaPath:"#/properties/dataDir/maxLength",keyword:"maxLength",params:{limit: 4096},message:"must NOT have more than 4096 characters",schema:4096,parentSchema:schema32.properties.dataDir,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(func2(data2) < 1){
const err8 = {instancePath:instancePath+"/dataDir",schemaPath:"#/properties/dataDir/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema32.properties.dataDir,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/dataDir",schemaPath:"#/properties/dataDir/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.properties.dataDir.type,parentSchema:schema32.properties.dataDir,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data.databaseUrl !== undefined){
let data3 = data.databaseUrl;
if(typeof data3 === "string"){
if(func2(data3) > 2048){
const err10 = {instancePath:instancePath+"/databaseUrl",schemaPath:"#/properties/databaseUrl/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters",schema:2048,parentSchema:schema32.properties.databaseUrl,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(!pattern4.test(data3)){
const err11 = {instancePath:instancePath+"/databaseUrl",schemaPath:"#/properties/databaseUrl/pattern",keyword:"pattern",params:{pattern: "^(postgres(ql)?://.+|\\[redacted\\])$"},message:"must match pattern \""+"^(postgres(ql)?://.+|\\[redacted\\])$"+"\"",schema:"^(postgres(ql)?://.+|\\[redacted\\])$",parentSchema:schema32.properties.databaseUrl,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/databaseUrl",schemaPath:"#/properties/databaseUrl/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.properties.databaseUrl.type,parentSchema:schema32.properties.databaseUrl,data:data3};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
let data4 = data.logging;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(data4.level === undefined){
data4.level = "info";
}
for(const key1 in data4){
if(!(key1 === "level")){
const err13 = {instancePath:instancePath+"/logging",schemaPath:"#/properties/logging/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema32.properties.logging,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
let data5 = data4.level;
if(typeof data5 !== "string"){
const err14 = {instancePath:instancePath+"/logging/level",schemaPath:"#/properties/logging/properties/level/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.properties.logging.properties.level.type,parentSchema:schema32.properties.logging.properties.level,data:data5};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(!(((((((data5 === "trace") || (data5 === "debug")) || (data5 === "info")) || (data5 === "warn")) || (data5 === "error")) || (data5 === "fatal")) || (data5 === "silent"))){
const err15 = {instancePath:instancePath+"/logging/level",schemaPath:"#/properties/logging/properties/level/enum",keyword:"enum",params:{allowedValues: schema32.properties.logging.properties.level.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.logging.properties.level.enum,parentSchema:schema32.properties.logging.properties.level,data:data5};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/logging",schemaPath:"#/properties/logging/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.properties.logging.type,parentSchema:schema32.properties.logging,data:data4};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
let data6 = data.auth;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.tokens === undefined){
data6.tokens = [];
}
for(const key2 in data6){
if(!(key2 === "tokens")){
const err17 = {instancePath:instancePath+"/auth",schemaPath:"#/properties/auth/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema32.properties.auth,data:data6};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
let data7 = data6.tokens;
if(Array.isArray(data7)){
if(data7.length > 1000){
const err18 = {instancePath:instancePath+"/auth/tokens",schemaPath:"#/properties/auth/properties/tokens/maxItems",keyword:"maxItems",params:{limit: 1000},message:"must NOT have more than 1000 items",schema:1000,parentSchema:schema32.properties.auth.properties.tokens,data:data7};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
const len0 = data7.length;
for(let i0=0; i0<len0; i0++){
if(!(validate22(data7[i0], {instancePath:instancePath+"/auth/tokens/" + i0,parentData:data7,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
}
}
else {
const err19 = {instancePath:instancePath+"/auth/tokens",schemaPath:"#/properties/auth/properties/tokens/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema32.properties.auth.properties.tokens.type,parentSchema:schema32.properties.auth.properties.tokens,data:data7};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/auth",schemaPath:"#/properties/auth/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.properties.auth.type,parentSchema:schema32.properties.auth,data:data6};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
let data9 = data.rateLimits;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.enabled === undefined){
data9.enabled = true;
}
for(const key3 in data9){
if(!(key3 === "enabled")){
const err21 = {instancePath:instancePath+"/rateLimits",schemaPath:"#/properties/rateLimits/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema32.properties.rateLimits,data:data9};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
let data10 = data9.enabled;
if(typeof data10 !== "boolean"){
const err22 = {instancePath:instancePath+"/rateLimits/enabled",schemaPath:"#/properties/rateLimits/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema32.properties.rateLimits.properties.enabled.type,parentSchema:schema32.properties.rateLimits.properties.enabled,data:data10};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
else {
const err23 = {instancePath:instancePath+"/rateLimits",schemaPath:"#/properties/rateLimits/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.properties.rateLimits.type,parentSchema:schema32.properties.rateLimits,data:data9};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
let data11 = data.http;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(data11.allowedOrigins === undefined){
data11.allowedOrigins = [];
}
if(data11.trustProxy === undefined){
data11.trustProxy = false;
}
for(const key4 in data11){
if(!((key4 === "allowedOrigins") || (key4 === "trustProxy"))){
const err24 = {instancePath:instancePath+"/http",schemaPath:"#/properties/http/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties",schema:false,parentSchema:schema32.properties.http,data:data11};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
let data12 = data11.allowedOrigins;
if(Array.isArray(data12)){
if(data12.length > 100){
const err25 = {instancePath:instancePath+"/http/allowedOrigins",schemaPath:"#/properties/http/properties/allowedOrigins/maxItems",keyword:"maxItems",params:{limit: 100},message:"must NOT have more than 100 items",schema:100,parentSchema:schema32.properties.http.properties.allowedOrigins,data:data12};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
const len1 = data12.length;
for(let i1=0; i1<len1; i1++){
let data13 = data12[i1];
if(typeof data13 === "string"){
if(func2(data13) > 255){
const err26 = {instancePath:instancePath+"/http/allowedOrigins/" + i1,schemaPath:"#/properties/http/properties/allowedOrigins/items/maxLength",keyword:"maxLength",params:{limit: 255},message:"must NOT have more than 255 characters",schema:255,parentSchema:schema32.properties.http.properties.allowedOrigins.items,data:data13};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(!pattern9.test(data13)){
const err27 = {instancePath:instancePath+"/http/allowedOrigins/" + i1,schemaPath:"#/properties/http/properties/allowedOrigins/items/pattern",keyword:"pattern",params:{pattern: "^https?://[^/]+$"},message:"must match pattern \""+"^https?://[^/]+$"+"\"",schema:"^https?://[^/]+$",parentSchema:schema32.properties.http.properties.allowedOrigins.items,data:data13};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/http/allowedOrigins/" + i1,schemaPath:"#/properties/http/properties/allowedOrigins/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.properties.http.properties.allowedOrigins.items.type,parentSchema:schema32.properties.http.properties.allowedOrigins.items,data:data13};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
else {
const err29 = {instancePath:instancePath+"/http/allowedOrigins",schemaPath:"#/properties/http/properties/allowedOrigins/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema32.properties.http.properties.allowedOrigins.type,parentSchema:schema32.properties.http.properties.allowedOrigins,data:data12};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
let data14 = data11.trustProxy;
if(typeof data14 !== "boolean"){
const err30 = {instancePath:instancePath+"/http/trustProxy",schemaPath:"#/properties/http/properties/trustProxy/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema32.properties.http.properties.trustProxy.type,parentSchema:schema32.properties.http.properties.trustProxy,data:data14};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
else {
const err31 = {instancePath:instancePath+"/http",schemaPath:"#/properties/http/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.properties.http.type,parentSchema:schema32.properties.http,data:data11};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
let data15 = data.channels;
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
if(Object.keys(data15).length > 100){
const err32 = {instancePath:instancePath+"/channels",schemaPath:"#/properties/channels/maxProperties",keyword:"maxProperties",params:{limit: 100},message:"must NOT have more than 100 properties",schema:100,parentSchema:schema32.properties.channels,data:data15};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
for(const key5 in data15){
const _errs37 = errors;
if(typeof key5 === "string"){
if(func2(key5) > 64){
const err33 = {instancePath:instancePath+"/channels",schemaPath:"#/components/schemas/ChannelName/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters",schema:64,parentSchema:schema34,data:key5,propertyName:key5};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if(func2(key5) < 1){
const err34 = {instancePath:instancePath+"/channels",schemaPath:"#/components/schemas/ChannelName/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema34,data:key5,propertyName:key5};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(!pattern5.test(key5)){
const err35 = {instancePath:instancePath+"/channels",schemaPath:"#/components/schemas/ChannelName/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9_-]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9_-]*$"+"\"",schema:"^[a-z0-9][a-z0-9_-]*$",parentSchema:schema34,data:key5,propertyName:key5};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
else {
const err36 = {instancePath:instancePath+"/channels",schemaPath:"#/components/schemas/ChannelName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema34.type,parentSchema:schema34,data:key5,propertyName:key5};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
var valid9 = _errs37 === errors;
if(!valid9){
const err37 = {instancePath:instancePath+"/channels",schemaPath:"#/properties/channels/propertyNames",keyword:"propertyNames",params:{propertyName: key5},message:"property name must be valid",schema:schema32.properties.channels.propertyNames,parentSchema:schema32.properties.channels,data:data15};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
for(const key6 in data15){
if(!(validate24(data15[key6], {instancePath:instancePath+"/channels/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data15,parentDataProperty:key6,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
errors = vErrors.length;
}
}
}
else {
const err38 = {instancePath:instancePath+"/channels",schemaPath:"#/properties/channels/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.properties.channels.type,parentSchema:schema32.properties.channels,data:data15};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
let data17 = data.delivery;
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
if(data17.retryDelays === undefined){
data17.retryDelays = [5,300,1800,7200,18000,36000];
}
if(data17.onUnknown === undefined){
data17.onUnknown = "park";
}
for(const key7 in data17){
if(!((key7 === "retryDelays") || (key7 === "onUnknown"))){
const err39 = {instancePath:instancePath+"/delivery",schemaPath:"#/properties/delivery/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties",schema:false,parentSchema:schema32.properties.delivery,data:data17};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
let data18 = data17.retryDelays;
if(Array.isArray(data18)){
if(data18.length > 50){
const err40 = {instancePath:instancePath+"/delivery/retryDelays",schemaPath:"#/properties/delivery/properties/retryDelays/maxItems",keyword:"maxItems",params:{limit: 50},message:"must NOT have more than 50 items",schema:50,parentSchema:schema32.properties.delivery.properties.retryDelays,data:data18};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
const len2 = data18.length;
for(let i2=0; i2<len2; i2++){
let data19 = data18[i2];
if((typeof data19 == "number") && (isFinite(data19))){
if(data19 > 604800 || isNaN(data19)){
const err41 = {instancePath:instancePath+"/delivery/retryDelays/" + i2,schemaPath:"#/properties/delivery/properties/retryDelays/items/maximum",keyword:"maximum",params:{comparison: "<=", limit: 604800},message:"must be <= 604800",schema:604800,parentSchema:schema32.properties.delivery.properties.retryDelays.items,data:data19};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if(data19 < 0 || isNaN(data19)){
const err42 = {instancePath:instancePath+"/delivery/retryDelays/" + i2,schemaPath:"#/properties/delivery/properties/retryDelays/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema32.properties.delivery.properties.retryDelays.items,data:data19};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
else {
const err43 = {instancePath:instancePath+"/delivery/retryDelays/" + i2,schemaPath:"#/properties/delivery/properties/retryDelays/items/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.delivery.properties.retryDelays.items.type,parentSchema:schema32.properties.delivery.properties.retryDelays.items,data:data19};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
}
else {
const err44 = {instancePath:instancePath+"/delivery/retryDelays",schemaPath:"#/properties/delivery/properties/retryDelays/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema32.properties.delivery.properties.retryDelays.type,parentSchema:schema32.properties.delivery.properties.retryDelays,data:data18};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
let data20 = data17.onUnknown;
if(typeof data20 !== "string"){
const err45 = {instancePath:instancePath+"/delivery/onUnknown",schemaPath:"#/properties/delivery/properties/onUnknown/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.properties.delivery.properties.onUnknown.type,parentSchema:schema32.properties.delivery.properties.onUnknown,data:data20};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if(!((data20 === "park") || (data20 === "resend"))){
const err46 = {instancePath:instancePath+"/delivery/onUnknown",schemaPath:"#/properties/delivery/properties/onUnknown/enum",keyword:"enum",params:{allowedValues: schema32.properties.delivery.properties.onUnknown.enum},message:"must be equal to one of the allowed values",schema:schema32.properties.delivery.properties.onUnknown.enum,parentSchema:schema32.properties.delivery.properties.onUnknown,data:data20};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
else {
const err47 = {instancePath:instancePath+"/delivery",schemaPath:"#/properties/delivery/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.properties.delivery.type,parentSchema:schema32.properties.delivery,data:data17};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
let data21 = data.tools;
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
if(data21.disabled === undefined){
data21.disabled = [];
}
if(data21.timeoutSeconds === undefined){
data21.timeoutSeconds = 30;
}
if(data21.maxConcurrent === undefined){
data21.maxConcurrent = 16;
}
if(data21.maxResultBytes === undefined){
data21.maxResultBytes = 4194304;
}
if(data21.fetch === undefined){
data21.fetch = {};
}
if(data21.exec === undefined){
data21.exec = {};
}
if(data21.mcpServers === undefined){
data21.mcpServers = {};
}
for(const key8 in data21){
if(!((((((((key8 === "workspace") || (key8 === "disabled")) || (key8 === "timeoutSeconds")) || (key8 === "maxConcurrent")) || (key8 === "maxResultBytes")) || (key8 === "fetch")) || (key8 === "exec")) || (key8 === "mcpServers"))){
const err48 = {instancePath:instancePath+"/tools",schemaPath:"#/properties/tools/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties",schema:false,parentSchema:schema32.properties.tools,data:data21};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data21.workspace !== undefined){
let data22 = data21.workspace;
if(typeof data22 === "string"){
if(func2(data22) > 4096){
const err49 = {instancePath:instancePath+"/tools/workspace",schemaPath:"#/properties/tools/properties/workspace/maxLength",keyword:"maxLength",params:{limit: 4096},message:"must NOT have more than 4096 characters",schema:4096,parentSchema:schema32.properties.tools.properties.workspace,data:data22};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
if(func2(data22) < 1){
const err50 = {instancePath:instancePath+"/tools/workspace",schemaPath:"#/properties/tools/properties/workspace/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema32.properties.tools.properties.workspace,data:data22};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
else {
const err51 = {instancePath:instancePath+"/tools/workspace",schemaPath:"#/properties/tools/properties/workspace/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.properties.tools.properties.workspace.type,parentSchema:schema32.properties.tools.properties.workspace,data:data22};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
let data23 = data21.disabled;
if(Array.isArray(data23)){
if(data23.length > 1000){
const err52 = {instancePath:instancePath+"/tools/disabled",schemaPath:"#/properties/tools/properties/disabled/maxItems",keyword:"maxItems",params:{limit: 1000},message:"must NOT have more than 1000 items",schema:1000,parentSchema:schema32.properties.tools.properties.disabled,data:data23};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
const len3 = data23.length;
for(let i3=0; i3<len3; i3++){
let data24 = data23[i3];
if(typeof data24 === "string"){
if(func2(data24) > 128){
const err53 = {instancePath:instancePath+"/tools/disabled/" + i3,schemaPath:"#/components/schemas/ToolPattern/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters",schema:128,parentSchema:schema37,data:data24};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
if(func2(data24) < 1){
const err54 = {instancePath:instancePath+"/tools/disabled/" + i3,schemaPath:"#/components/schemas/ToolPattern/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema37,data:data24};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
if(!pattern8.test(data24)){
const err55 = {instancePath:instancePath+"/tools/disabled/" + i3,schemaPath:"#/components/schemas/ToolPattern/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9_.-]+[*]?$"},message:"must match pattern \""+"^[A-Za-z0-9_.-]+[*]?$"+"\"",schema:"^[A-Za-z0-9_.-]+[*]?$",parentSchema:schema37,data:data24};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
else {
const err56 = {instancePath:instancePath+"/tools/disabled/" + i3,schemaPath:"#/components/schemas/ToolPattern/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema37.type,parentSchema:schema37,data:data24};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
}
else {
const err57 = {instancePath:instancePath+"/tools/disabled",schemaPath:"#/properties/tools/properties/disabled/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema32.properties.tools.properties.disabled.type,parentSchema:schema32.properties.tools.properties.disabled,data:data23};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
let data25 = data21.timeoutSeconds;
if((typeof data25 == "number") && (isFinite(data25))){
if(data25 > 120 || isNaN(data25)){
const err58 = {instancePath:instancePath+"/tools/timeoutSeconds",schemaPath:"#/properties/tools/properties/timeoutSeconds/maximum",keyword:"maximum",params:{comparison: "<=", limit: 120},message:"must be <= 120",schema:120,parentSchema:schema32.properties.tools.properties.timeoutSeconds,data:data25};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
if(data25 < 0.1 || isNaN(data25)){
const err59 = {instancePath:instancePath+"/tools/timeoutSeconds",schemaPath:"#/properties/tools/properties/timeoutSeconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0.1},message:"must be >= 0.1",schema:0.1,parentSchema:schema32.properties.tools.properties.timeoutSeconds,data:data25};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
else {
const err60 = {instancePath:instancePath+"/tools/timeoutSeconds",schemaPath:"#/properties/tools/properties/timeoutSeconds/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.tools.properties.timeoutSeconds.type,parentSchema:schema32.properties.tools.properties.timeoutSeconds,data:data25};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
let data26 = data21.maxConcurrent;
if(!(((typeof data26 == "number") && (!(data26 % 1) && !isNaN(data26))) && (isFinite(data26)))){
const err61 = {instancePath:instancePath+"/tools/maxConcurrent",schemaPath:"#/properties/tools/properties/maxConcurrent/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema32.properties.tools.properties.maxConcurrent.type,parentSchema:schema32.properties.tools.properties.maxConcurrent,data:data26};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
if((typeof data26 == "number") && (isFinite(data26))){
if(data26 > 1000 || isNaN(data26)){
const err62 = {instancePath:instancePath+"/tools/maxConcurrent",schemaPath:"#/properties/tools/properties/maxConcurrent/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema32.properties.tools.properties.maxConcurrent,data:data26};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
if(data26 < 1 || isNaN(data26)){
const err63 = {instancePath:instancePath+"/tools/maxConcurrent",schemaPath:"#/properties/tools/properties/maxConcurrent/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema32.properties.tools.properties.maxConcurrent,data:data26};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
let data27 = data21.maxResultBytes;
if(!(((typeof data27 == "number") && (!(data27 % 1) && !isNaN(data27))) && (isFinite(data27)))){
const err64 = {instancePath:instancePath+"/tools/maxResultBytes",schemaPath:"#/properties/tools/properties/maxResultBytes/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema32.properties.tools.properties.maxResultBytes.type,parentSchema:schema32.properties.tools.properties.maxResultBytes,data:data27};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
if((typeof data27 == "number") && (isFinite(data27))){
if(data27 > 8388608 || isNaN(data27)){
const err65 = {instancePath:instancePath+"/tools/maxResultBytes",schemaPath:"#/properties/tools/properties/maxResultBytes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 8388608},message:"must be <= 8388608",schema:8388608,parentSchema:schema32.properties.tools.properties.maxResultBytes,data:data27};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
if(data27 < 1024 || isNaN(data27)){
const err66 = {instancePath:instancePath+"/tools/maxResultBytes",schemaPath:"#/properties/tools/properties/maxResultBytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1024},message:"must be >= 1024",schema:1024,parentSchema:schema32.properties.tools.properties.maxResultBytes,data:data27};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
let data28 = data21.fetch;
if(data28 && typeof data28 == "object" && !Array.isArray(data28)){
for(const key9 in data28){
if(!(key9 === "allowedHosts")){
const err67 = {instancePath:instancePath+"/tools/fetch",schemaPath:"#/properties/tools/properties/fetch/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties",schema:false,parentSchema:schema32.properties.tools.properties.fetch,data:data28};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
if(data28.allowedHosts !== undefined){
let data29 = data28.allowedHosts;
if(Array.isArray(data29)){
if(data29.length > 1000){
const err68 = {instancePath:instancePath+"/tools/fetch/allowedHosts",schemaPath:"#/properties/tools/properties/fetch/properties/allowedHosts/maxItems",keyword:"maxItems",params:{limit: 1000},message:"must NOT have more than 1000 items",schema:1000,parentSchema:schema32.properties.tools.properties.fetch.properties.allowedHosts,data:data29};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
if(data29.length < 1){
const err69 = {instancePath:instancePath+"/tools/fetch/allowedHosts",schemaPath:"#/properties/tools/properties/fetch/properties/allowedHosts/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema32.properties.tools.properties.fetch.properties.allowedHosts,data:data29};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
const len4 = data29.length;
for(let i4=0; i4<len4; i4++){
let data30 = data29[i4];
if(typeof data30 === "string"){
if(func2(data30) > 255){
const err70 = {instancePath:instancePath+"/tools/fetch/allowedHosts/" + i4,schemaPath:"#/properties/tools/properties/fetch/properties/allowedHosts/items/maxLength",keyword:"maxLength",params:{limit: 255},message:"must NOT have more than 255 characters",schema:255,parentSchema:schema32.properties.tools.properties.fetch.properties.allowedHosts.items,data:data30};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
if(!pattern21.test(data30)){
const err71 = {instancePath:instancePath+"/tools/fetch/allowedHosts/" + i4,schemaPath:"#/properties/tools/properties/fetch/properties/allowedHosts/items/pattern",keyword:"pattern",params:{pattern: "^(\\*\\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$"},message:"must match pattern \""+"^(\\*\\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$"+"\"",schema:"^(\\*\\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$",parentSchema:schema32.properties.tools.properties.fetch.properties.allowedHosts.items,data:data30};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
else {
const err72 = {instancePath:instancePath+"/tools/fetch/allowedHosts/" + i4,schemaPath:"#/properties/tools/properties/fetch/properties/allowedHosts/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.properties.tools.properties.fetch.properties.allowedHosts.items.type,parentSchema:schema32.properties.tools.properties.fetch.properties.allowedHosts.items,data:data30};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
}
else {
const err73 = {instancePath:instancePath+"/tools/fetch/allowedHosts",schemaPath:"#/properties/tools/properties/fetch/properties/allowedHosts/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema32.properties.tools.properties.fetch.properties.allowedHosts.type,parentSchema:schema32.properties.tools.properties.fetch.properties.allowedHosts,data:data29};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
}
else {
const err74 = {instancePath:instancePath+"/tools/fetch",schemaPath:"#/properties/tools/properties/fetch/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.properties.tools.properties.fetch.type,parentSchema:schema32.properties.tools.properties.fetch,data:data28};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
let data31 = data21.exec;
if(data31 && typeof data31 == "object" && !Array.isArray(data31)){
if(data31.commands === undefined){
data31.commands = [];
}
if(data31.environment === undefined){
data31.environment = {};
}
for(const key10 in data31){
if(!((key10 === "commands") || (key10 === "environment"))){
const err75 = {instancePath:instancePath+"/tools/exec",schemaPath:"#/properties/tools/properties/exec/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties",schema:false,parentSchema:schema32.properties.tools.properties.exec,data:data31};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
let data32 = data31.commands;
if(Array.isArray(data32)){
if(data32.length > 1000){
const err76 = {instancePath:instancePath+"/tools/exec/commands",schemaPath:"#/properties/tools/properties/exec/properties/commands/maxItems",keyword:"maxItems",params:{limit: 1000},message:"must NOT have more than 1000 items",schema:1000,parentSchema:schema32.properties.tools.properties.exec.properties.commands,data:data32};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
const len5 = data32.length;
for(let i5=0; i5<len5; i5++){
let data33 = data32[i5];
if(typeof data33 === "string"){
if(func2(data33) > 4096){
const err77 = {instancePath:instancePath+"/tools/exec/commands/" + i5,schemaPath:"#/properties/tools/properties/exec/properties/commands/items/maxLength",keyword:"maxLength",params:{limit: 4096},message:"must NOT have more than 4096 characters",schema:4096,parentSchema:schema32.properties.tools.properties.exec.properties.commands.items,data:data33};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
if(!pattern22.test(data33)){
const err78 = {instancePath:instancePath+"/tools/exec/commands/" + i5,schemaPath:"#/properties/tools/properties/exec/properties/commands/items/pattern",keyword:"pattern",params:{pattern: "^(/[^\\u0000]+|[^/\\u0000.][^/\\u0000]*)$"},message:"must match pattern \""+"^(/[^\\u0000]+|[^/\\u0000.][^/\\u0000]*)$"+"\"",schema:"^(/[^\\u0000]+|[^/\\u0000.][^/\\u0000]*)$",parentSchema:schema32.properties.tools.properties.exec.properties.commands.items,data:data33};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
else {
const err79 = {instancePath:instancePath+"/tools/exec/commands/" + i5,schemaPath:"#/properties/tools/properties/exec/properties/commands/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema32.properties.tools.properties.exec.properties.commands.items.type,parentSchema:schema32.properties.tools.properties.exec.properties.commands.items,data:data33};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
}
else {
const err80 = {instancePath:instancePath+"/tools/exec/commands",schemaPath:"#/properties/tools/properties/exec/properties/commands/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema32.properties.tools.properties.exec.properties.commands.type,parentSchema:schema32.properties.tools.properties.exec.properties.commands,data:data32};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
let data34 = data31.environment;
if(data34 && typeof data34 == "object" && !Array.isArray(data34)){
if(Object.keys(data34).length > 100){
const err81 = {instancePath:instancePath+"/tools/exec/environment",schemaPath:"#/properties/tools/properties/exec/properties/environment/maxProperties",keyword:"maxProperties",params:{limit: 100},message:"must NOT have more than 100 properties",schema:100,parentSchema:schema32.properties.tools.properties.exec.properties.environment,data:data34};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
for(const key11 in data34){
const _errs83 = errors;
if(typeof key11 === "string"){
if(func2(key11) > 255){
const err82 = {instancePath:instancePath+"/tools/exec/environment",schemaPath:"#/components/schemas/VariableName/maxLength",keyword:"maxLength",params:{limit: 255},message:"must NOT have more than 255 characters",schema:255,parentSchema:schema50,data:key11,propertyName:key11};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
if(!pattern23.test(key11)){
const err83 = {instancePath:instancePath+"/tools/exec/environment",schemaPath:"#/components/schemas/VariableName/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_]*$"+"\"",schema:"^[A-Za-z_][A-Za-z0-9_]*$",parentSchema:schema50,data:key11,propertyName:key11};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
else {
const err84 = {instancePath:instancePath+"/tools/exec/environment",schemaPath:"#/components/schemas/VariableName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema50.type,parentSchema:schema50,data:key11,propertyName:key11};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
var valid25 = _errs83 === errors;
if(!valid25){
const err85 = {instancePath:instancePath+"/tools/exec/environment",schemaPath:"#/properties/tools/properties/exec/properties/environment/propertyNames",keyword:"propertyNames",params:{propertyName: key11},message:"property name must be valid",schema:schema32.properties.tools.properties.exec.properties.environment.propertyNames,parentSchema:schema32.properties.tools.properties.exec.properties.environment,data:data34};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
for(const key12 in data34){
let data35 = data34[key12];
if(typeof data35 === "string"){
if(func2(data35) > 32768){
const err86 = {instancePath:instancePath+"/tools/exec/environment/" + key12.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/components/schemas/VariableValue/maxLength",keyword:"maxLength",params:{limit: 32768},message:"must NOT have more than 32768 characters",schema:32768,parentSchema:schema51,data:data35};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
if(!pattern11.test(data35)){
const err87 = {instancePath:instancePath+"/tools/exec/environment/" + key12.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/components/schemas/VariableValue/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000]*$"},message:"must match pattern \""+"^[^\\u0000]*$"+"\"",schema:"^[^\\u0000]*$",parentSchema:schema51,data:data35};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
else {
const err88 = {instancePath:instancePath+"/tools/exec/environment/" + key12.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/components/schemas/VariableValue/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema51.type,parentSchema:schema51,data:data35};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
}
else {
const err89 = {instancePath:instancePath+"/tools/exec/environment",schemaPath:"#/properties/tools/properties/exec/properties/environment/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.properties.tools.properties.exec.properties.environment.type,parentSchema:schema32.properties.tools.properties.exec.properties.environment,data:data34};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
else {
const err90 = {instancePath:instancePath+"/tools/exec",schemaPath:"#/properties/tools/properties/exec/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.properties.tools.properties.exec.type,parentSchema:schema32.properties.tools.properties.exec,data:data31};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
let data36 = data21.mcpServers;
if(data36 && typeof data36 == "object" && !Array.isArray(data36)){
if(Object.keys(data36).length > 50){
const err91 = {instancePath:instancePath+"/tools/mcpServers",schemaPath:"#/properties/tools/properties/mcpServers/maxProperties",keyword:"maxProperties",params:{limit: 50},message:"must NOT have more than 50 properties",schema:50,parentSchema:schema32.properties.tools.properties.mcpServers,data:data36};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
for(const key13 in data36){
const _errs92 = errors;
if(typeof key13 === "string"){
if(func2(key13) > 64){
const err92 = {instancePath:instancePath+"/tools/mcpServers",schemaPath:"#/components/schemas/Name/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters",schema:64,parentSchema:schema34,data:key13,propertyName:key13};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
if(func2(key13) < 1){
const err93 = {instancePath:instancePath+"/tools/mcpServers",schemaPath:"#/components/schemas/Name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema34,data:key13,propertyName:key13};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
if(!pattern5.test(key13)){
const err94 = {instancePath:instancePath+"/tools/mcpServers",schemaPath:"#/components/schemas/Name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9_-]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9_-]*$"+"\"",schema:"^[a-z0-9][a-z0-9_-]*$",parentSchema:schema34,data:key13,propertyName:key13};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
else {
const err95 = {instancePath:instancePath+"/tools/mcpServers",schemaPath:"#/components/schemas/Name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema34.type,parentSchema:schema34,data:key13,propertyName:key13};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
var valid29 = _errs92 === errors;
if(!valid29){
const err96 = {instancePath:instancePath+"/tools/mcpServers",schemaPath:"#/properties/tools/properties/mcpServers/propertyNames",keyword:"propertyNames",params:{propertyName: key13},message:"property name must be valid",schema:schema32.properties.tools.properties.mcpServers.propertyNames,parentSchema:schema32.properties.tools.properties.mcpServers,data:data36};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
for(const key14 in data36){
if(!(validate34(data36[key14], {instancePath:instancePath+"/tools/mcpServers/" + key14.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data36,parentDataProperty:key14,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
errors = vErrors.length;
}
}
}
else {
const err97 = {instancePath:instancePath+"/tools/mcpServers",schemaPath:"#/properties/tools/properties/mcpServers/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.properties.tools.properties.mcpServers.type,parentSchema:schema32.properties.tools.properties.mcpServers,data:data36};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
else {
const err98 = {instancePath:instancePath+"/tools",schemaPath:"#/properties/tools/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.properties.tools.type,parentSchema:schema32.properties.tools,data:data21};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
let data38 = data.cron;
if(data38 && typeof data38 == "object" && !Array.isArray(data38)){
if(data38.jobs === undefined){
data38.jobs = {};
}
if(data38.retention === undefined){
data38.retention = {};
}
for(const key15 in data38){
if(!((key15 === "jobs") || (key15 === "retention"))){
const err99 = {instancePath:instancePath+"/cron",schemaPath:"#/properties/cron/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key15},message:"must NOT have additional properties",schema:false,parentSchema:schema32.properties.cron,data:data38};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
let data39 = data38.jobs;
if(data39 && typeof data39 == "object" && !Array.isArray(data39)){
if(Object.keys(data39).length > 1000){
const err100 = {instancePath:instancePath+"/cron/jobs",schemaPath:"#/properties/cron/properties/jobs/maxProperties",keyword:"maxProperties",params:{limit: 1000},message:"must NOT have more than 1000 properties",schema:1000,parentSchema:schema32.properties.cron.properties.jobs,data:data39};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
for(const key16 in data39){
const _errs102 = errors;
if(typeof key16 === "string"){
if(func2(key16) > 64){
const err101 = {instancePath:instancePath+"/cron/jobs",schemaPath:"#/components/schemas/Name/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters",schema:64,parentSchema:schema34,data:key16,propertyName:key16};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
if(func2(key16) < 1){
const err102 = {instancePath:instancePath+"/cron/jobs",schemaPath:"#/components/schemas/Name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema34,data:key16,propertyName:key16};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
if(!pattern5.test(key16)){
const err103 = {instancePath:instancePath+"/cron/jobs",schemaPath:"#/components/schemas/Name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9_-]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9_-]*$"+"\"",schema:"^[a-z0-9][a-z0-9_-]*$",parentSchema:schema34,data:key16,propertyName:key16};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
}
else {
const err104 = {instancePath:instancePath+"/cron/jobs",schemaPath:"#/components/schemas/Name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema34.type,parentSchema:schema34,data:key16,propertyName:key16};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
var valid33 = _errs102 === errors;
if(!valid33){
const err105 = {instancePath:instancePath+"/cron/jobs",schemaPath:"#/properties/cron/properties/jobs/propertyNames",keyword:"propertyNames",params:{propertyName: key16},message:"property name must be valid",schema:schema32.properties.cron.properties.jobs.propertyNames,parentSchema:schema32.properties.cron.properties.jobs,data:data39};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
for(const key17 in data39){
if(!(validate38(data39[key17], {instancePath:instancePath+"/cron/jobs/" + key17.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data39,parentDataProperty:key17,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate38.errors : vErrors.concat(validate38.errors);
errors = vErrors.length;
}
}
}
else {
const err106 = {instancePath:instancePath+"/cron/jobs",schemaPath:"#/properties/cron/properties/jobs/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.properties.cron.properties.jobs.type,parentSchema:schema32.properties.cron.properties.jobs,data:data39};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
let data41 = data38.retention;
if(data41 && typeof data41 == "object" && !Array.isArray(data41)){
if(data41.days === undefined){
data41.days = 30;
}
if(data41.maxRuns === undefined){
data41.maxRuns = 1000;
}
for(const key18 in data41){
if(!((key18 === "days") || (key18 === "maxRuns"))){
const err107 = {instancePath:instancePath+"/cron/retention",schemaPath:"#/properties/cron/properties/retention/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key18},message:"must NOT have additional properties",schema:false,parentSchema:schema32.properties.cron.properties.retention,data:data41};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
}
let data42 = data41.days;
if((typeof data42 == "number") && (isFinite(data42))){
if(data42 > 3650 || isNaN(data42)){
const err108 = {instancePath:instancePath+"/cron/retention/days",schemaPath:"#/properties/cron/properties/retention/properties/days/maximum",keyword:"maximum",params:{comparison: "<=", limit: 3650},message:"must be <= 3650",schema:3650,parentSchema:schema32.properties.cron.properties.retention.properties.days,data:data42};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
if(data42 < 0.001 || isNaN(data42)){
const err109 = {instancePath:instancePath+"/cron/retention/days",schemaPath:"#/properties/cron/properties/retention/properties/days/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0.001},message:"must be >= 0.001",schema:0.001,parentSchema:schema32.properties.cron.properties.retention.properties.days,data:data42};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
}
else {
const err110 = {instancePath:instancePath+"/cron/retention/days",schemaPath:"#/properties/cron/properties/retention/properties/days/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.cron.properties.retention.properties.days.type,parentSchema:schema32.properties.cron.properties.retention.properties.days,data:data42};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
let data43 = data41.maxRuns;
if(!(((typeof data43 == "number") && (!(data43 % 1) && !isNaN(data43))) && (isFinite(data43)))){
const err111 = {instancePath:instancePath+"/cron/retention/maxRuns",schemaPath:"#/properties/cron/properties/retention/properties/maxRuns/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema32.properties.cron.properties.retention.properties.maxRuns.type,parentSchema:schema32.properties.cron.properties.retention.properties.maxRuns,data:data43};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
if((typeof data43 == "number") && (isFinite(data43))){
if(data43 > 1000000 || isNaN(data43)){
const err112 = {instancePath:instancePath+"/cron/retention/maxRuns",schemaPath:"#/properties/cron/properties/retention/properties/maxRuns/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000},message:"must be <= 1000000",schema:1000000,parentSchema:schema32.properties.cron.properties.retention.properties.maxRuns,data:data43};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
if(data43 < 1 || isNaN(data43)){
const err113 = {instancePath:instancePath+"/cron/retention/maxRuns",schemaPath:"#/properties/cron/properties/retention/properties/maxRuns/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema32.properties.cron.properties.retention.properties.maxRuns,data:data43};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
}
}
else {
const err114 = {instancePath:instancePath+"/cron/retention",schemaPath:"#/properties/cron/properties/retention/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.properties.cron.properties.retention.type,parentSchema:schema32.properties.cron.properties.retention,data:data41};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
}
else {
const err115 = {instancePath:instancePath+"/cron",schemaPath:"#/properties/cron/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.properties.cron.type,parentSchema:schema32.properties.cron,data:data38};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
let data44 = data.events;
if(data44 && typeof data44 == "object" && !Array.isArray(data44)){
if(data44.retention === undefined){
data44.retention = {};
}
for(const key19 in data44){
if(!(key19 === "retention")){
const err116 = {instancePath:instancePath+"/events",schemaPath:"#/properties/events/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key19},message:"must NOT have additional properties",schema:false,parentSchema:schema32.properties.events,data:data44};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
}
let data45 = data44.retention;
if(data45 && typeof data45 == "object" && !Array.isArray(data45)){
if(data45.days === undefined){
data45.days = 7;
}
if(data45.maxEvents === undefined){
data45.maxEvents = 1000000;
}
for(const key20 in data45){
if(!((key20 === "days") || (key20 === "maxEvents"))){
const err117 = {instancePath:instancePath+"/events/retention",schemaPath:"#/properties/events/properties/retention/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key20},message:"must NOT have additional properties",schema:false,parentSchema:schema32.properties.events.properties.retention,data:data45};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
}
let data46 = data45.days;
if((typeof data46 == "number") && (isFinite(data46))){
if(data46 > 3650 || isNaN(data46)){
const err118 = {instancePath:instancePath+"/events/retention/days",schemaPath:"#/properties/events/properties/retention/properties/days/maximum",keyword:"maximum",params:{comparison: "<=", limit: 3650},message:"must be <= 3650",schema:3650,parentSchema:schema32.properties.events.properties.retention.properties.days,data:data46};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
if(data46 < 0.001 || isNaN(data46)){
const err119 = {instancePath:instancePath+"/events/retention/days",schemaPath:"#/properties/events/properties/retention/properties/days/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0.001},message:"must be >= 0.001",schema:0.001,parentSchema:schema32.properties.events.properties.retention.properties.days,data:data46};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
}
else {
const err120 = {instancePath:instancePath+"/events/retention/days",schemaPath:"#/properties/events/properties/retention/properties/days/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema32.properties.events.properties.retention.properties.days.type,parentSchema:schema32.properties.events.properties.retention.properties.days,data:data46};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
let data47 = data45.maxEvents;
if(!(((typeof data47 == "number") && (!(data47 % 1) && !isNaN(data47))) && (isFinite(data47)))){
const err121 = {instancePath:instancePath+"/events/retention/maxEvents",schemaPath:"#/properties/events/properties/retention/properties/maxEvents/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema32.properties.events.properties.retention.properties.maxEvents.type,parentSchema:schema32.properties.events.properties.retention.properties.maxEvents,data:data47};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
if((typeof data47 == "number") && (isFinite(data47))){
if(data47 > 1000000000 || isNaN(data47)){
const err122 = {instancePath:instancePath+"/events/retention/maxEvents",schemaPath:"#/properties/events/properties/retention/properties/maxEvents/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000000},message:"must be <= 1000000000",schema:1000000000,parentSchema:schema32.properties.events.properties.retention.properties.maxEvents,data:data47};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
if(data47 < 1000 || isNaN(data47)){
const err123 = {instancePath:instancePath+"/events/retention/maxEvents",schemaPath:"#/properties/events/properties/retention/properties/maxEvents/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1000},message:"must be >= 1000",schema:1000,parentSchema:schema32.properties.events.properties.retention.properties.maxEvents,data:data47};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
}
}
else {
const err124 = {instancePath:instancePath+"/events/retention",schemaPath:"#/properties/events/properties/retention/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.properties.events.properties.retention.type,parentSchema:schema32.properties.events.properties.retention,data:data45};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
}
else {
const err125 = {instancePath:instancePath+"/events",schemaPath:"#/properties/events/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.properties.events.type,parentSchema:schema32.properties.events,data:data44};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
}
errors++;
}
}
else {
const err126 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.type,parentSchema:schema32,data};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

