import { setTimeout as wait } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { v7 as uuidv7 } from 'uuid';
import { AlarmRules } from '#diagnostics';
import { Clock, JobRuns } from '#platform';
import { TicketsQueries } from '#service';
import { BillingRuns } from '#billing';
import { PurgeRelayedEventsJob } from '../../../apps/worker/src/jobs/purge-relayed-events.job.js';
import { installJobQueue } from '../../../apps/worker/src/jobs/queue/install-job-queue.js';
import { JobRegistry } from '../../../apps/worker/src/jobs/queue/job-registry.js';
import type { Hint } from '../../../apps/worker/src/outbox/hints.js';
import { ATTEMPTS } from '../../../apps/worker/src/outbox/outbox-claims.queries.js';
import type { RelayedEvent } from '../../../apps/worker/src/outbox/relayed-event.js';
import { WorkerModule } from '../../../apps/worker/src/worker.module.js';
import { Worker } from '../../../apps/worker/src/worker.js';
import { eventually } from '../../support/eventually.js';
import { TestBroker } from '../../support/test-broker.js';
import { NOW, Workshop } from '../../support/workshop.js';
import { relayWith as relayWithin } from './relay-with.js';

describe('the worker', () => {
  let workshop: Workshop;
  let broker: TestBroker;
  let app: INestApplicationContext;
  let worker: Worker;
  let hints: Hint[];

  beforeAll(async () => {
    workshop = await Workshop.open();
    broker = await TestBroker.open();
    hints = await broker.collect<Hint>('dutycycle/internal/hint/+');
    const testing = await Test.createTestingModule({
      imports: [
        WorkerModule.forRoot({
          databaseUrl: workshop.database.url,
          databasePoolSize: 5,
          secret: workshop.database.secret,
          home: '/tmp/dutycycle-nowhere',
          smtpUrl: null,
          mailFrom: 'test@localhost',
          publicUrl: 'http://localhost:3000',
          clockOffsetMs: NOW.getTime() - Date.now(),
          webhookPrivateHosts: [],
          stripe: { platformKey: null, webhookSecrets: [], url: new URL('https://api.stripe.com') },
          logLevel: 'silent',
          healthPort: null,
          healthHost: '127.0.0.1',
          internalMqttPort: null,
          mqttUrl: broker.url,
          mqttUsername: null,
          mqttPassword: null,
        }),
      ],
    }).compile();
    testing.useLogger(false);
    app = await testing.init();
    await installJobQueue(workshop.database.url, app.get(JobRegistry).names);
    worker = app.get(Worker);
  });

  afterAll(async () => {
    await worker?.stop();
    await app?.close();
    await broker?.close();
    await workshop?.close();
  });

  const waiting = async () =>
    (
      await workshop.owner.query<{ n: number }>(
        `select count(*)::int as n from outbox_event where relayed_at is null`,
      )
    ).rows[0]!.n;

  async function addEvents(...events: [string, object][]): Promise<void> {
    for (const [name, payload] of events) {
      await workshop.unitOfWork.run(workshop.system, (tx) =>
        tx.record({ name, version: 1, payload: payload as Record<string, unknown> }),
      );
    }
  }

  const relayWith = (listen: (event: RelayedEvent) => Promise<void>) => relayWithin(workshop, listen);
  const endPause = () => workshop.owner.query(`update outbox_claim set claimed_until = clock_timestamp()`);

  it('delivers events in order, one at a time', async () => {
    const told: string[] = [];
    const listen = async ({ payload }: RelayedEvent) => {
      await wait(1);
      told.push(payload.n!);
    };
    await addEvents(
      ...Array.from({ length: 30 }, (_, n): [string, object] => ['test.counted', { n: String(n) }]),
    );
    while ((await waiting()) > 0) {
      await Promise.all(
        [relayWith(listen), relayWith(listen), relayWith(listen)].map((relay) =>
          relay.relay(workshop.one.makerId),
        ),
      );
    }
    expect(told).toEqual(Array.from({ length: 30 }, (_, n) => String(n)));
  });

  it('redelivers an event until it succeeds, delays later ones, and marks it as failed if it never succeeds', async () => {
    const told: string[] = [];
    let failures = 0;
    const listen = ({ payload }: RelayedEvent) => {
      if (payload.n === 'never') return Promise.reject(new Error('never taken'));
      if (payload.n === 'later' && (failures += 1) < 3) return Promise.reject(new Error('not yet'));
      told.push(payload.n!);
      return Promise.resolve();
    };
    await addEvents(
      ['test.counted', { n: 'first' }],
      ['test.counted', { n: 'later' }],
      ['test.counted', { n: 'never' }],
      ['test.counted', { n: 'last' }],
    );
    await relayWith(listen).relay(workshop.one.makerId);
    expect(told).toEqual(['first']);
    for (let attempt = 0; attempt < 2; attempt++) {
      await endPause();
      await relayWith(listen).relay(workshop.one.makerId);
    }
    expect(told).toEqual(['first', 'later']);
    for (let attempt = 1; attempt < ATTEMPTS; attempt++) {
      await endPause();
      await relayWith(listen).relay(workshop.one.makerId);
    }
    expect(told).toEqual(['first', 'later']);
    await relayWith(listen).relay(workshop.one.makerId);
    expect(told).toEqual(['first', 'later', 'last']);
    const { rows } = await workshop.owner.query(
      `select attempts, last_error from outbox_event where relayed_at is null`,
    );
    expect(rows).toEqual([{ attempts: ATTEMPTS, last_error: 'Error: never taken' }]);
    await workshop.owner.query(`delete from outbox_event where relayed_at is null`);
  });

  it('waits between two attempts', async () => {
    let attempts = 0;
    const relay = relayWith(() => Promise.reject(new Error(`attempt ${(attempts += 1)}`)));
    await addEvents(['test.counted', { n: 'x' }]);
    await relay.relay(workshop.one.makerId);
    // The pause of one second must last until the second attempt, regardless of when it begins.
    await workshop.owner.query(`update outbox_claim set claimed_until = claimed_until + interval '1 hour'`);
    await relay.relay(workshop.one.makerId);
    expect(attempts).toBe(1);
    await endPause();
    await workshop.owner.query(`delete from outbox_event where relayed_at is null`);
  });

  it('creates a ticket from a reading, and notifies sockets of each step', async () => {
    await workshop.get(AlarmRules).create(workshop.system, {
      code: 'A12',
      nameI18n: { en: 'High temperature' },
      modelId: workshop.model,
      signalKey: 'temperature',
      direction: 'above',
      onLimit: '100',
      offLimit: '95',
      severity: 'critical',
      opensTicket: true,
      validFrom: new Date('2026-10-01T00:00:00Z'),
    });
    const machine = await workshop.addMachine('RIG-THREAD');
    await worker.start();
    await workshop.send('RIG-THREAD', [
      [0, 6, 90],
      [10, 6, 104],
    ]);
    const list = () =>
      workshop.get(TicketsQueries).list(workshop.system, { machineId: machine.id, limit: 5 });
    const { items } = await eventually(list, (page) => page.items.length > 0);
    expect(items).toMatchObject([
      { state: 'new', titleParams: { code: 'A12' }, machine: { id: machine.id } },
    ]);

    await workshop.send('RIG-THREAD', [
      [5, 6, 91],
      [20, 6, 80],
    ]);
    const timeline = async () =>
      (await workshop.get(TicketsQueries).get(workshop.system, items[0]!.id)).timeline.map(
        ({ kind }) => kind,
      );
    expect(await eventually(timeline, (kinds) => kinds.length > 1)).toEqual(['opened', 'alarm_cleared']);
    expect(await eventually(waiting, (n) => n === 0)).toBe(0);

    const customerId = workshop.one.customers[0].customerId;
    const of = (kind: string) => hints.filter((hint) => hint.kind === kind && hint.machineId === machine.id);
    await eventually(
      () => of('ticket').length,
      (n) => n >= 2,
    );
    expect(of('alarm').length).toBeGreaterThanOrEqual(2);
    expect(of('ticket')[0]).toEqual({
      kind: 'ticket',
      id: items[0]!.id,
      machineId: machine.id,
      customerId,
      hubId: workshop.one.ids.hub,
    });
  });

  it('drafts a month on request, and shows its progress', async () => {
    const runs = app.get(BillingRuns);
    const { id } = await runs.request(workshop.system, '2026-10');
    const job = await eventually(
      () => runs.getJob(workshop.system, id),
      ({ state }) => state === 'done',
    );
    expect(job).toMatchObject({ state: 'done', total: '2', done: '2' });
  });

  it('restarts a billing run of a worker that died, and ignores active or finished ones', async () => {
    const runs = app.get(BillingRuns);
    const kept = async (state: string, secondsAgo: number) => {
      const id = uuidv7();
      await workshop.owner.query(
        `insert into job_progress (maker_id, id, kind, state, done, total, params, created_at, updated_at)
         values ($1, $2, 'billing_run', $3, 1, 2, '{"month": "2026-10"}', $4, $4)`,
        [workshop.one.makerId, id, state, new Date(app.get(Clock).now().getTime() - secondsAgo * 1000)],
      );
      await workshop.owner.query(
        `insert into billing_run (maker_id, id, month, requested_at) values ($1, $2, '2026-10', now())`,
        [workshop.one.makerId, id],
      );
      return id;
    };
    const [dead, alive, over] = [
      await kept('running', 300),
      await kept('running', 30),
      await kept('done', 300),
    ];
    expect(await runs.retryAbandoned(workshop.system)).toBe(1);
    expect(await runs.retryAbandoned(workshop.system)).toBe(0);
    const job = await eventually(
      () => runs.getJob(workshop.system, dead),
      ({ state }) => state === 'done',
    );
    expect(job).toMatchObject({ total: '2', done: '2' });
    expect(await runs.getJob(workshop.system, alive)).toMatchObject({ state: 'running', done: '1' });
    expect(await app.get(JobRuns).start(workshop.system, over, 7)).toBe(false);
    expect(await runs.getJob(workshop.system, over)).toMatchObject({ state: 'done', total: '2' });
  });

  it('reassigns the alarms of a machine to the customer of their time after a corrected placement', async () => {
    const [a, b] = workshop.one.customers;
    const { rows } = await workshop.owner.query<{ machine_id: string }>(
      `select machine_id from alarm where customer_id = $1 limit 1`,
      [a.customerId],
    );
    const machineId = rows[0]!.machine_id;
    await workshop.owner.query(`update placement set customer_id = $2, site_id = $3 where machine_id = $1`, [
      machineId,
      b.customerId,
      b.ids.site,
    ]);
    await addEvents(['equipment.machine_changed', { machineId }]);
    const owners = async () =>
      (
        await workshop.owner.query<{ customer_id: string }>(
          `select distinct customer_id from alarm where machine_id = $1`,
          [machineId],
        )
      ).rows;
    expect(await eventually(owners, ([row]) => row?.customer_id === b.customerId)).toEqual([
      { customer_id: b.customerId },
    ]);
  });

  it('requests the proof pack of an issued invoice once', async () => {
    const invoiceId = workshop.one.customers[0].ids.invoice!;
    const told = (): Promise<void> => addEvents(['billing.invoice_issued', { invoiceId }]);
    await told();
    await told();
    const asked = async () =>
      (
        await workshop.owner.query<{ contract_number: string }>(
          `select contract_number from proof_pack where invoice_id = $1 and asked_by is null and asked_at > '2026-10-02'`,
          [invoiceId],
        )
      ).rows;
    expect(await eventually(asked, (rows) => rows.length > 0)).toHaveLength(1);
    expect(await eventually(waiting, (n) => n === 0)).toBe(0);
    expect(await asked()).toHaveLength(1);
  });

  it('detects silent devices, and remains healthy', async () => {
    await workshop.owner.query(`update device_status set last_seen_at = $1, silent_since = null`, [
      new Date(NOW.getTime() - 86_400_000),
    ]);
    const silent = async () =>
      (
        await workshop.owner.query<{ n: number }>(
          `select count(*)::int as n from device_status where silent_since is not null`,
        )
      ).rows[0]!.n;
    expect(await eventually(silent, (n) => n > 0)).toBeGreaterThan(0);
    expect(
      await eventually(
        () => worker.readHealth(),
        ({ isReady }) => isReady,
      ),
    ).toEqual({
      isReady: true,
      checks: { database: 'up', outbox: 'up', evaluation: 'up', silence: 'up', channel: 'connected' },
    });
  });

  it('purges events that were delivered long ago, and never undelivered ones', async () => {
    const old = new Date(NOW.getTime() - 31 * 86_400_000);
    const waitingId = '00000000-0000-7000-8000-00000000f001';
    await workshop.owner.query(
      `insert into outbox_event (maker_id, id, name, version, payload, occurred_at, relayed_at, attempts)
       values ($1, $2, 'test.old', 1, '{}', $3, null, 99), ($1, gen_random_uuid(), 'test.old', 1, '{}', $3, $3, 0)`,
      [workshop.one.makerId, waitingId, old],
    );
    await app.get(PurgeRelayedEventsJob).run(workshop.system);
    const { rows } = await workshop.owner.query(`select id from outbox_event where name = 'test.old'`);
    expect(rows).toEqual([{ id: waitingId }]);
  });

  it('reconnects after the database has closed all connections', async () => {
    await workshop.owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    const machine = await workshop.addMachine('RIG-AFTER');
    await eventually(
      () => worker.readHealth(),
      ({ isReady }) => isReady,
    );
    await workshop.send('RIG-AFTER', [[0, 6, 104]]);
    const list = () =>
      workshop.get(TicketsQueries).list(workshop.system, { machineId: machine.id, limit: 5 });
    expect((await eventually(list, (page) => page.items.length > 0)).items).toHaveLength(1);
  });
});
