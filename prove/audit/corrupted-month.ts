import pg from 'pg';
import { firstMomentOf } from '#contracts';
import type { Person } from '../../measure/support/maker.js';
import { invoicesOf, runMonth } from '../support/month-run.js';
import type { ContractOfMonth, ContractFactory } from './contract-factory.js';
import { deleteDrafts, type Corruption, corruptDrafts, type Sql } from './corrupt-drafts.js';

/** An audit finding on a draft. */
export interface ContractFinding {
  readonly contract: string;
  readonly code: string;
  readonly severity: string;
  readonly position: number | null;
  readonly params: Readonly<Record<string, unknown>>;
}

/**
 * `run`: a billing run drafts all contracts of the month. `drafts`: each contract is drafted by a separate request.
 */
export type DraftingMode = 'run' | 'drafts';

/**
 * A month in a database that the proof may corrupt. Errors are planted before the month is drafted, never in the input
 * of the audit.
 */
export class CorruptedMonth {
  private triggers = 0;

  private constructor(
    readonly person: Person,
    readonly ground: ContractFactory,
    /** The contract with the corrupted invoice. */
    readonly target: ContractOfMonth,
    readonly month: string,
    private readonly way: DraftingMode,
    private readonly owner: pg.Client,
  ) {}

  static async open(
    databaseUrl: string,
    of: {
      person: Person;
      ground: ContractFactory;
      target: ContractOfMonth;
      month: string;
      way: DraftingMode;
    },
  ): Promise<CorruptedMonth> {
    const owner = new pg.Client({ connectionString: databaseUrl });
    await owner.connect();
    return new CorruptedMonth(of.person, of.ground, of.target, of.month, of.way, owner);
  }

  close(): Promise<void> {
    return this.owner.end();
  }

  get firstDay(): string {
    return `${this.month}-01`;
  }

  /** Returns the first day of the month that is `offset` months later, or earlier if negative. */
  firstDayOf(offset: number): string {
    const [year, month] = this.month.split('-').map(Number);
    return new Date(Date.UTC(year!, month! - 1 + offset, 1)).toISOString().slice(0, 10);
  }

  /** Returns local midnight in the zone of the target, in milliseconds. */
  at(day: string): number {
    return firstMomentOf(day, this.target.zone).at;
  }

  async sql<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.owner.query<Row>(text, [...values]);
    return rows;
  }

  /**
   * Corrupts every line that is drafted for a contract while it is written, as faulty drafting code would.
   * @param body PL/pgSQL on `new`, the line
   * @param when `insert`: when lines are drafted. `insert or update`: also when they are updated later, for example
   *   with taxes
   * @returns a function that reverts the corruption
   */
  async corruptLines(
    { id }: ContractOfMonth,
    body: string,
    when: 'insert' | 'insert or update' = 'insert',
  ): Promise<() => Promise<void>> {
    return this.corrupt('invoice_line', when, id, body);
  }

  /** Corrupts the row of the document in the same way. */
  async corruptHead({ id }: ContractOfMonth, body: string): Promise<() => Promise<void>> {
    return this.corrupt('invoice', 'insert', id, body);
  }

  private corrupt(
    table: Corruption['table'],
    when: Corruption['when'],
    contractId: string,
    body: string,
  ): Promise<() => Promise<void>> {
    const name = `spoilt_${(this.triggers += 1)}`;
    return corruptDrafts(this.runSql, { name, table, when, contractId, body });
  }

  /** Deletes a contract's drafts. */
  deleteDrafts({ id }: Pick<ContractOfMonth, 'id'>): Promise<void> {
    return deleteDrafts(this.runSql, id);
  }

  private readonly runSql: Sql = (text, values) => this.sql(text, values);

  /** Ends a planted contract, so that it is no longer drafted or compared. */
  async withdraw(contract: ContractOfMonth): Promise<void> {
    await this.deleteDrafts(contract);
    await this.sql(
      `update contract set state = 'ended', starts_on = '2000-01-01', ends_on = '2000-01-02' where id = $1`,
      [contract.id],
    );
  }

  /** Drafts the month, and returns the audit's findings on each contract. */
  async bill(month = this.month, only: readonly ContractOfMonth[] = []): Promise<ContractFinding[]> {
    const draftIds =
      this.way === 'run'
        ? invoicesOf(await runMonth(this.person, month))
        : await this.billByDrafts(month, [this.target, ...only]);
    const found: ContractFinding[] = [];
    for (const [contract, invoiceId] of draftIds) {
      const { items } = await this.person.get<{ items: Omit<ContractFinding, 'contract'>[] }>(
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
    const draftIds = new Map<string, string>();
    for (const { id: contractId, number } of contracts) {
      const { id } = await this.person.post<{ id: string }>('/invoices/drafts', { contractId, month });
      draftIds.set(number, id);
    }
    return draftIds;
  }
}
