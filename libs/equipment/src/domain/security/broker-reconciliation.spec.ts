import fc from 'fast-check';
import { type BrokerState, type KnownLogin, planBrokerLogins } from './broker-reconciliation.js';
import { type Acl, deviceAcls, type DynamicSecurityCommand, isSameAcls } from './dynamic-security.js';

const NOW = new Date('2026-11-20T08:00:00Z');
const PAST = new Date('2026-11-19T08:00:00Z');
const NOBODY: ReadonlySet<string> = new Set();
const TOPIC = 'eaas/acme/press-7';

function login(fields: Partial<KnownLogin> = {}): KnownLogin {
  return {
    kind: 'password',
    name: 'acme/press-7/1',
    topic: TOPIC,
    validUntil: null,
    revokedAt: null,
    ...fields,
  };
}

const certificate = (fields: Partial<KnownLogin> = {}): KnownLogin =>
  login({ kind: 'certificate', name: 'acme/press-7', ...fields });

const ROLE = { rolename: TOPIC, acls: deviceAcls(TOPIC) };
const CLIENT = { username: 'acme/press-7/1', roles: [TOPIC] };
const EMPTY: BrokerState = { clients: [], roles: [] };

const commandsOf = (known: readonly KnownLogin[], broker: BrokerState, suspected = NOBODY) =>
  planBrokerLogins(known, broker, NOW, suspected).commands;

describe('planBrokerLogins', () => {
  it('plans nothing when broker and database agree', () => {
    expect(planBrokerLogins([login()], { clients: [CLIENT], roles: [ROLE] }, NOW, NOBODY)).toEqual({
      commands: [],
      suspects: new Set(),
      lost: [],
    });
  });

  it.each([
    ['was revoked', login({ revokedAt: PAST })],
    ['ended after its overlap', login({ validUntil: PAST })],
  ])('removes a login that %s, and the role that is no longer used', (_name, ended) => {
    expect(commandsOf([ended], { clients: [CLIENT], roles: [ROLE] })).toEqual([
      { command: 'deleteClient', username: 'acme/press-7/1' },
      { command: 'deleteRole', rolename: TOPIC },
    ]);
  });

  it('keeps a role that another login of the device uses', () => {
    const known = [login({ revokedAt: PAST }), login({ name: 'acme/press-7/2' })];
    const clients = [CLIENT, { username: 'acme/press-7/2', roles: [TOPIC] }];
    expect(commandsOf(known, { clients, roles: [ROLE] })).toEqual([
      { command: 'deleteClient', username: 'acme/press-7/1' },
    ]);
  });

  it('reports a password that the broker has lost, because it cannot restore it', () => {
    expect(planBrokerLogins([login()], EMPTY, NOW, NOBODY)).toMatchObject({
      commands: [{ command: 'createRole', rolename: TOPIC }],
      lost: ['acme/press-7/1'],
    });
  });

  it('creates one login for all certificates with the same name', () => {
    const known = [certificate({ validUntil: PAST }), certificate()];
    expect(commandsOf(known, EMPTY)).toEqual([
      { command: 'createRole', ...ROLE },
      { command: 'createClient', username: 'acme/press-7', roles: [{ rolename: TOPIC }] },
    ]);
  });

  it('accepts a name because of an authority until a certificate with the name is revoked', () => {
    const vouched = certificate({ kind: 'authority' });
    const broker = { clients: [{ username: 'acme/press-7', roles: [TOPIC] }], roles: [ROLE] };
    expect(commandsOf([vouched], broker)).toEqual([]);
    expect(commandsOf([vouched, certificate({ revokedAt: PAST })], broker)).toContainEqual({
      command: 'deleteClient',
      username: 'acme/press-7',
    });
    expect(commandsOf([vouched, certificate({ revokedAt: PAST }), certificate()], broker)).toEqual([]);
  });

  it('updates a role, and assigns it to a client that has lost it', () => {
    const broker = {
      clients: [{ username: 'acme/press-7/1', roles: [] }],
      roles: [{ rolename: TOPIC, acls: ROLE.acls.slice(1) }],
    };
    expect(commandsOf([login()], broker)).toEqual([
      { command: 'modifyRole', ...ROLE },
      { command: 'addClientRole', username: 'acme/press-7/1', rolename: TOPIC },
    ]);
  });

  it('removes a device’s login that isn’t in the database if it still exists in the next run', () => {
    const broker = { clients: [CLIENT], roles: [ROLE] };
    const first = planBrokerLogins([], broker, NOW, NOBODY);
    expect(first).toMatchObject({ commands: [], suspects: new Set(['acme/press-7/1']) });
    expect(commandsOf([], broker, first.suspects)).toEqual([
      { command: 'deleteClient', username: 'acme/press-7/1' },
      { command: 'deleteRole', rolename: TOPIC },
    ]);
  });

  it('never touches other logins and roles, however often it runs', () => {
    const broker = {
      clients: [
        { username: 'dutycycle', roles: ['admin', 'dutycycle'] },
        { username: 'grafana', roles: ['readers'] },
      ],
      roles: [
        { rolename: 'admin', acls: [] },
        { rolename: 'readers', acls: [] },
      ],
    };
    expect(commandsOf([], broker, new Set(['dutycycle', 'grafana']))).toEqual([]);
  });

  it('plans nothing after its commands have been applied', () => {
    const arbitrary = fc.array(
      fc
        .record({
          kind: fc.constantFrom('password', 'certificate', 'authority'),
          device: fc.constantFrom('a', 'b', 'c'),
          number: fc.integer({ min: 1, max: 3 }),
          validUntil: fc.constantFrom(null, PAST, new Date('2027-01-01')),
          revokedAt: fc.constantFrom(null, PAST),
        })
        .map(({ kind, device, number, ...term }): KnownLogin => ({
          ...term,
          kind,
          name: kind === 'password' ? `m/${device}/${number}` : `m/${device}`,
          topic: `eaas/m/${device}`,
        })),
    );
    fc.assert(
      fc.property(arbitrary, arbitrary, (before, now) => {
        const unknown = obey(EMPTY, commandsOf(before, EMPTY));
        const first = planBrokerLogins(now, unknown, NOW, NOBODY);
        const second = planBrokerLogins(now, obey(unknown, first.commands), NOW, first.suspects);
        const state = obey(obey(unknown, first.commands), second.commands);
        expect(commandsOf(now, state, second.suspects)).toEqual([]);
        const good = new Set(
          now.filter((each) => !each.revokedAt && each.validUntil !== PAST).map(({ name }) => name),
        );
        expect(state.clients.every(({ username }) => good.has(username))).toBe(true);
      }),
    );
  });
});

/** Returns the plugin's state after executing the commands. */
function obey({ clients, roles }: BrokerState, commands: readonly DynamicSecurityCommand[]): BrokerState {
  const [byName, byRole] = [
    new Map(clients.map((each) => [each.username, each])),
    new Map(roles.map((each) => [each.rolename, each])),
  ];
  for (const { command, ...said } of commands) {
    const [username, rolename] = [said['username'] as string, said['rolename'] as string];
    if (command === 'deleteClient') byName.delete(username);
    if (command === 'deleteRole') byRole.delete(rolename);
    if (command === 'createRole' || command === 'modifyRole')
      byRole.set(rolename, { rolename, acls: said['acls'] as Acl[] });
    if (command === 'createClient')
      byName.set(username, {
        username,
        roles: (said['roles'] as { rolename: string }[]).map((each) => each.rolename),
      });
  }
  return { clients: [...byName.values()], roles: [...byRole.values()] };
}

describe('isSameAcls', () => {
  it('compares permissions, not their order', () => {
    const acls = deviceAcls(TOPIC);
    expect(isSameAcls([...acls].reverse(), acls)).toBe(true);
    expect(isSameAcls(acls.slice(1), acls)).toBe(false);
    expect(isSameAcls([{ ...acls[0]!, allow: false }, ...acls.slice(1)], acls)).toBe(false);
  });
});
