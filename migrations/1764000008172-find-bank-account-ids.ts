import type { MigrationInterface, QueryRunner } from 'typeorm';

const FIELDS = `jsonb_strip_nulls(jsonb_build_object('bank', a.bank, 'account', a.account, 'bic', a.bic))`;

/**
 * The approved account of a legal entity for a currency on a day: the account for this currency or, if there is none,
 * the account for all currencies.
 */
const CHOSEN = `from bank_account a
           where a.maker_id = maker and a.legal_entity_id = legal_entity and a.state = 'approved'
             and (a.currency = document_currency or a.currency is null)
             and (a.valid_from is null or a.valid_from <= day) and (a.valid_to is null or a.valid_to >= day)
           order by a.currency nulls last limit 1`;

const PARAMETERS = 'maker uuid, legal_entity uuid, document_currency text, day date';

/** Separates the choice of a bank account from its fields, so that documents and payment files choose by one rule. */
export class FindBankAccountIds1764000008172 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      create function bank_account_id_on(${PARAMETERS}) returns uuid language sql stable as $$
        select a.id ${CHOSEN} $$`);
    await query.query(
      `comment on function bank_account_id_on is 'bank account of a legal entity for a currency on a day'`,
    );
    await query.query(`
      create or replace function bank_account_on(${PARAMETERS}) returns jsonb language sql stable as $$
        select coalesce((
          select ${FIELDS}
            from bank_account a
           where a.maker_id = maker and a.id = bank_account_id_on(maker, legal_entity, document_currency, day)), '{}') $$`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`
      create or replace function bank_account_on(${PARAMETERS}) returns jsonb language sql stable as $$
        select coalesce((select ${FIELDS} ${CHOSEN}), '{}') $$`);
    await query.query(`drop function bank_account_id_on(uuid, uuid, text, date)`);
  }
}
