import type { Pool } from 'pg';
import { type DynamicSecurityLogins, isCredentialUsable } from '#equipment';

interface TermRow {
  username: string;
  valid_until: Date | null;
  revoked_at: Date | null;
}

/** Ends at an external broker what has ended in the database: nobody else is there when a rotation's overlap runs out. */
export class EndedLogins {
  constructor(
    private readonly pool: Pool,
    private readonly logins: DynamicSecurityLogins,
    private readonly now: () => Date,
  ) {}

  /** Names that the database does not know are left alone: others' logins, and those of a use case that is about to commit. */
  async sweep(): Promise<void> {
    const { rows } = await this.pool.query<TermRow>(
      `select u.username, c.valid_until, c.revoked_at
         from unnest($1::text[]) as u (username) cross join lateral find_device_credential(u.username) c`,
      [await this.logins.list()],
    );
    const now = this.now();
    await this.logins.end(
      rows
        .filter((row) => !isCredentialUsable({ validUntil: row.valid_until, revokedAt: row.revoked_at }, now))
        .map(({ username }) => username),
    );
  }
}
