import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { INTERNAL_CHANNEL } from '#platform';
import { permissionsOf, type Permission } from '#organization';
import pg from 'pg';
import { io, type Socket } from 'socket.io-client';
import { LiveGateway } from '../../apps/api/src/realtime/live.gateway.js';
import { SERVER_EVENTS } from '../../apps/api/src/realtime/live-socket.js';
import { HINT_KINDS } from '../../apps/api/src/realtime/rooms.js';
import { listSocketEvents } from '../../apps/api/src/realtime/socket-events.js';
import { type RunningApi, startApi } from '../support/api.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually, until } from '../support/eventually.js';
import { JoinedRooms } from '../support/joined-rooms.js';
import { TestBroker } from '../support/test-broker.js';
import {
  createMaker,
  CUSTOMER_ROLES,
  type CustomerOfWorld,
  type MakerOfWorld,
  type PersonOfWorld,
  STAFF_ROLES,
} from '../support/world.js';

const ROOT = resolve(import.meta.dirname, '../..');

/**
 * Recipients of each kind of change: all users of the maker and of its customer with the permission. Kinds with `isOwn`
 * reach a technician only with an assignment. The suite fails if a kind is missing here.
 */
const HINTS: Readonly<Record<string, { readonly right: Permission; readonly isOwn?: boolean }>> = {
  alarm: { right: 'fleet.read' },
  connectivity: { right: 'fleet.read' },
  machine: { right: 'fleet.read' },
  ticket: { right: 'tickets.read', isOwn: true },
  visit: { right: 'tickets.read', isOwn: true },
  kit_delivery: { right: 'parts.read' },
  invoice: { right: 'invoices.read' },
  export: { right: 'export.read' },
  proof_pack: { right: 'packs.read' },
  dispute: { right: 'invoices.read' },
  usage_alert: { right: 'contracts.read' },
};

/**
 * Kind that reaches one membership instead of all users with a permission (see `rooms.spec.ts` and
 * `notifications/inbox.spec.ts`).
 */
const PERSONAL = 'notification';

/** Events sent by clients, with the required permission. The suite fails if an event is missing here. */
const CLIENT_EVENTS: Readonly<Record<string, Permission>> = { watch: 'fleet.read', unwatch: 'fleet.read' };

interface Listener {
  readonly name: string;
  readonly person: PersonOfWorld;
  readonly socket: Socket;
  readonly received: { event: string; message: Record<string, unknown> }[];
}

/** Time for which the test waits for a message that must not arrive. */
const SILENCE_MS = 400;

describe('every socket event', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  let broker: TestBroker;
  let api: RunningApi;
  let rooms: JoinedRooms;
  let maker: MakerOfWorld;
  let a: CustomerOfWorld;
  let b: CustomerOfWorld;
  let everybody: Listener[];

  beforeAll(async () => {
    database = await createTestDatabase();
    owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    broker = await TestBroker.open();
    rooms = new JoinedRooms();
    api = await startApi(database, { MQTT_URL: broker.url });
    maker = await createMaker(owner, 'one');
    await broker.untilSubscribed(INTERNAL_CHANNEL.hint(maker.makerId));
    await broker.untilSubscribed(INTERNAL_CHANNEL.live(maker.makerId, 'd'));
    [a, b] = maker.customers;
    const other = await createMaker(owner, 'other');
    everybody = await Promise.all([...peopleOf(maker, ''), ...peopleOf(other, 'stranger ')]);
    for (const { socket } of everybody) await rooms.untilJoined(socket);
  });

  afterAll(async () => {
    for (const { socket } of everybody ?? []) socket.disconnect();
    await api?.stop();
    rooms?.stop();
    await broker?.close();
    await owner?.end();
    await database?.drop();
  });

  function peopleOf(of: MakerOfWorld, label: string): Promise<Listener>[] {
    return [
      ...STAFF_ROLES.map((role) => connect(`${label}${role}`, of.staff[role])),
      connect(`${label}technician of the other hub`, of.otherTechnician),
      ...of.customers.flatMap(({ people }, index) =>
        CUSTOMER_ROLES.map((role) => connect(`${label}${role} ${'ab'[index]}`, people[role])),
      ),
    ];
  }

  async function connect(name: string, person: PersonOfWorld, key = person.key): Promise<Listener> {
    const socket = io(`${api.url}/live`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { token: key },
    });
    const received: Listener['received'] = [];
    socket.onAny((event: string, message: Record<string, unknown>) => received.push({ event, message }));
    await new Promise<void>((done, fail) => {
      socket.once('connect', done);
      socket.once('connect_error', fail);
    });
    return { name, person, socket, received };
  }

  /** Publishes a message on the internal channel, and expects that exactly the listed users receive it as an event. */
  async function expectHearers(
    topic: string,
    message: object,
    event: string,
    expected: readonly string[],
  ): Promise<void> {
    for (const { received } of everybody) received.length = 0;
    const receiversOf = () =>
      everybody
        .filter(({ received }) => received.some((each) => each.event === event))
        .map(({ name }) => name);
    await broker.publish(topic, message);
    await eventually(receiversOf, (names) => expected.every((name) => names.includes(name)));
    await wait(SILENCE_MS);
    expect(receiversOf()).toEqual(expected);
  }

  const has = (person: PersonOfWorld, right: Permission) => permissionsOf(person.role).includes(right);
  const staffWith = (right: Permission) =>
    STAFF_ROLES.filter((role) => has(maker.staff[role], right)) as readonly string[];
  const customersWith = (right: Permission) =>
    CUSTOMER_ROLES.filter((role) => has(a.people[role], right)).map((role) => `${role} a`);

  it('has a case here', () => {
    const gateways = readdirSync(join(ROOT, 'apps'), { recursive: true, encoding: 'utf8' }).filter(
      (path) =>
        path.endsWith('.ts') && readFileSync(join(ROOT, 'apps', path), 'utf8').includes('@WebSocketGateway('),
    );
    expect(gateways).toEqual(['api/src/realtime/live.gateway.ts']);
    expect(listSocketEvents(LiveGateway).map(({ event }) => event)).toEqual(Object.keys(CLIENT_EVENTS));
    expect(HINT_KINDS.filter((kind) => kind !== PERSONAL).sort()).toEqual(Object.keys(HINTS).sort());
    expect([...SERVER_EVENTS].sort()).toEqual(['hint', 'live']);
  });

  describe.each(Object.entries(HINTS))('hint of %s', (kind, { right, isOwn = false }) => {
    const expectTold = (about: object, expected: readonly string[]) =>
      expectHearers(
        INTERNAL_CHANNEL.hint(maker.makerId),
        { kind, id: `${kind}-1`, ...about },
        'hint',
        expected,
      );
    const staff = () => staffWith(right).filter((role) => role !== 'technician');
    const technicians = (name: string) => (!isOwn && has(maker.otherTechnician, right) ? [name] : []);

    it('is received by users of the maker and of its customer with the permission', async () => {
      await expectTold({ customerId: a.customerId }, [...staff(), ...customersWith(right)]);
      for (const { received } of everybody)
        for (const { message } of received) expect(message).toEqual({ kind, id: `${kind}-1` });
    });

    it('is received only by the maker if it belongs to no customer', async () => {
      await expectTold({}, staff());
    });

    it('is received by the technicians of the hub that serves the site, unless it is a ticket', async () => {
      await expectTold({ hubId: maker.ids.hub }, [...staff(), ...technicians('technician')]);
      await expectTold({ hubId: maker.ids.other_hub }, [
        ...staff(),
        ...technicians('technician of the other hub'),
      ]);
    });

    it('is received by a technician of another hub with work there', async () => {
      if (isOwn) return;
      await expectTold({ hubId: maker.ids.other_hub, workerIds: [maker.ids.technician] }, [
        ...staffWith(right),
        ...technicians('technician of the other hub'),
      ]);
    });

    it('is received by its assigned technician', async () => {
      if (!isOwn) return;
      await expectTold({ technicianId: maker.ids.technician }, staffWith(right));
    });
  });

  describe('live values', () => {
    const expectPatched = (of: object, expected: readonly string[]) =>
      expectHearers(
        INTERNAL_CHANNEL.live(maker.makerId, 'd'),
        { deviceId: 'd', at: '2026-11-20T08:00:00Z', values: { pressure_bar: 7 }, ...of },
        'live',
        expected,
      );
    const ask = (event: string, machineId: string) =>
      Promise.all(
        everybody
          .filter(({ person }) => has(person, CLIENT_EVENTS[event]!))
          .map(
            async ({ name, socket }) =>
              [name, ((await socket.emitWithAck(event, { machineId })) as { ok: boolean }).ok] as const,
          ),
      );
    const rightful = () => [...staffWith('fleet.read'), ...customersWith('fleet.read')];

    it("can be watched only by the machine's customer and the maker", async () => {
      const answers = await ask('watch', a.ids.machine!);
      expect(answers.filter(([, ok]) => ok).map(([name]) => name)).toEqual(rightful());
    });

    it('reach watchers, from the machine and from its site’s instruments', async () => {
      await expectPatched({ machineId: a.ids.machine, siteId: null }, rightful());
      await expectPatched({ machineId: null, siteId: a.ids.site }, rightful());
      await expectPatched({ machineId: b.ids.machine, siteId: null }, []);
      await expectPatched({ machineId: null, siteId: b.ids.site }, []);
    });

    it('stop when there is no watcher left', async () => {
      await ask('unwatch', a.ids.machine!);
      await expectPatched({ machineId: a.ids.machine, siteId: null }, []);
    });
  });

  it.each(Object.keys(CLIENT_EVENTS))('%s is rejected without the permission', async (event) => {
    const { finance } = maker.staff;
    await owner.query(`update api_key set permissions = '{invoices.read}' where id = $1`, [finance.keyId]);
    const { socket, received } = await connect('finance of invoices', finance);
    socket.emit(event, { machineId: a.ids.machine });
    await eventually(
      () => received.length,
      (count) => count > 0,
    );
    socket.disconnect();
    expect(received).toEqual([
      { event: 'exception', message: expect.objectContaining({ code: 'organization.permission_missing' }) },
    ]);
  });

  describe('ends with the permission to receive it', () => {
    const isCut = (socket: Socket) =>
      eventually(
        () => !socket.connected,
        (cut) => cut,
      );
    it.each([
      [
        'an expired membership',
        (person: PersonOfWorld, seconds: number) =>
          owner.query(`update membership set expires_at = now() + $2 * interval '1 second' where id = $1`, [
            person.membershipId,
            seconds,
          ]),
      ],
      [
        'an expired key',
        (person: PersonOfWorld, seconds: number) =>
          owner.query(`update api_key set expires_at = now() + $2 * interval '1 second' where id = $1`, [
            person.keyId,
            seconds,
          ]),
      ],
    ])('of %s', async (what, endIn) => {
      const person = what.includes('key') ? maker.staff.planner : a.people.customer_viewer;
      // A client that connects after its access has expired is rejected. It then retries with access that lasts longer.
      let seconds = 1;
      const { socket } = await until(async () => {
        await endIn(person, (seconds *= 2));
        const listener = await connect(what, person).catch(() => undefined);
        return listener?.socket.connected && listener;
      });
      expect(await isCut(socket)).toBe(true);
    });
  });
});
