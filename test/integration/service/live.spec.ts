import { setTimeout as wait } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { INTERNAL_CHANNEL } from '#platform';
import { startApi, type RunningApi } from '../../support/api.js';
import { eventually, until } from '../../support/eventually.js';
import { JoinedRooms } from '../../support/joined-rooms.js';
import { TestBroker } from '../../support/test-broker.js';
import { NOW, Workshop } from '../../support/workshop.js';
import type { PersonOfWorld } from '../../support/world.js';

interface ReceivedHint {
  kind?: string;
  id?: string;
  machineId?: string;
  siteId?: string;
}

/** Time for which the test waits for a message that must not arrive. */
const SILENCE_MS = 300;

describe('live sockets', () => {
  let workshop: Workshop;
  let broker: TestBroker;
  let api: RunningApi;
  let rooms: JoinedRooms;
  const sockets: Socket[] = [];

  beforeAll(async () => {
    workshop = await Workshop.open();
    broker = await TestBroker.open();
    rooms = new JoinedRooms();
    api = await startApi(workshop.database, {
      MQTT_URL: broker.url,
      PUBLIC_URL: 'http://portal.example',
      DUTYCYCLE_CLOCK_OFFSET_MS: String(NOW.getTime() - Date.now()),
    });
    await broker.untilSubscribed(INTERNAL_CHANNEL.hint(workshop.one.makerId));
    await broker.untilSubscribed(INTERNAL_CHANNEL.live(workshop.one.makerId, 'd'));
  });

  afterAll(async () => {
    for (const socket of sockets) socket.disconnect();
    await api?.stop();
    rooms?.stop();
    await broker?.close();
    await workshop?.close();
  });

  async function connect(
    key: string | null,
    headers: Record<string, string> = {},
  ): Promise<{ socket: Socket; received: ReceivedHint[]; error?: string }> {
    const socket = io(`${api.url}/live`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: headers,
      ...(key !== null && { auth: { token: key } }),
    });
    sockets.push(socket);
    const received: ReceivedHint[] = [];
    socket.on('hint', (hint: ReceivedHint) => received.push(hint));
    socket.on('live', ({ patches }: { patches: ReceivedHint[] }) => received.push(...patches));
    const error = await new Promise<string | undefined>((resolve) => {
      socket.once('connect', () => resolve(undefined));
      socket.once('connect_error', (reason) => resolve(reason.message));
    });
    if (error === undefined) await rooms.untilJoined(socket);
    return { socket, received, error };
  }

  const person = (who: PersonOfWorld) => connect(who.key);
  const hint = (message: object) =>
    broker.publish(`dutycycle/internal/hint/${workshop.one.makerId}`, message);
  const patch = (deviceId: string, message: object) =>
    broker.publish(`dutycycle/internal/live/${workshop.one.makerId}/${deviceId}`, {
      deviceId,
      at: NOW.toISOString(),
      values: { pressure: 7 },
      ...message,
    });
  const watch = (socket: Socket, body: unknown): Promise<unknown> => socket.emitWithAck('watch', body);

  /**
   * Publishes values of a machine until one of its two watchers receives them and the other no longer does. The API
   * checks their permissions some time after the hint.
   */
  async function expectToLose(
    machineId: string,
    loser: { received: ReceivedHint[] },
    keeper: { received: ReceivedHint[] },
  ): Promise<void> {
    const tell = async () => {
      loser.received.length = 0;
      keeper.received.length = 0;
      await patch('d', { machineId, siteId: null });
      await until(() => valuesIn(keeper).length > 0);
      await wait(SILENCE_MS);
      return valuesIn(loser);
    };
    const valuesIn = ({ received }: { received: ReceivedHint[] }) =>
      received.filter((recipientsOf) => 'values' in recipientsOf);
    expect(await eventually(tell, (recipientsOf) => recipientsOf.length === 0)).toEqual([]);
    expect(valuesIn(keeper)).toHaveLength(1);
  }

  it('accept clients with a session or a key, and no others', async () => {
    expect((await person(workshop.one.staff.manager)).error).toBeUndefined();
    expect((await connect(null)).error).toBe('organization.not_signed_in');
    expect((await connect('dck_00000000_wrong')).error).toBe('organization.not_signed_in');
    expect((await connect(null, { cookie: 'dutycycle_session=wrong' })).error).toBe(
      'organization.not_signed_in',
    );
    expect((await connect(workshop.one.staff.manager.key, { origin: 'https://evil.example' })).error).toBe(
      'organization.not_signed_in',
    );
    expect(
      (await connect(workshop.one.staff.manager.key, { origin: 'http://portal.example' })).error,
    ).toBeUndefined();
  });

  it('receive only events that they have permission to read', async () => {
    const { one, other } = workshop;
    const [a, b] = one.customers;
    const listeners = {
      manager: await person(one.staff.manager),
      finance: await person(one.staff.finance),
      dispatcher: await person(one.staff.dispatcher),
      technician: await person(one.staff.technician),
      customerA: await person(a.people.customer_admin),
      customerB: await person(b.people.customer_admin),
      stranger: await person(other.staff.admin),
    };
    const expectTold = async (message: object, expected: string[]): Promise<void> => {
      for (const { received } of Object.values(listeners)) received.length = 0;
      const recipientsOf = (): string[] =>
        Object.entries(listeners).flatMap(([name, { received }]) => (received.length > 0 ? [name] : []));
      await hint(message);
      await eventually(recipientsOf, (names) => expected.every((name) => names.includes(name)));
      await wait(SILENCE_MS);
      expect(recipientsOf()).toEqual(expected);
    };
    const customerId = a.customerId;
    await expectTold({ kind: 'alarm', id: 'a', customerId, hubId: one.ids.hub }, [
      'manager',
      'finance',
      'dispatcher',
      'technician',
      'customerA',
    ]);
    await expectTold({ kind: 'alarm', id: 'a', customerId, hubId: one.ids.other_hub }, [
      'manager',
      'finance',
      'dispatcher',
      'customerA',
    ]);
    await expectTold({ kind: 'ticket', id: 't', customerId }, [
      'manager',
      'finance',
      'dispatcher',
      'customerA',
    ]);
    await expectTold({ kind: 'visit', id: 't', technicianId: one.ids.technician }, [
      'manager',
      'finance',
      'dispatcher',
      'technician',
    ]);
    await expectTold({ kind: 'invoice', id: 'i', customerId }, ['manager', 'finance', 'customerA']);
    listeners.manager.received.length = 0;
    await hint({ kind: 'ticket', id: 't', machineId: 'm', customerId, technicianId: 'x' });
    await eventually(
      () => listeners.manager.received.length,
      (n) => n > 0,
    );
    expect(listeners.manager.received).toEqual([{ kind: 'ticket', id: 't', machineId: 'm' }]);
  });

  it('get the values of watched machines, and of their site, until they stop watching', async () => {
    const [a, b] = workshop.one.customers;
    const own = await person(a.people.customer_viewer);
    const foreign = await person(b.people.customer_viewer);
    expect(await watch(own.socket, { machineId: a.ids.machine })).toEqual({ ok: true });
    expect(await watch(foreign.socket, { machineId: a.ids.machine })).toEqual({
      ok: false,
      code: 'equipment.machine_not_found',
    });
    expect(await watch(foreign.socket, { machineId: 'x' })).toEqual({
      ok: false,
      code: 'api.request_invalid',
    });
    expect(
      await watch((await person(workshop.other.staff.admin)).socket, { machineId: a.ids.machine }),
    ).toEqual({
      ok: false,
      code: 'equipment.machine_not_found',
    });

    await patch('d1', { machineId: a.ids.machine, siteId: null });
    await patch('d2', { machineId: null, siteId: a.ids.site });
    await patch('d3', { machineId: b.ids.machine, siteId: null });
    await eventually(
      () => own.received.length,
      (n) => n >= 2,
    );
    expect(own.received).toEqual([
      { machineId: a.ids.machine, deviceId: 'd1', at: NOW.toISOString(), values: { pressure: 7 } },
      { siteId: a.ids.site, deviceId: 'd2', at: NOW.toISOString(), values: { pressure: 7 } },
    ]);
    expect(foreign.received).toEqual([]);

    await own.socket.emitWithAck('unwatch', { machineId: a.ids.machine });
    await patch('d1', { machineId: a.ids.machine, siteId: null });
    await wait(600);
    expect(own.received).toHaveLength(2);
  });

  it('stop receiving a machine that has moved to another customer', async () => {
    const [a, b] = workshop.one.customers;
    const machine = await workshop.addMachine('RIG-LEAVING', a);
    const former = await person(a.people.customer_admin);
    const staff = await person(workshop.one.staff.engineer);
    await watch(former.socket, { machineId: machine.id });
    await watch(staff.socket, { machineId: machine.id });
    await workshop.owner.query(
      `update placement set during = tstzrange(lower(during), $2) where machine_id = $1`,
      [machine.id, NOW],
    );
    await workshop.owner.query(
      `insert into placement (maker_id, id, machine_id, site_id, customer_id, during) values ($1, gen_random_uuid(), $2, $3, $4, tstzrange($5, null))`,
      [workshop.one.makerId, machine.id, b.ids.site, b.customerId, NOW],
    );
    await hint({ kind: 'machine', id: machine.id, machineId: machine.id });
    await expectToLose(machine.id, former, staff);
  });

  it("stop receiving another hub's machine when its work is assigned to someone else", async () => {
    const { one, owner } = workshop;
    const [, b] = one.customers;
    const { ticket, machine } = b.ids;
    const give = (technicianId: string) =>
      owner.query(`update ticket set technician_id = $2 where id = $1`, [ticket, technicianId]);
    const technician = await person(one.staff.technician);
    const staff = await person(one.staff.engineer);
    const refused = { ok: false, code: 'equipment.machine_not_found' };
    expect(await watch(technician.socket, { machineId: machine })).toEqual(refused);
    await give(one.ids.technician!);
    expect(await watch(technician.socket, { machineId: machine })).toEqual({ ok: true });
    await watch(staff.socket, { machineId: machine });
    await give(one.ids.other_technician!);
    await hint({ kind: 'ticket', id: ticket, technicianId: one.ids.technician });
    await expectToLose(machine!, technician, staff);
  });

  it('are closed when their access is revoked', async () => {
    const { planner } = workshop.one.staff;
    const { socket } = await person(planner);
    await workshop.owner.query(`update membership set revoked_at = $2 where id = $1`, [
      planner.membershipId,
      NOW,
    ]);
    await hint({ kind: 'access', id: planner.userId });
    expect(
      await eventually(
        () => socket.connected,
        (connected) => !connected,
      ),
    ).toBe(false);
  });

  it('receive fewer events when the role of their user is reduced', async () => {
    const { finance } = workshop.one.staff;
    const { received } = await person(finance);
    await workshop.owner
      .query(`update membership set role = 'dispatcher' where id = $1`, [finance.membershipId])
      .catch(async () => {
        await workshop.owner.query(`update membership set role = 'engineer' where id = $1`, [
          finance.membershipId,
        ]);
      });
    await hint({ kind: 'access', id: finance.userId });
    // The API checks permissions some time after the hint, and sends hints in the order of their arrival.
    const tell = async () => {
      received.length = 0;
      await hint({ kind: 'invoice', id: 'secret' });
      await hint({ kind: 'alarm', id: 'a' });
      await until(() => received.some(({ kind }) => kind === 'alarm'));
      await wait(SILENCE_MS);
      return received;
    };
    expect(await eventually(tell, (recipientsOf) => recipientsOf.length === 1)).toEqual([
      { kind: 'alarm', id: 'a' },
    ]);
  });
});
