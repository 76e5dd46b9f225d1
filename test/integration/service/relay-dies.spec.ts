import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { locateApp } from '../../support/app-script.js';
import { eventually } from '../../support/eventually.js';
import { TestBroker } from '../../support/test-broker.js';
import { Workshop } from '../../support/workshop.js';

const MAIN = locateApp('worker');
/** Advisory lock that marking waits for. */
const MARKING = 4281;

describe('a relay that is killed', () => {
  let workshop: Workshop;
  let broker: TestBroker;
  let revoked: { deviceId: string }[];
  const workers: ChildProcess[] = [];

  beforeAll(async () => {
    workshop = await Workshop.open();
    broker = await TestBroker.open();
    revoked = await broker.collect('dutycycle/internal/revoked/+');
  });

  afterAll(async () => {
    for (const worker of workers) worker.kill('SIGKILL');
    await broker?.close();
    await workshop?.close();
  });

  function startWorker(): ChildProcess {
    const worker = spawn(process.execPath, [MAIN], {
      env: {
        ...process.env,
        NODE_OPTIONS: undefined,
        DATABASE_URL: workshop.database.url,
        DUTYCYCLE_SECRET: workshop.database.secret,
        MQTT_URL: broker.url,
        LOG_LEVEL: 'fatal',
      },
      stdio: 'ignore',
    });
    workers.push(worker);
    return worker;
  }

  const revoke = (deviceId: string) =>
    workshop.unitOfWork.run(workshop.system, (tx) =>
      tx.record({ name: 'equipment.credential_revoked', version: 1, payload: { deviceId, username: 'u' } }),
    );
  const deliveries = (deviceId: string) => revoked.filter((message) => message.deviceId === deviceId).length;

  it('between a listener and the mark leaves the event to the next relay, which delivers it again', async () => {
    const first = startWorker();
    // A message published before the worker has joined the channel is lost.
    await eventually(
      async () => {
        await revoke('before');
        return deliveries('before');
      },
      (n) => n > 0,
    );
    await eventually(
      () => workshop.owner.query(`select from outbox_event where relayed_at is null`),
      ({ rowCount }) => rowCount === 0,
    );
    // Only this event waits. The worker's own events can occur at any time, and would stop the relay before this event.
    await workshop.owner.query(`select pg_advisory_lock(${MARKING})`);
    await workshop.owner.query(
      `create function wait_to_mark() returns trigger language plpgsql as
       $$ begin perform pg_advisory_xact_lock(${MARKING}); return new; end $$;
       create trigger wait_to_mark before update of relayed_at on outbox_event
         for each row when (new.payload ->> 'deviceId' = 'killed') execute function wait_to_mark()`,
    );
    await revoke('killed');
    expect(
      await eventually(
        () => deliveries('killed'),
        (n) => n > 0,
      ),
    ).toBe(1);
    await eventually(
      () => workshop.owner.query(`select from pg_locks where locktype = 'advisory' and not granted`),
      ({ rowCount }) => (rowCount ?? 0) > 0,
    );
    first.kill('SIGKILL');
    await once(first, 'exit');
    await workshop.owner.query(`select pg_advisory_unlock(${MARKING})`);
    const unmarked = () =>
      workshop.owner.query(
        `select from outbox_event where relayed_at is null and payload ->> 'deviceId' = 'killed'`,
      );
    expect((await unmarked()).rowCount).toBe(1);

    startWorker();
    expect(
      await eventually(
        () => deliveries('killed'),
        (n) => n > 1,
      ),
    ).toBe(2);
    expect(await eventually(unmarked, ({ rowCount }) => rowCount === 0)).toMatchObject({ rowCount: 0 });
  }, 600_000);
});
