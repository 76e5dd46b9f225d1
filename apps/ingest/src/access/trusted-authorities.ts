import type { Pool } from 'pg';

/**
 * The certificate authorities of all makers, as the TLS listener names them to devices that may choose among certificates.
 * No more than a hint: whether a certificate opens anything is decided anew at each connection.
 */
export class TrustedAuthorities {
  private current: readonly string[] = [];

  constructor(
    private readonly pool: Pool,
    private readonly now: () => Date,
  ) {}

  /** PEM, one an authority. */
  get pems(): readonly string[] {
    return this.current;
  }

  /** Reads them again. @returns whether anything has changed, so that the listener needs a new context */
  async refresh(): Promise<boolean> {
    const { rows } = await this.pool.query<{ pem: string }>(
      `select distinct pem from certificate_authority where withdrawn_at is null and not_after > $1 order by pem`,
      [this.now()],
    );
    const pems = rows.map(({ pem }) => pem);
    const hasChanged = pems.join() !== this.current.join();
    this.current = pems;
    return hasChanged;
  }
}
