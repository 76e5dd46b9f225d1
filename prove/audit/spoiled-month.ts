import pg from 'pg';
import { firstMomentOf } from '#contracts';
import type { Person } from '../../measure/support/maker.js';
import { invoicesOf, runMonth } from '../support/month-run.js';
import type { ContractOfMonth, Ground } from './ground.js';
import { forgetDrafts, type Spoiling, spoilDrafts, type Sql } from './spoil-drafts.js';

/** An audit finding on a draft. */
export interface Found {
  readonly contract: string;
  readonly code: string;
  readonly severity: string;
  readonly position: number | null;
  readonly params: Readonly<Record<string, unknown>>;
}

/**
 * `run`: a billing run of the whole month, as started by a manager. `drafts`: the same service, contract by contract.
 */
export type Way = 'run' | 'drafts';

/**
 * A month in a database that may be corrupted: errors are planted before the month is drafted, never into the audit's
 * input.
 */
export class SpoiledMonth {
  private triggers = 0;

  private constructor(
    readonly person: Person,
    readonly ground: Ground,
    /** The contract whose invoice is corrupted. */
    readonly target: ContractOfMonth,
    readonly month: string,
    private readonly way: Way,
    private readonly owner: pg.Client,
  ) {}

  static async open(
    databaseUrl: string,
    of: { person: Person; ground: Ground; target: ContractOfMonth; month: string; way: Way },
  ): Promise<SpoiledMonth> {
    const owner = new pg.Client({ connectionString: databaseUrl });
    await owner.connect();
    return new SpoiledMonth(of.person, of.ground, of.target, of.month, of.way, owner);
  }

  close(): Promise<void> {
    return this.owner.end();
  }

  get firstDay(): string {
    return `${this.month}-01`;
  }

  /** Returns the first day of the month that many months later, or earlier if negative. */
  firstDayOf(later: number): string {
    const [year, month] = this.month.split('-').map(Number);
    return new Date(Date.UTC(year!, month! - 1 + later, 1)).toISOString().slice(0, 10);
  }

  /** Returns a local midnight of the target's zone, in milliseconds. */
  at(day: string): number {
    return firstMomentOf(day, this.target.zone).at;
  }

  async sql<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.owner.query<Row>(text, [...values]);
    return rows;
  }

  /**
   * Corrupts every line drafted for a contract while it is written, like faulty drafting code.
   * @param body PL/pgSQL on `new`, the line
   * @param when `insert`: when they are drafted; `insert or update`: also when they are updated afterwards, e.g. with
   *   taxes
   * @returns a function that reverts it
   */
  async spoilLines(
    { id }: ContractOfMonth,
    body: string,
    when: 'insert' | 'insert or update' = 'insert',
  ): Promise<() => Promise<void>> {
    return this.spoil('invoice_line', when, id, body);
  }

  /** Corrupts the document's head in the same way. */
  async spoilHead({ id }: ContractOfMonth, body: string): Promise<() => Promise<void>> {
    return this.spoil('invoice', 'insert', id, body);
  }

  private spoil(
    table: Spoiling['table'],
    when: Spoiling['when'],
    contractId: string,
    body: string,
  ): Promise<() => Promise<void>> {
    const name = `spoilt_${(this.triggers += 1)}`;
    return spoilDrafts(this.ask, { name, table, when, contractId, body });
  }

  /** Deletes a contract's drafts. */
  forgetDrafts({ id }: Pick<ContractOfMonth, 'id'>): Promise<void> {
    return forgetDrafts(this.ask, id);
  }

  private readonly ask: Sql = (text, values) => this.sql(text, values);

  /** Ends a planted contract, so that it is no longer drafted or compared. */
  async takeBack(contract: ContractOfMonth): Promise<void> {
    await this.forgetDrafts(contract);
    await this.sql(
      `update contract set state = 'ended', starts_on = '2000-01-01', ends_on = '2000-01-02' where id = $1`,
      [contract.id],
    );
  }

  /** Drafts the month, and returns the audit's findings on each contract. */
  async bill(month = this.month, only: readonly ContractOfMonth[] = []): Promise<Found[]> {
    const drafted =
      this.way === 'run'
        ? invoicesOf(await runMonth(this.person, month))
        : await this.billByDrafts(month, [this.target, ...only]);
    const found: Found[] = [];
    for (const [contract, invoiceId] of drafted) {
      const { items } = await this.person.get<{ items: Omit<Found, 'contract'>[] }>(
        `/invoices/${invoiceId}/audit`,
      );
      found.push(...items.map((item) => ({ ...item, contract })));
    }
    return found;
  }

  private async billByDrafts(
    month: string,
    contracts: readonly ContractOfMonth[],
  ): Promise<Map<string, string>> {
    const drafted = new Map<string, string>();
    for (const { id: contractId, number } of contracts) {
      const { id } = await this.person.post<{ id: string }>('/invoices/drafts', { contractId, month });
      drafted.set(number, id);
    }
    return drafted;
  }
}
