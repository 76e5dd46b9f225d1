import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Which makers there are: the one thing that is asked before a scope is known. */
@Injectable()
export class MakersOfInstallation {
  constructor(private readonly database: DataSource) {}

  async list(): Promise<string[]> {
    const rows: { maker_id: string }[] = await this.database.query(`select maker_id from list_makers()`);
    return rows.map(({ maker_id }) => maker_id);
  }
}
