import { io, type Socket } from 'socket.io-client';
import { INTERNAL_CHANNEL } from '#platform';
import { type RunningApi, startApi } from '../../support/api.js';
import { eventually } from '../../support/eventually.js';
import { storeReadings } from '../../support/readings.js';
import { TestBroker } from '../../support/test-broker.js';
import { NOW, Workshop } from '../../support/workshop.js';

interface Patch {
  machineId?: string;
  deviceId: string;
  at: string;
  values: Record<string, unknown>;
  qualities?: Record<string, number>;
}
interface WatchAnswer {
  ok: boolean;
  code?: string;
  patches?: Patch[];
}

const at = (second: number): string => new Date(NOW.getTime() + second * 1000).toISOString();

describe('a client of live values', () => {
  let workshop: Workshop;
  let broker: TestBroker;
  let api: RunningApi;
  let machine: string;
  let device: { id: string; deviceKey: number };
  const sockets: Socket[] = [];

  beforeAll(async () => {
    workshop = await Workshop.open();
    broker = await TestBroker.open();
    api = await startApi(workshop.database, {
      MQTT_URL: broker.url,
      DUTYCYCLE_CLOCK_OFFSET_MS: String(NOW.getTime() - Date.now()),
    });
    const { makerId, customers } = workshop.one;
    const rig = await workshop.addMachine('RIG-BACK', customers[0]);
    machine = rig.id;
    const { rows } = await workshop.owner.query<{ id: string }>(
      'select id from device where device_key = $1',
      [rig.deviceKey],
    );
    device = { id: rows[0]!.id, deviceKey: rig.deviceKey };
    await workshop.owner.query(
      `insert into device_status (maker_id, device_key, connected, last_seen_at, last_reading_at, last_values)
       values ($1, $2, true, $3, $3, $4)
       on conflict (maker_id, device_key) do update set last_reading_at = excluded.last_reading_at, last_values = excluded.last_values`,
      [
        makerId,
        device.deviceKey,
        at(0),
        { p: { v: 7, t: Date.parse(at(0)) }, q: { v: 1, t: Date.parse(at(-60)) } },
      ],
    );
    // The reading is stored but not in the device status yet.
    await storeReadings(workshop.owner, makerId, device.deviceKey, [
      { at: at(1), seq: 1, values: { p: 8, q: 2 } },
      { at: at(2), seq: 2, values: { p: 9 }, qualities: { p: 2 } },
    ]);
  });

  afterAll(async () => {
    for (const socket of sockets) socket.disconnect();
    await api?.stop();
    await broker?.close();
    await workshop?.close();
  });

  async function connect(key: string): Promise<Socket> {
    const socket = io(`${api.url}/live`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { token: key },
    });
    sockets.push(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return socket;
  }

  const watch = async (socket: Socket, body: object): Promise<WatchAnswer> =>
    (await socket.emitWithAck('watch', body)) as WatchAnswer;

  it('gets all values after its newest known time, from status and readings', async () => {
    const socket = await connect(workshop.one.staff.engineer.key);
    const answer = (known: object): Promise<WatchAnswer> => watch(socket, { machineId: machine, known });
    const ofDevice = (patches: readonly Patch[] = []): Patch[] =>
      patches.filter(({ deviceId }) => deviceId === device.id);
    const watchTarget = { machineId: machine, deviceId: device.id };
    expect(ofDevice((await answer({})).patches)).toEqual([
      { ...watchTarget, at: at(1), values: { q: 2 } },
      { ...watchTarget, at: at(2), values: { p: 9 }, qualities: { p: 2 } },
    ]);
    expect(ofDevice((await answer({ [device.id]: at(1) })).patches)).toEqual([
      { ...watchTarget, at: at(2), values: { p: 9 }, qualities: { p: 2 } },
    ]);
    expect(ofDevice((await answer({ [device.id]: at(2) })).patches)).toEqual([]);
    expect(await watch(socket, { machineId: machine })).toEqual({ ok: true });
  });

  it("gets no values of others' machines", async () => {
    const foreign = await connect(workshop.one.customers[1].people.customer_admin.key);
    expect(await watch(foreign, { machineId: machine, known: {} })).toEqual({
      ok: false,
      code: 'equipment.machine_not_found',
    });
  });

  it.each([[[]], [{ d: 'yesterday' }], [{ d: 5 }], ['x'], [null]])(
    'is rejected with known %j',
    async (known) => {
      const socket = await connect(workshop.one.staff.engineer.key);
      expect(await watch(socket, { machineId: machine, known })).toEqual({
        ok: false,
        code: 'api.request_invalid',
      });
    },
  );

  it('makes ingest publish its machine, and its site’s instruments, while it watches', async () => {
    const { makerId, customers } = workshop.one;
    const other = await workshop.addMachine('RIG-WATCHED', customers[0]);
    const watchMessages = await broker.collect<{ places: string[] }>(INTERNAL_CHANNEL.watched(makerId));
    const places = (): string[] => watchMessages.flatMap((message) => message.places);
    const socket = await connect(workshop.one.staff.engineer.key);
    await watch(socket, { machineId: other.id });
    await eventually(places, (watched) => watched.includes(other.id));
    // The API repeats the message, so that the watch doesn't expire.
    watchMessages.length = 0;
    await eventually(places, (watched) => watched.includes(other.id));
    expect(places()).toContain(customers[0].ids.site);
    await socket.emitWithAck('unwatch', { machineId: other.id });
    // A message that the API sent before the end of the watch can still arrive.
    const takePlaces = (): string[] => {
      const watched = places();
      watchMessages.length = 0;
      return watched;
    };
    const watched = await eventually(takePlaces, (ids) => ids.length > 0 && !ids.includes(other.id));
    expect(watched).toContain(customers[0].ids.site);
    expect(watched).not.toContain(other.id);
  });
});
