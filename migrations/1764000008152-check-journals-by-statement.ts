import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Checks the balance of journal entries once per statement that adds lines, instead of once per line at commit: thousands
 * of entries are posted together. All lines of an entry must be added by one statement.
 */
export class CheckJournalsByStatement1764000008152 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`drop trigger journal_line_balance on journal_line`);
    await query.query(`drop function check_journal_balance`);
    await query.query(`
      create function check_journal_balance() returns trigger language plpgsql as $$
      declare unbalanced record;
      begin
        select l.entry_id, l.currency into unbalanced
          from journal_line l
          join (select distinct maker_id, entry_id from added) a on a.maker_id = l.maker_id and a.entry_id = l.entry_id
         group by l.maker_id, l.entry_id, l.currency having sum(l.amount_minor) <> 0 limit 1;
        if unbalanced is not null then
          raise exception 'The journal entry % is out of balance in %', unbalanced.entry_id, unbalanced.currency
            using errcode = 'check_violation', constraint = 'journal_line_balance_ck';
        end if;
        select l.entry_id into unbalanced
          from journal_line l
          join (select distinct maker_id, entry_id from added) a on a.maker_id = l.maker_id and a.entry_id = l.entry_id
         group by l.maker_id, l.entry_id having sum(l.books_amount_minor) <> 0 limit 1;
        if unbalanced is not null then
          raise exception 'The journal entry % is out of balance in the accounting currency', unbalanced.entry_id
            using errcode = 'check_violation', constraint = 'journal_line_balance_ck';
        end if;
        return null;
      end $$`);
    await query.query(`
      create trigger journal_line_balance after insert on journal_line
        referencing new table as added for each statement execute function check_journal_balance()`);
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(`drop trigger journal_line_balance on journal_line`);
    await query.query(`drop function check_journal_balance`);
    await query.query(`
      create function check_journal_balance() returns trigger language plpgsql as $$
      declare found record;
      begin
        for found in
          select currency from journal_line where maker_id = new.maker_id and entry_id = new.entry_id
           group by currency having sum(amount_minor) <> 0
        loop
          raise exception 'The journal entry % is out of balance in %', new.entry_id, found.currency
            using errcode = 'check_violation', constraint = 'journal_line_balance_ck';
        end loop;
        if (select sum(books_amount_minor) from journal_line where maker_id = new.maker_id and entry_id = new.entry_id) <> 0 then
          raise exception 'The journal entry % is out of balance in the books'' currency', new.entry_id
            using errcode = 'check_violation', constraint = 'journal_line_balance_ck';
        end if;
        return null;
      end $$`);
    await query.query(`
      create constraint trigger journal_line_balance after insert on journal_line
        deferrable initially deferred for each row execute function check_journal_balance()`);
  }
}
