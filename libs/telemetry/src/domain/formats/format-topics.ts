/** The topic families besides the native one. */
export type FormatFamily = 'thingsboard' | 'thingsboard-gateway' | 'sparkplug';

/** Purpose of a topic of ThingsBoard's device API. */
export type DeviceApiChannel =
  | 'telemetry'
  | 'attributes'
  | 'attributes-request'
  | 'attributes-response'
  | 'rpc-request'
  | 'rpc-response'
  | 'claim'
  | 'package-request'
  | 'package-response'
  | 'package-error'
  | 'provision-request'
  | 'provision-response';

/** Purpose of a topic of ThingsBoard's gateway API. */
export type GatewayApiChannel =
  | 'connect'
  | 'disconnect'
  | 'telemetry'
  | 'attributes'
  | 'attributes-request'
  | 'attributes-response'
  | 'rpc'
  | 'claim';

export const SPARKPLUG_TYPES = [
  'NBIRTH',
  'NDEATH',
  'DBIRTH',
  'DDEATH',
  'NDATA',
  'DDATA',
  'NCMD',
  'DCMD',
] as const;
export type SparkplugType = (typeof SPARKPLUG_TYPES)[number];

/** A parsed topic. `short` is true if the device uses the short topic names and expects responses on them. */
export type FormatTopic =
  | {
      readonly family: 'thingsboard';
      readonly channel: DeviceApiChannel;
      /** The sender's request number; null on channels without requests. */
      readonly requestId: string | null;
      readonly short: boolean;
    }
  | { readonly family: 'thingsboard-gateway'; readonly channel: GatewayApiChannel }
  | {
      readonly family: 'sparkplug';
      readonly channel: SparkplugType;
      readonly groupId: string;
      readonly edgeNodeId: string;
      /** Id of a device behind the edge node; null for the edge node itself. */
      readonly deviceId: string | null;
    }
  | { readonly family: 'sparkplug'; readonly channel: 'STATE'; readonly hostId: string };

interface TopicRule {
  readonly pattern: string;
  readonly channel: DeviceApiChannel;
  readonly use: 'publishes' | 'reads' | 'both';
  readonly short: boolean;
}

/** `$` is the placeholder for the number of a request or of a part of a firmware package. */
const DEVICE_RULES: readonly TopicRule[] = [
  ...rules('v1/devices/me/', false, [
    ['telemetry', 'telemetry', 'publishes'],
    ['attributes', 'attributes', 'both'],
    ['attributes/request/$', 'attributes-request', 'publishes'],
    ['attributes/response/$', 'attributes-response', 'reads'],
    ['rpc/request/$', 'rpc-request', 'both'],
    ['rpc/response/$', 'rpc-response', 'both'],
    ['claim', 'claim', 'publishes'],
  ]),
  ...['', '/j'].flatMap((suffix) =>
    rules('v2/', true, [
      [`t${suffix}`, 'telemetry', 'publishes'],
      [`a${suffix}`, 'attributes', 'both'],
      [`a/req${suffix}/$`, 'attributes-request', 'publishes'],
      [`a/res${suffix}/$`, 'attributes-response', 'reads'],
      [`r/req${suffix}/$`, 'rpc-request', 'both'],
      [`r/res${suffix}/$`, 'rpc-response', 'both'],
    ]),
  ),
  ...['fw', 'sw'].flatMap((kind) =>
    rules(`v2/${kind}/`, true, [
      ['request/$/chunk/$', 'package-request', 'publishes'],
      ['response/$/chunk/$', 'package-response', 'reads'],
      ['error', 'package-error', 'reads'],
    ]),
  ),
  ...rules('/provision/', false, [
    ['request', 'provision-request', 'publishes'],
    ['response', 'provision-response', 'reads'],
  ]),
];

const GATEWAY_ROOT = 'v1/gateway/';
const GATEWAY_RULES: ReadonlyMap<
  string,
  { readonly channel: GatewayApiChannel; readonly use: TopicRule['use'] }
> = new Map([
  ['connect', { channel: 'connect', use: 'publishes' }],
  ['disconnect', { channel: 'disconnect', use: 'publishes' }],
  ['telemetry', { channel: 'telemetry', use: 'publishes' }],
  ['attributes', { channel: 'attributes', use: 'both' }],
  ['attributes/request', { channel: 'attributes-request', use: 'publishes' }],
  ['attributes/response', { channel: 'attributes-response', use: 'reads' }],
  ['rpc', { channel: 'rpc', use: 'both' }],
  ['claim', { channel: 'claim', use: 'publishes' }],
]);

/**
 * Topic patterns of ThingsBoard's device API, each with its use by the device; `$` is the placeholder for a request
 * number.
 */
export const DEVICE_API_PATTERNS: readonly Pick<TopicRule, 'pattern' | 'use'>[] = DEVICE_RULES;
/** Topic patterns of ThingsBoard's gateway API. */
export const GATEWAY_API_PATTERNS: readonly Pick<TopicRule, 'pattern' | 'use'>[] = [...GATEWAY_RULES].map(
  ([name, { use }]) => ({ pattern: GATEWAY_ROOT + name, use }),
);

const SPARKPLUG_ROOT = 'spBv1.0';
const NODE_TYPES: ReadonlySet<SparkplugType> = new Set(['NBIRTH', 'NDEATH', 'NDATA', 'NCMD']);
const COMMAND_TYPES: ReadonlySet<SparkplugType> = new Set(['NCMD', 'DCMD']);

const PLAIN_RULES = new Map(
  DEVICE_RULES.filter(({ pattern }) => !pattern.endsWith('$')).map((rule) => [rule.pattern, rule]),
);
const NUMBERED_RULES = new Map(
  DEVICE_RULES.filter(({ pattern }) => pattern.endsWith('$')).map((rule) => [
    rule.pattern.slice(0, -2),
    rule,
  ]),
);
const REQUEST_ID = /^\d{1,18}$/;

/** Parses a topic of a format other than the native one; undefined if the topic belongs to none of these formats. */
export function parseFormatTopic(topic: string): FormatTopic | undefined {
  if (topic.startsWith(`${SPARKPLUG_ROOT}/`)) return parseSparkplug(topic);
  if (topic.startsWith(GATEWAY_ROOT)) {
    const found = GATEWAY_RULES.get(topic.slice(GATEWAY_ROOT.length));
    return found && { family: 'thingsboard-gateway', channel: found.channel };
  }
  const found = findDeviceRule(topic);
  return (
    found && {
      family: 'thingsboard',
      channel: found.rule.channel,
      requestId: found.requestId,
      short: found.rule.short,
    }
  );
}

/**
 * Returns true when a device may publish to a topic. ThingsBoard's topics identify the device only as `me`; a
 * Sparkplug topic names the edge node, which must be the device itself. Only the host may send commands and its own
 * state.
 */
export function mayPublishFormat(deviceCode: string, topic: string): boolean {
  const parsed = parseFormatTopic(topic);
  if (!parsed) return false;
  switch (parsed.family) {
    case 'thingsboard':
      return findDeviceRule(topic)!.rule.use !== 'reads';
    case 'thingsboard-gateway':
      return GATEWAY_RULES.get(topic.slice(GATEWAY_ROOT.length))!.use !== 'reads';
    case 'sparkplug':
      return (
        parsed.channel !== 'STATE' && !COMMAND_TYPES.has(parsed.channel) && parsed.edgeNodeId === deviceCode
      );
  }
}

/** Returns true when a device may subscribe to a filter: only to messages for itself. */
export function maySubscribeFormat(deviceCode: string, filter: string): boolean {
  if (filter.startsWith(`${SPARKPLUG_ROOT}/`)) return maySubscribeSparkplug(deviceCode, filter.split('/'));
  if (filter.startsWith(GATEWAY_ROOT)) {
    const found = GATEWAY_RULES.get(filter.slice(GATEWAY_ROOT.length).replace(/\/[+#]$/, ''));
    return found !== undefined && found.use !== 'publishes';
  }
  const rule = PLAIN_RULES.get(filter) ?? findNumberedRule(filter.replace(/\/(\+|#|\d{1,18})$/, ''));
  return rule !== undefined && rule.use !== 'publishes';
}

/** Returns the topic for a message to a device of ThingsBoard's API. */
export function deviceApiTopic(
  channel: 'attributes' | 'attributes-response' | 'rpc-request' | 'rpc-response' | 'provision-response',
  requestId: string | null,
  short: boolean,
): string {
  const rule = DEVICE_RULES.find((each) => each.channel === channel && each.short === short)!;
  return requestId === null ? rule.pattern : rule.pattern.replace('$', requestId);
}

/**
 * Returns the topic on which a device is notified that no package is available.
 * @param topic topic of the request, such as `v2/fw/request/1/chunk/0`
 */
export function packageErrorTopic(topic: string): string {
  return topic.replace(/\/request\/.*$/, '/error');
}

/** Returns the topic for a message to a gateway of ThingsBoard's API. */
export function gatewayApiTopic(channel: 'attributes' | 'attributes-response' | 'rpc'): string {
  return GATEWAY_ROOT + (channel === 'attributes-response' ? 'attributes/response' : channel);
}

/** Returns the command topic of an edge node or of a device behind it. */
export function sparkplugCommandTopic(groupId: string, edgeNodeId: string, deviceId: string | null): string {
  return deviceId === null
    ? `${SPARKPLUG_ROOT}/${groupId}/NCMD/${edgeNodeId}`
    : `${SPARKPLUG_ROOT}/${groupId}/DCMD/${edgeNodeId}/${deviceId}`;
}

function rules(
  root: string,
  short: boolean,
  table: readonly (readonly [string, DeviceApiChannel, TopicRule['use']])[],
): TopicRule[] {
  return table.map(([name, channel, use]) => ({ pattern: root + name, channel, use, short }));
}

function findDeviceRule(topic: string): { rule: TopicRule; requestId: string | null } | undefined {
  const plain = PLAIN_RULES.get(topic);
  if (plain) return { rule: plain, requestId: null };
  const slash = topic.lastIndexOf('/');
  const requestId = topic.slice(slash + 1);
  const rule = findNumberedRule(topic.slice(0, Math.max(0, slash)));
  return rule && REQUEST_ID.test(requestId) ? { rule, requestId } : undefined;
}

/**
 * Finds the rule of a topic that ends with a number.
 * @param head topic or filter without its last number; for a part of a package, it contains the request number
 */
function findNumberedRule(head: string): TopicRule | undefined {
  return NUMBERED_RULES.get(head) ?? NUMBERED_RULES.get(head.replace(/\/(\+|\d{1,18})\/chunk$/, '/$/chunk'));
}

function parseSparkplug(topic: string): FormatTopic | undefined {
  const parts = topic.split('/');
  const [, groupId, type, edgeNodeId, deviceId] = parts;
  if (groupId === 'STATE' && parts.length === 3 && type)
    return { family: 'sparkplug', channel: 'STATE', hostId: type };
  const channel = SPARKPLUG_TYPES.find((each) => each === type);
  if (!channel || !groupId || !edgeNodeId || /[+#]/.test(topic)) return undefined;
  const isNodeTopic = NODE_TYPES.has(channel);
  if (parts.length !== (isNodeTopic ? 4 : 5) || (!isNodeTopic && !deviceId)) return undefined;
  return { family: 'sparkplug', channel, groupId, edgeNodeId, deviceId: isNodeTopic ? null : deviceId! };
}

/**
 * Returns true when an edge node may subscribe to a filter: to its own commands, its devices' commands, or the state
 * of a host.
 */
function maySubscribeSparkplug(
  deviceCode: string,
  [, groupId, type, edgeNodeId, deviceId, ...rest]: readonly string[],
): boolean {
  if (rest.length > 0) return false;
  if (groupId === 'STATE') return type !== undefined && edgeNodeId === undefined;
  if (!groupId || groupId === '#' || edgeNodeId !== deviceCode) return false;
  if (type === 'NCMD') return deviceId === undefined || deviceId === '#';
  return type === 'DCMD' && deviceId !== undefined;
}
