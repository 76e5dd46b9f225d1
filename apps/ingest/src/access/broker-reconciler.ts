import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { type DynamicSecurityLogins, type KnownLogin, planBrokerLogins } from '#equipment';

interface LoginRow {
  kind: KnownLogin['kind'];
  name: string;
  topic: string;
  valid_until: Date | null;
  revoked_at: Date | null;
}

/**
 * Keeps the logins of an external broker in line with the database, on startup and continuously. No other code updates
 * the broker when a rotation's overlap expires, an authority is withdrawn, the broker restarts with an older file, or
 * the permissions of devices change.
 */
export class BrokerReconciler {
  private suspects: ReadonlySet<string> = new Set();
  private lost = 0;
  private isRunning = false;

  constructor(
    private readonly pool: Pool,
    private readonly logins: Pick<DynamicSecurityLogins, 'readState' | 'send'>,
    private readonly now: () => Date,
    private readonly log: Logger,
  ) {}

  /** Never rejects. Failed changes are retried in the next call. */
  async reconcile(): Promise<void> {
    if (this.isRunning) return;
    this.isRunning = true;
    try {
      await this.reconcileOnce();
    } catch (error) {
      this.log.warn({ error: String(error) }, "the broker's logins could not be updated; retrying");
    } finally {
      this.isRunning = false;
    }
  }

  private async reconcileOnce(): Promise<void> {
    // Read the broker before the database. Otherwise, a login that is added between the two reads would be mistaken for
    // an unknown one.
    const broker = await this.logins.readState();
    const { rows } = await this.pool.query<LoginRow>('select * from list_broker_logins()');
    const known = rows.map(({ valid_until, revoked_at, ...row }) => ({
      ...row,
      validUntil: valid_until,
      revokedAt: revoked_at,
    }));
    const { commands, suspects, lost } = planBrokerLogins(known, broker, this.now(), this.suspects);
    await this.logins.send(commands);
    this.suspects = suspects;
    if (commands.length > 0)
      this.log.info({ commands: commands.length }, "the broker's logins are up to date");
    if (lost.length > 0 && lost.length !== this.lost)
      this.log.warn(
        { count: lost.length, first: lost[0] },
        'the broker has lost logins with a password; issue new credentials for them',
      );
    this.lost = lost.length;
  }
}
