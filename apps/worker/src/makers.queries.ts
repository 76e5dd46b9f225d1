import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

interface MakerRow {
  readonly maker_id: string;
}

const idsOf = (rows: readonly MakerRow[]): string[] => rows.map(({ maker_id }) => maker_id);

/** Queries that find makers before a scope is known. */
@Injectable()
export class MakersQueries {
  constructor(private readonly database: DataSource) {}

  async list(): Promise<string[]> {
    const rows: MakerRow[] = await this.database.query(`select maker_id from list_makers()`);
    return idsOf(rows);
  }

  /**
   * Lists the makers with undelivered outbox events that failed fewer than `attempts` times. A transaction for any
   * other maker would find nothing.
   */
  async listWithPendingEvents(attempts: number): Promise<string[]> {
    const rows: MakerRow[] = await this.database.query(`select maker_id from list_makers_to_tell($1)`, [
      attempts,
    ]);
    return idsOf(rows);
  }

  /** Lists the makers with emails that are due. */
  async listWithDueMail(now: Date): Promise<string[]> {
    const rows: MakerRow[] = await this.database.query(`select maker_id from list_makers_with_due_mail($1)`, [
      now,
    ]);
    return idsOf(rows);
  }

  /** Lists the makers with push messages that are due. */
  async listWithDuePush(now: Date): Promise<string[]> {
    const rows: MakerRow[] = await this.database.query(`select maker_id from list_makers_with_due_push($1)`, [
      now,
    ]);
    return idsOf(rows);
  }

  /** Lists the makers with documents that are due to be sent by email. */
  async listWithDueDocumentMail(now: Date): Promise<string[]> {
    const rows: MakerRow[] = await this.database.query(
      `select maker_id from list_makers_with_due_document_mail($1)`,
      [now],
    );
    return idsOf(rows);
  }

  /** Lists the makers with due messages to webhook endpoints. */
  async listWithDueWebhooks(now: Date): Promise<string[]> {
    const rows: MakerRow[] = await this.database.query(
      `select maker_id from list_makers_with_due_webhooks($1)`,
      [now],
    );
    return idsOf(rows);
  }
}
