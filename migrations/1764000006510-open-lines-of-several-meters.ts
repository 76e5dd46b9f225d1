import type { MigrationInterface, QueryRunner } from 'typeorm';

const VISIBLE = `scope_is_maker() or exists (
  select from invoice i where i.maker_id = invoice_line_usage.maker_id and i.id = invoice_line_usage.invoice_id)`;

/**
 * Records the usage of each meter of an invoice line. The line of a pool then leads to the readings of each of its
 * machines, and the line of good parts to the readings of all parts and of scrap. Before, a line had at most one usage.
 */
export class OpenLinesOfSeveralMeters1764000006510 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(
      `alter table invoice_line add constraint invoice_line_of_invoice_uq unique (maker_id, invoice_id, id)`,
    );
    await query.query(`
      create table invoice_line_usage (
        maker_id uuid not null,
        invoice_id uuid not null,
        line_id uuid not null,
        position integer not null,
        usage_period_id uuid not null,
        constraint invoice_line_usage_pk primary key (maker_id, line_id, position),
        constraint invoice_line_usage_uq unique (maker_id, line_id, usage_period_id),
        constraint invoice_line_usage_line_fk foreign key (maker_id, invoice_id, line_id)
          references invoice_line (maker_id, invoice_id, id) on delete cascade,
        constraint invoice_line_usage_usage_fk foreign key (maker_id, usage_period_id) references usage_period (maker_id, id)
      )`);
    await query.query(
      `create index invoice_line_usage_invoice_ix on invoice_line_usage (maker_id, invoice_id)`,
    );
    await withoutRowSecurity(query, 'invoice_line', () =>
      query.query(`
        insert into invoice_line_usage (maker_id, invoice_id, line_id, position, usage_period_id)
        select maker_id, invoice_id, id, 1, usage_period_id from invoice_line where usage_period_id is not null`),
    );
    await query.query(`select protect_tenant_table('invoice_line_usage', $1)`, [VISIBLE]);
    await query.query(`
      create trigger invoice_line_usage_keep before insert or update or delete on invoice_line_usage
         for each row execute function keep_part_of_issued_invoice()`);
    await query.query(`alter table invoice_line drop column usage_period_id`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table invoice_line
        add column usage_period_id uuid,
        add constraint invoice_line_usage_fk foreign key (maker_id, usage_period_id) references usage_period (maker_id, id)`);
    await query.query(`alter table invoice_line disable trigger invoice_line_keep`);
    await withoutRowSecurity(query, 'invoice_line', () =>
      withoutRowSecurity(query, 'invoice_line_usage', () =>
        query.query(`
          update invoice_line l set usage_period_id = u.usage_period_id from invoice_line_usage u
           where u.maker_id = l.maker_id and u.line_id = l.id
             and not exists (select from invoice_line_usage o where o.maker_id = l.maker_id and o.line_id = l.id and o.position > 1)`),
      ),
    );
    await query.query(`alter table invoice_line enable trigger invoice_line_keep`);
    await query.query(`drop table invoice_line_usage`);
    await query.query(`alter table invoice_line drop constraint invoice_line_of_invoice_uq`);
  }
}

/** A migration moves rows of all makers. */
async function withoutRowSecurity(
  query: QueryRunner,
  table: string,
  work: () => Promise<unknown>,
): Promise<void> {
  await query.query(`alter table ${table} no force row level security`);
  await work();
  await query.query(`alter table ${table} force row level security`);
}
