import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds the root hash of the proof pack to an issued invoice. The hash is set once, when the worker has created the
 * pack, and never changes.
 */
export class FreezeProofPacks1764000005500 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await query.query(`
      alter table invoice
        add column proof_root text,
        add constraint invoice_proof_root_ck check (proof_root is null or number is not null)`);
    await query.query(
      `comment on column invoice.proof_root is 'of the proof pack made of it as it was issued; null until it is made'`,
    );
    await query.query(keepIssued(`{state,dispute_blocked_at,proof_root}`, ONCE));
  }

  async down(query: QueryRunner): Promise<void> {
    await query.query(keepIssued(`{state,dispute_blocked_at}`, ''));
    await query.query(`alter table invoice drop column proof_root`);
  }
}

const ONCE = `and (old.proof_root is null or new.proof_root = old.proof_root)`;

/** Returns the trigger function that allows changes only to some columns of an issued document. */
function keepIssued(columns: string, more: string): string {
  return `
    create or replace function keep_issued_invoice() returns trigger language plpgsql as $$
    begin
      if old.state not in ('issued', 'credited') then
        return coalesce(new, old);
      end if;
      -- All of it was credited, a dispute keeps it out of dunning, and once the root of its proof.
      if tg_op = 'UPDATE' and (new.state = old.state or (old.state = 'issued' and new.state = 'credited')) ${more}
         and to_jsonb(new) - '${columns}'::text[] = to_jsonb(old) - '${columns}'::text[] then
        return new;
      end if;
      raise exception 'An issued invoice is never changed' using errcode = 'restrict_violation';
    end $$`;
}
