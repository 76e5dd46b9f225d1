import { setTimeout as wait } from 'node:timers/promises';
import type { Scope } from '#platform';
import { ATTEMPTS, CLAIM_MS, OutboxClaims } from '../../../apps/worker/src/outbox/outbox-claims.queries.js';
import type { RelayedEvent } from '../../../apps/worker/src/outbox/relayed-event.js';
import { eventually } from '../../support/eventually.js';
import { Workshop } from '../../support/workshop.js';
import { relayWith } from './relay-with.js';

/** A relay that is killed after its listeners have run and before it has marked the events. */
class KilledBeforeMark extends OutboxClaims {
  override renew(): Promise<boolean> {
    return Promise.reject(new Error('killed'));
  }

  override release(): Promise<number> {
    return Promise.reject(new Error('killed'));
  }
}

/** Extends a pause, so that it lasts regardless of how long the following statements take. */
const LONGER_MS = 3_600_000;

describe('the outbox relay', () => {
  let workshop: Workshop;

  beforeAll(async () => {
    workshop = await Workshop.open();
  });

  afterAll(async () => {
    await workshop?.close();
  });

  afterEach(async () => {
    await workshop.owner.query(`delete from outbox_event where name like 'test.%'`);
    await workshop.owner.query(`delete from outbox_claim`);
  });

  const record = (scope: Scope, ...names: string[]) =>
    workshop.unitOfWork.run(scope, (tx) =>
      tx.record(...names.map((n) => ({ name: 'test.counted', version: 1, payload: { n } }))),
    );
  const otherMaker = (): Scope => ({ ...workshop.system, makerId: workshop.other.makerId });

  /** Simulates the passage of time for the claims of the relays. A negative time extends the claims. */
  const pass = (ms: number) =>
    workshop.owner.query(
      `update outbox_claim set claimed_until = claimed_until - $1 * interval '1 millisecond'`,
      [ms],
    );

  async function waiting(): Promise<{ n: string; attempts: number; last_error: string | null }[]> {
    const { rows } = await workshop.owner.query<{ n: string; attempts: number; last_error: string | null }>(
      `select payload ->> 'n' as n, attempts, last_error from outbox_event
        where name like 'test.%' and relayed_at is null order by id`,
    );
    return rows;
  }

  it('delivers each event once, in order, when two relays are active', async () => {
    const names = Array.from({ length: 250 }, (_, n) => String(n));
    await record(workshop.system, ...names);
    const delivered: string[] = [];
    const by = new Map<string, number>();
    const work = async (relay: string): Promise<void> => {
      const one = relayWith(workshop, async ({ payload }) => {
        await wait(0);
        delivered.push(payload.n!);
        by.set(relay, (by.get(relay) ?? 0) + 1);
      });
      while ((await waiting()).length > 0) {
        await one.relay(workshop.one.makerId);
        await wait(1);
      }
    };
    await Promise.all([work('first'), work('second')]);
    expect(delivered).toEqual(names);
    expect([...by.values()].reduce((all, n) => all + n, 0)).toBe(names.length);
  });

  it('keeps no transaction open while listeners run', async () => {
    await record(workshop.system, 'slow');
    const inTransaction: number[] = [];
    await relayWith(workshop, async () => {
      const { rows } = await workshop.owner.query<{ n: number }>(
        `select count(*)::int as n from pg_stat_activity
          where datname = current_database() and application_name = 'workshop' and xact_start is not null`,
      );
      inTransaction.push(rows[0]!.n);
    }).relay(workshop.one.makerId);
    expect(inTransaction).toEqual([0]);
  });

  it('leaves a maker to the relay with its claim, and delivers the events of other makers', async () => {
    await record(workshop.system, 'slow');
    await record(otherMaker(), 'other');
    let end = (): void => undefined;
    let begin = (): void => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const slow = relayWith(workshop, () => {
      begin();
      return new Promise((resolve) => (end = resolve));
    }).relay(workshop.one.makerId);
    await begun;
    const delivered: string[] = [];
    const second = relayWith(workshop, ({ payload }) => {
      delivered.push(payload.n!);
      return Promise.resolve();
    });
    expect(await second.relay(workshop.one.makerId)).toBe(0);
    expect(await second.relay(workshop.other.makerId)).toBe(1);
    expect(delivered).toEqual(['other']);
    end();
    expect(await slow).toBe(1);
  });

  it('redelivers events of a relay that died before marking them, once its claim has expired', async () => {
    await record(workshop.system, 'a', 'b');
    const delivered: string[] = [];
    const listen = ({ payload }: RelayedEvent): Promise<void> => {
      delivered.push(payload.n!);
      return Promise.resolve();
    };
    const dies = relayWith(workshop, listen, new KilledBeforeMark(workshop.unitOfWork));
    await expect(dies.relay(workshop.one.makerId)).rejects.toThrow('killed');
    expect(delivered).toEqual(['a', 'b']);
    const next = relayWith(workshop, listen);
    expect(await next.relay(workshop.one.makerId)).toBe(0);
    await pass(CLAIM_MS);
    expect(await next.relay(workshop.one.makerId)).toBe(2);
    expect(delivered).toEqual(['a', 'b', 'a', 'b']);
    expect(await waiting()).toEqual([]);
  });

  it('continues with its own claim immediately if a result was lost', async () => {
    await record(workshop.system, 'a');
    const claims = new OutboxClaims(workshop.unitOfWork);
    const relay = relayWith(workshop, () => Promise.resolve(), claims);
    const release = claims.release.bind(claims);
    claims.release = () => Promise.reject(new Error('connection lost'));
    await expect(relay.relay(workshop.one.makerId)).rejects.toThrow('connection lost');
    claims.release = release;
    expect(await relay.relay(workshop.one.makerId)).toBe(1);
  });

  it('stops when another relay has the claim, and keeps the marks of delivered events', async () => {
    await record(workshop.system, 'a', 'b');
    const claims = new OutboxClaims(workshop.unitOfWork);
    let clock = performance.now();
    const now = vi.spyOn(performance, 'now').mockImplementation(() => clock);
    try {
      const relay = relayWith(
        workshop,
        () => {
          clock += CLAIM_MS;
          return Promise.resolve();
        },
        claims,
      );
      expect(await relay.relay(workshop.one.makerId)).toBe(1);
    } finally {
      now.mockRestore();
    }
    expect((await waiting()).map(({ n }) => n)).toEqual(['b']);
  });

  it('keeps its claim regardless of how long a listener takes', async () => {
    await record(workshop.system, 'slow');
    const left = async () =>
      (
        await workshop.owner.query<{ ms: number }>(
          `select extract(epoch from claimed_until - clock_timestamp())::float8 * 1000 as ms from outbox_claim
            where claimed_by is not null`,
        )
      ).rows[0]!.ms;
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const relay = relayWith(workshop, async () => {
        await pass(CLAIM_MS / 2);
        expect(await left()).toBeLessThan(CLAIM_MS / 2);
        vi.advanceTimersByTime(CLAIM_MS / 3);
        expect(await eventually(left, (ms) => ms > CLAIM_MS / 2)).toBeGreaterThan(CLAIM_MS / 2);
      });
      expect(await relay.relay(workshop.one.makerId)).toBe(1);
    } finally {
      vi.useRealTimers();
    }
  });

  it('renews a claim and reports when it is lost', async () => {
    await record(workshop.system, 'a');
    const claims = new OutboxClaims(workshop.unitOfWork);
    const [one, two] = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002'];
    expect(await claims.claim(workshop.system, one)).toHaveLength(1);
    await pass(CLAIM_MS / 2);
    expect(await claims.renew(workshop.system, one)).toBe(true);
    await pass(CLAIM_MS / 2);
    expect(await claims.claim(workshop.system, two)).toBeUndefined();
    await pass(CLAIM_MS / 2);
    expect(await claims.claim(workshop.system, two)).toHaveLength(1);
    expect(await claims.renew(workshop.system, one)).toBe(false);
    await claims.release(workshop.system, one, []);
    expect(await claims.claim(workshop.system, one)).toBeUndefined();
  });

  it('retries a failed event after increasing pauses for all relays, and delivers events of other makers', async () => {
    await record(workshop.system, 'poison', 'behind');
    await record(otherMaker(), 'other');
    const delivered: string[] = [];
    const listen = ({ payload }: RelayedEvent): Promise<void> => {
      if (payload.n === 'poison') return Promise.reject(new Error('never taken'));
      delivered.push(payload.n!);
      return Promise.resolve();
    };
    const pauses: number[] = [];
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      await relayWith(workshop, listen).relay(workshop.one.makerId);
      if (attempt < ATTEMPTS) await pass(-LONGER_MS);
      expect(await relayWith(workshop, listen).relay(workshop.one.makerId)).toBe(attempt < ATTEMPTS ? 0 : 1);
      const { rows } = await workshop.owner.query<{ ms: number }>(
        `select extract(epoch from claimed_until - clock_timestamp())::float8 * 1000 as ms
           from outbox_claim where maker_id = $1 and claimed_until > clock_timestamp()`,
        [workshop.one.makerId],
      );
      if (rows[0]) pauses.push(rows[0].ms - LONGER_MS);
      await pass(LONGER_MS + 60_000);
    }
    expect(await relayWith(workshop, listen).relay(workshop.other.makerId)).toBe(1);
    expect(delivered).toEqual(['behind', 'other']);
    expect(await waiting()).toEqual([{ n: 'poison', attempts: ATTEMPTS, last_error: 'Error: never taken' }]);
    expect(pauses).toHaveLength(ATTEMPTS - 1);
    pauses.forEach((ms, attempt) => {
      const expected = Math.min(60_000, 1000 * 2 ** attempt);
      expect(ms).toBeLessThanOrEqual(expected);
      expect(ms).toBeGreaterThan(expected - 10_000);
    });
  });

  it('skips makers with a next event that waits after a failure', async () => {
    await record(workshop.system, 'poison');
    const listed = async () =>
      (
        await workshop.owner.query<{ maker_id: string }>(`select maker_id from list_makers_to_tell($1)`, [
          ATTEMPTS,
        ])
      ).rows.map(({ maker_id }) => maker_id);
    expect(await listed()).toContain(workshop.one.makerId);
    await relayWith(workshop, () => Promise.reject(new Error('not now'))).relay(workshop.one.makerId);
    await pass(-LONGER_MS);
    expect(await listed()).not.toContain(workshop.one.makerId);
    await pass(LONGER_MS + 60_000);
    expect(await listed()).toContain(workshop.one.makerId);
  });
});
