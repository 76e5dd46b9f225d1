import { readBrokerRequest, writeBrokerAnswer } from './broker-request.js';

describe('readBrokerRequest', () => {
  it.each([
    [
      'EMQX, authentication',
      '/mqtt/auth',
      undefined,
      { username: 'acme/P-1/1', password: 'secret', clientid: 'c', peerhost: '10.0.0.9' },
      'emqx',
      { kind: 'connect', username: 'acme/P-1/1', password: 'secret', address: '10.0.0.9' },
    ],
    [
      'EMQX, authorization',
      '/mqtt/acl',
      undefined,
      { username: 'acme/P-1/1', topic: 'eaas/acme/P-1/telemetry', action: 'publish' },
      'emqx',
      { kind: 'publish', username: 'acme/P-1/1', topics: ['eaas/acme/P-1/telemetry'] },
    ],
    [
      'VerneMQ, auth_on_register',
      '/mqtt/vernemq',
      'auth_on_register',
      {
        peer_addr: '127.0.0.1',
        peer_port: 8888,
        username: 'acme/P-1/1',
        password: 'secret',
        mountpoint: '',
        client_id: 'clientid',
        clean_session: false,
      },
      'vernemq',
      { kind: 'connect', username: 'acme/P-1/1', password: 'secret', address: '127.0.0.1' },
    ],
    [
      'VerneMQ, auth_on_publish of MQTT 5',
      '/mqtt/vernemq',
      'auth_on_publish_m5',
      {
        username: 'acme/P-1/1',
        client_id: 'clientid',
        mountpoint: '',
        qos: 1,
        topic: 'eaas/acme/P-1/state',
        payload: 'aGVsbG8=',
        retain: false,
      },
      'vernemq',
      { kind: 'publish', username: 'acme/P-1/1', topics: ['eaas/acme/P-1/state'] },
    ],
    [
      'VerneMQ, auth_on_subscribe',
      '/mqtt/vernemq',
      'auth_on_subscribe',
      {
        client_id: 'clientid',
        mountpoint: '',
        username: 'acme/P-1/1',
        topics: [
          { topic: 'a/b', qos: 1 },
          { topic: 'c/d', qos: 2 },
        ],
      },
      'vernemq',
      { kind: 'subscribe', username: 'acme/P-1/1', topics: ['a/b', 'c/d'] },
    ],
  ])('%s', (_name, path, hook, body, dialect, question) => {
    expect(readBrokerRequest(path, hook, body)).toEqual({ dialect, question });
  });

  it.each([
    ['another path', '/mqtt/other', undefined, {}],
    ['an unknown action', '/mqtt/acl', undefined, { action: 'own' }],
    ['an unknown hook', '/mqtt/vernemq', 'on_publish', {}],
    ['no hook', '/mqtt/vernemq', undefined, {}],
    ['no object', '/mqtt/auth', undefined, 'text'],
    ['nothing', '/mqtt/auth', undefined, undefined],
  ])('returns undefined for %s', (_name, path, hook, body) => {
    expect(readBrokerRequest(path, hook, body)).toBeUndefined();
  });

  it('treats an invalid list of topics as empty', () => {
    const read = readBrokerRequest('/mqtt/vernemq', 'auth_on_subscribe', { topics: 'all' });
    expect(read?.question).toEqual({ kind: 'subscribe', username: '', topics: [] });
  });
});

it('reads what EMQX stores about a connection: its login, and the prefix of its topics', () => {
  const parsed = {
    username: 'a token',
    login: 'acme/P-1/1',
    topic: 'v1/devices/me/telemetry',
    action: 'publish',
  };
  const topicsOf = (mountpoint: string) =>
    readBrokerRequest('/mqtt/acl', undefined, { ...parsed, mountpoint })?.question;
  const username = 'acme/P-1/1';
  expect(topicsOf('eaas/acme/P-1/')).toEqual({
    kind: 'publish',
    username,
    topics: ['eaas/acme/P-1/v1/devices/me/telemetry'],
  });
  for (const other of ['', 'undefined', 'eaas/${client_attrs.device}'])
    expect(topicsOf(other)).toEqual({ kind: 'publish', username, topics: ['v1/devices/me/telemetry'] });
});

describe('writeBrokerAnswer', () => {
  const allow = { kind: 'allow', admitted: null, topic: null } as const;
  const admitted = { login: 'acme/P-1/1', device: 'acme/P-1', messagesPerSecond: 20 };

  it.each([
    ['emqx', allow, { result: 'allow', is_superuser: false }],
    [
      'emqx',
      { ...allow, admitted },
      {
        result: 'allow',
        is_superuser: false,
        client_attrs: { login: 'acme/P-1/1', device: 'acme/P-1' },
      },
    ],
    ['emqx', { kind: 'deny' }, { result: 'deny', is_superuser: false }],
    ['emqx', { kind: 'later' }, { result: 'deny', is_superuser: false }],
    ['vernemq', allow, { result: 'ok' }],
    [
      'vernemq',
      { ...allow, admitted },
      { result: 'ok', modifiers: { username: 'acme/P-1/1', max_message_rate: 20 } },
    ],
    [
      'vernemq',
      { ...allow, admitted: { ...admitted, messagesPerSecond: null } },
      { result: 'ok', modifiers: { username: 'acme/P-1/1' } },
    ],
    ['vernemq', { ...allow, topic: 'a/b' }, { result: 'ok', modifiers: { topic: 'a/b' } }],
    ['vernemq', { kind: 'deny' }, { result: { error: 'not_allowed' } }],
  ] as const)('%s, %j', (dialect, answer, expected) => {
    expect(writeBrokerAnswer(dialect, answer)).toEqual(expected);
  });
});
