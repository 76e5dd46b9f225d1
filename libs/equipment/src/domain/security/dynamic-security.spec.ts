import { addLoginCommands, removeLoginCommands, findError, hasRole } from './dynamic-security.js';

const LOGIN = { username: 'acme/press-7/1', password: 'secret', topic: 'eaas/acme/press-7' };

describe('a device at the broker', () => {
  it('may publish as itself and read its own messages, and nothing else', () => {
    const [role] = addLoginCommands([LOGIN]);
    const acls = role!.acls as { acltype: string; topic: string; allow: boolean }[];
    expect(acls.every(({ allow }) => allow)).toBe(true);
    const whose = /^(eaas\/acme\/press-7\/|spBv1\.0\/acme\/[^/]+\/press-7\/|spBv1\.0\/STATE\/)/;
    expect(acls.filter(({ topic }) => !whose.test(topic))).toEqual([]);
    expect(acls.filter(({ acltype }) => acltype === 'publishClientSend').map(({ topic }) => topic)).toEqual([
      'eaas/acme/press-7/telemetry',
      'eaas/acme/press-7/event',
      'eaas/acme/press-7/state',
      'eaas/acme/press-7/ask',
      'eaas/acme/press-7/v1/#',
      'eaas/acme/press-7/v2/#',
      'spBv1.0/acme/+/press-7/#',
    ]);
    expect(acls.filter(({ acltype }) => acltype === 'subscribePattern').map(({ topic }) => topic)).toEqual([
      'eaas/acme/press-7/command/#',
      'eaas/acme/press-7/error',
      'eaas/acme/press-7/answer',
      'eaas/acme/press-7/v1/#',
      'eaas/acme/press-7/v2/#',
      'spBv1.0/acme/NCMD/press-7/#',
      'spBv1.0/acme/DCMD/press-7/#',
      'spBv1.0/STATE/#',
    ]);
  });

  it('gets one client per credential, which replaces an older client of the same name', () => {
    expect(addLoginCommands([LOGIN]).slice(1)).toEqual([
      { command: 'deleteClient', username: 'acme/press-7/1' },
      {
        command: 'createClient',
        username: 'acme/press-7/1',
        password: 'secret',
        roles: [{ rolename: 'eaas/acme/press-7' }],
      },
    ]);
  });

  it('is removed by its name', () => {
    expect(removeLoginCommands(['a', 'b'])).toEqual([
      { command: 'deleteClient', username: 'a' },
      { command: 'deleteClient', username: 'b' },
    ]);
  });
});

describe("the broker's answers", () => {
  it.each([
    ['createRole', 'Role already exists'],
    ['deleteClient', 'Client not found'],
  ])('%s: "%s" is not an error', (command, error) => {
    expect(findError([{ command, error }])).toBeUndefined();
  });

  it.each([
    ['createClient', 'Client already exists'],
    ['createClient', 'Role not found'],
    ['createRole', 'Internal error'],
  ])('%s: "%s" is an error', (command, error) => {
    expect(findError([{ command: 'deleteClient' }, { command, error }])).toEqual({ command, error });
  });
});

describe('a role', () => {
  it.each([
    ['exists', { client: { username: 'u', roles: [{ rolename: 'admin' }, { rolename: 'r' }] } }, true],
    ['does not exist', { client: { username: 'u', roles: [{ rolename: 'admin' }] } }, false],
    ['of an unknown client does not exist', undefined, false],
  ])('%s', (_name, data, expected) => {
    expect(hasRole({ command: 'getClient', data }, 'r')).toBe(expected);
  });
});
