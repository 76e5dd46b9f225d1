import type { DataSource } from 'typeorm';
import { systemScope, UnitOfWork, type Clock } from '#platform';
import { DEMO_MAKER_ID, demoId } from '../seed/demo-ids.js';
import { deviceUsername } from '../seed/device-secrets.js';

const BACKFILL_KIND = 'demo_backfill';
const BACKFILL_ID = demoId('job', BACKFILL_KIND);

/** Queries of the fleet: newest stored readings, valid demo credentials, and the progress of filling in the past. */
export class FleetQueries {
  private readonly work: UnitOfWork;

  constructor(database: DataSource, clock: Clock) {
    this.work = new UnitOfWork(database, clock);
  }

  /**
   * Returns the device time of the newest stored reading by device code, in epoch milliseconds. Omits devices without
   * readings.
   */
  async findNewestReadings(): Promise<Map<string, number>> {
    const rows: { code: string; at: Date }[] = await this.work.run(
      systemScope(DEMO_MAKER_ID),
      ({ manager }) =>
        manager.query(
          `select d.code, s.last_reading_at as at
           from device d join device_status s on s.maker_id = d.maker_id and s.device_key = d.device_key
          where d.maker_id = $1 and s.last_reading_at is not null`,
          [DEMO_MAKER_ID],
        ),
    );
    return new Map(rows.map(({ code, at }) => [code, at.getTime()]));
  }

  /** Returns the codes of active devices with a valid demo credential. */
  async listDevicesWithLogin(): Promise<string[]> {
    const rows: { code: string; username: string }[] = await this.work.run(
      systemScope(DEMO_MAKER_ID),
      ({ manager, now }) =>
        manager.query(
          `select d.code, c.username
           from device_credential c join device d on d.maker_id = c.maker_id and d.id = c.device_id
          where c.maker_id = $1 and d.archived_at is null and c.revoked_at is null
            and (c.valid_until is null or c.valid_until > $2) order by d.code`,
          [DEMO_MAKER_ID, now],
        ),
    );
    return rows.filter(({ code, username }) => username === deviceUsername(code)).map(({ code }) => code);
  }

  /** Returns the recorded progress of filling in the past; undefined if none is recorded. */
  async findProgress(): Promise<{ done: number; isFinished: boolean } | undefined> {
    const rows: { done: string; state: string }[] = await this.work.run(
      systemScope(DEMO_MAKER_ID),
      ({ manager }) =>
        manager.query(`select done, state from job_progress where maker_id = $1 and id = $2`, [
          DEMO_MAKER_ID,
          BACKFILL_ID,
        ]),
    );
    return rows[0] && { done: Number(rows[0].done), isFinished: rows[0].state === 'done' };
  }

  /** Records how many of the past readings are stored, for display in the portal. */
  async recordProgress(done: number, total: number, isFinished: boolean): Promise<void> {
    await this.work.run(systemScope(DEMO_MAKER_ID), async ({ manager, now, record }) => {
      await manager.query(
        `insert into job_progress (maker_id, id, kind, state, done, total, params, created_at, updated_at, finished_at)
         values ($1, $2, $3, $4, $5, $6, '{}', $7, $7, $8)
         on conflict on constraint job_progress_pk do update set state = excluded.state, done = excluded.done,
           total = excluded.total, updated_at = excluded.updated_at, finished_at = excluded.finished_at`,
        [
          DEMO_MAKER_ID,
          BACKFILL_ID,
          BACKFILL_KIND,
          isFinished ? 'done' : 'running',
          done,
          total,
          now,
          isFinished ? now : null,
        ],
      );
      // Existing forecasts and drafts were calculated without the readings of the past.
      if (isFinished) await record({ name: 'telemetry.history_filled', version: 1, payload: {} });
    });
  }
}
