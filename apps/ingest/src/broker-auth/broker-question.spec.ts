import { readQuestion, writeAnswer } from './broker-question.js';

describe('readQuestion', () => {
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
    expect(readQuestion(path, hook, body)).toEqual({ dialect, question });
  });

  it.each([
    ['another path', '/mqtt/other', undefined, {}],
    ['an unknown action', '/mqtt/acl', undefined, { action: 'own' }],
    ['an unknown hook', '/mqtt/vernemq', 'on_publish', {}],
    ['no hook', '/mqtt/vernemq', undefined, {}],
    ['no object', '/mqtt/auth', undefined, 'text'],
    ['nothing', '/mqtt/auth', undefined, undefined],
  ])('knows nothing of %s', (_name, path, hook, body) => {
    expect(readQuestion(path, hook, body)).toBeUndefined();
  });

  it('takes a list of topics that is none for an empty one', () => {
    const read = readQuestion('/mqtt/vernemq', 'auth_on_subscribe', { topics: 'all' });
    expect(read?.question).toEqual({ kind: 'subscribe', username: '', topics: [] });
  });
});

describe('writeAnswer', () => {
  it.each([
    ['emqx', 'allow', { result: 'allow', is_superuser: false }],
    ['emqx', 'deny', { result: 'deny', is_superuser: false }],
    ['emqx', 'later', { result: 'deny', is_superuser: false }],
    ['vernemq', 'allow', { result: 'ok' }],
    ['vernemq', 'deny', { result: { error: 'not_allowed' } }],
  ] as const)('%s, %s', (dialect, answer, expected) => {
    expect(writeAnswer(dialect, answer)).toEqual(expected);
  });
});
