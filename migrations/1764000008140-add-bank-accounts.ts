import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Bank accounts of legal entities by currency and validity. A second person approves each one except the first. The
 * account that a legal entity had before becomes its account for all currencies. Issued documents keep their own copy.
 */
export class AddBankAccounts1764000008140 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create table bank_account (
        maker_id uuid not null,
        id uuid not null,
        legal_entity_id uuid not null,
        currency text,
        bank text,
        account text not null,
        bic text,
        valid_from date,
        valid_to date,
        state text not null,
        proposed_at timestamptz not null,
        proposed_by uuid,
        proposed_by_name text,
        decided_at timestamptz,
        decided_by uuid,
        decided_by_name text,
        constraint bank_account_pk primary key (maker_id, id),
        constraint bank_account_legal_entity_fk foreign key (maker_id, legal_entity_id) references legal_entity (maker_id, id),
        constraint bank_account_state_ck check (state in ('proposed', 'approved', 'rejected')),
        constraint bank_account_decided_ck check ((state = 'proposed') = (decided_at is null)),
        constraint bank_account_validity_ck check (valid_to >= valid_from),
        constraint bank_account_overlap_ex exclude using gist (
          maker_id with =, legal_entity_id with =, (coalesce(currency, '')) with =, (daterange(valid_from, valid_to, '[]')) with &&
        ) where (state = 'approved')
      )`);
    await query.query(
      `comment on column bank_account.currency is 'null for all currencies without an account of their own'`,
    );
    await query.query(`comment on column bank_account.valid_from is 'null if it has always been valid'`);
    for (const column of ['proposed_by', 'decided_by'])
      await query.query(`
        create trigger bank_account_${column}_name before insert or update on bank_account
           for each row execute function note_name('${column}', '${column}_name')`);
    await query.query(`select protect_tenant_table('bank_account')`);
    await query.query(`revoke delete on bank_account from dutycycle_app`);
    await query.query(`
      create function keep_bank_account() returns trigger language plpgsql as $$
      begin
        if (to_jsonb(new) - array['valid_from', 'valid_to', 'state', 'decided_at', 'decided_by', 'decided_by_name'])
           <> (to_jsonb(old) - array['valid_from', 'valid_to', 'state', 'decided_at', 'decided_by', 'decided_by_name']) then
          raise exception 'bank accounts never change: propose another one';
        end if;
        return new;
      end $$`);
    await query.query(`
      create trigger bank_account_keep before update on bank_account
        for each row execute function keep_bank_account()`);
    await query.query(`
      create function bank_account_on(maker uuid, legal_entity uuid, document_currency text, day date)
        returns jsonb language sql stable as $$
        select coalesce((
          select jsonb_strip_nulls(jsonb_build_object('bank', a.bank, 'account', a.account, 'bic', a.bic))
            from bank_account a
           where a.maker_id = maker and a.legal_entity_id = legal_entity and a.state = 'approved'
             and (a.currency = document_currency or a.currency is null)
             and (a.valid_from is null or a.valid_from <= day) and (a.valid_to is null or a.valid_to >= day)
           order by a.currency nulls last limit 1), '{}') $$`);
    await query.query(
      `comment on function bank_account_on is 'bank account that a document in a currency prints on its day of issue'`,
    );

    await query.query(`alter table legal_entity no force row level security`);
    await query.query(`alter table bank_account no force row level security`);
    await query.query(`
      insert into bank_account (maker_id, id, legal_entity_id, bank, account, bic, state, proposed_at, decided_at)
      select maker_id, gen_random_uuid(), id, bank_account ->> 'bank', bank_account ->> 'account', bank_account ->> 'bic',
             'approved', now(), now()
        from legal_entity where coalesce(bank_account ->> 'account', '') <> ''`);
    await query.query(`alter table legal_entity force row level security`);
    await query.query(`alter table bank_account force row level security`);
    await query.query(`alter table legal_entity drop column bank_account`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`alter table legal_entity add column bank_account jsonb not null default '{}'`);
    await query.query(`alter table legal_entity no force row level security`);
    await query.query(`alter table bank_account no force row level security`);
    await query.query(`
      update legal_entity e set bank_account = bank_account_on(e.maker_id, e.id, e.currency, (now() at time zone e.zone)::date)`);
    await query.query(`alter table legal_entity force row level security`);
    await query.query(`drop function bank_account_on`);
    await query.query(`drop table bank_account`);
    await query.query(`drop function keep_bank_account`);
  }
}
