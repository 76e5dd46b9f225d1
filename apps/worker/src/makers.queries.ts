import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Which makers there are, and whose turn it is: what is asked before a scope is known. */
@Injectable()
export class MakersOfInstallation {
  constructor(private readonly database: DataSource) {}

  async list(): Promise<string[]> {
    const rows: { maker_id: string }[] = await this.database.query(`select maker_id from list_makers()`);
    return rows.map(({ maker_id }) => maker_id);
  }

  /** Those with events in their outbox that failed fewer than `attempts` times: a transaction for each of the others would find nothing. */
  async listThoseToTell(attempts: number): Promise<string[]> {
    const rows: { maker_id: string }[] = await this.database.query(
      `select maker_id from list_makers_to_tell($1)`,
      [attempts],
    );
    return rows.map(({ maker_id }) => maker_id);
  }
}
