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
 * Keeps an external broker's logins as the database has them, at start and from then on: nobody else is there when a rotation's
 * overlap runs out, an authority is withdrawn, the broker comes back with an older file, or devices may do more than before.
 */
export class BrokerReconciler {
  private suspects: ReadonlySet<string> = new Set();
  private lost = 0;
  private isRunning = false;

  constructor(
    private readonly pool: Pool,
    private readonly logins: Pick<DynamicSecurityLogins, 'look' | 'tell'>,
    private readonly now: () => Date,
    private readonly log: Logger,
  ) {}

  /** Never rejects: what could not be told is told the next time. */
  async reconcile(): Promise<void> {
    if (this.isRunning) return;
    this.isRunning = true;
    try {
      await this.reconcileOnce();
    } catch (error) {
      this.log.warn({ error: String(error) }, "the broker's logins are not up to date; trying again");
    } finally {
      this.isRunning = false;
    }
  }

  private async reconcileOnce(): Promise<void> {
    // The broker first: what is committed after it was looked at is then known, and what it was told of meanwhile is no suspect.
    const broker = await this.logins.look();
    const { rows } = await this.pool.query<LoginRow>('select * from list_broker_logins()');
    const known = rows.map(({ valid_until, revoked_at, ...row }) => ({
      ...row,
      validUntil: valid_until,
      revokedAt: revoked_at,
    }));
    const { commands, suspects, lost } = planBrokerLogins(known, broker, this.now(), this.suspects);
    await this.logins.tell(commands);
    this.suspects = suspects;
    if (commands.length > 0)
      this.log.info({ commands: commands.length }, "the broker's logins are up to date");
    if (lost.length > 0 && lost.length !== this.lost)
      this.log.warn(
        { count: lost.length, first: lost[0] },
        'the broker has lost logins with a password; they have to be issued anew',
      );
    this.lost = lost.length;
  }
}
