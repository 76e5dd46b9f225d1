import { DraftsService } from '#billing';
import { deleteDrafts, type Corruption, corruptDrafts, type Sql } from '../audit/corrupt-drafts.js';
import { appendLine, multiplyAmount, ifLineKind, multiplyPrice } from '../audit/corruptions.js';
import type { CaseWorld } from './case-world.js';

/** A drafting error that is planted while rows are written. */
interface Fault extends Pick<Corruption, 'table' | 'when' | 'body'> {
  readonly name: string;
  /** SQL condition on `l`, a line that the draft must contain for the fault to have an effect. */
  readonly needs: string;
}

const FEE = `l.kind = 'base' and l.component = 'fee' and l.amount_minor > 100 and l.snapshot #>> '{applied,amount}' is not null`;
const USAGE = `l.kind = 'usage' and l.amount_minor > 100`;
const ANY = `l.amount_minor > 0`;

const inLines = (name: string, needs: string, body: string, when: Corruption['when'] = 'insert'): Fault => ({
  name,
  table: 'invoice_line',
  when,
  needs,
  body,
});

const FAULTS: readonly Fault[] = [
  inLines(
    'usage amount one minor unit too high',
    USAGE,
    ifLineKind('usage', 'new.amount_minor := new.amount_minor + 1;'),
  ),
  inLines(
    'fee 10% above the agreed fee, in the terms as well',
    FEE,
    ifLineKind(
      'base',
      multiplyPrice('charge,pricing,amount', '1.1') +
        multiplyPrice('applied,amount', '1.1') +
        multiplyAmount('1.1'),
    ),
  ),
  inLines(
    'fee 3% above the fee named on the line',
    FEE,
    ifLineKind('base', multiplyPrice('applied,amount', '1.03') + multiplyAmount('1.03')),
  ),
  inLines('charge that the contract does not have', ANY, appendLine('base', 'environment', 4500)),
  inLines('line without a clause', FEE, ifLineKind('base', `new.clause := '';`)),
  inLines('usage in a unit other than the meter’s', USAGE, ifLineKind('usage', `new.unit := 'min';`)),
  inLines(
    'wrong tax rate',
    ANY,
    `if new.tax_rule is not null then new.tax_rule := jsonb_set(new.tax_rule, '{percent}', '"31"'); end if;`,
    'insert or update',
  ),
  {
    name: 'total above the sum of the lines',
    table: 'invoice',
    when: 'insert',
    needs: ANY,
    body: 'new.total_minor := new.total_minor + 1;',
  },
];

export interface PlantedFault {
  readonly fault: string;
  readonly contract: string;
  /** The code of the finding; null if the audit missed the fault. */
  readonly found: string | null;
}

interface Target {
  readonly contractId: string;
  readonly contract: string;
  readonly draftId: string;
}

/**
 * Plants each fault in the open draft of a contract of the set, runs the audit, and drafts the month again without the
 * fault.
 * @param month month of the drafts, `YYYY-MM`
 * @param skip offset that selects one of the contracts that can show a fault
 */
export async function plantFaults(world: CaseWorld, month: string, skip: number): Promise<PlantedFault[]> {
  const { fixture, maker, finance } = world;
  const sql: Sql = (text, values) => fixture.sql(text, values ?? []);
  const billing = fixture.app.get(DraftsService);
  const outcomes: PlantedFault[] = [];
  for (const [index, { name, needs, ...spoiling }] of FAULTS.entries()) {
    const targets = await sql<Target>(
      `select c.id as "contractId", c.number as contract, i.id as "draftId"
         from invoice i join contract c on c.maker_id = i.maker_id and c.id = i.contract_id
        where i.maker_id = $1 and i.number is null and i.kind = 'invoice' and i.state = 'draft' and c.number like 'P-%'
          and c.billing_calendar = 'calendar' and to_char(i.period_from, 'YYYY-MM') = $2
          and exists (select from invoice_line l where l.maker_id = i.maker_id and l.invoice_id = i.id and ${needs})
          and not exists (select from invoice_line l where l.maker_id = i.maker_id and l.invoice_id = i.id and l.corrects_invoice_id is not null)
          and not exists (select from invoice o where o.maker_id = i.maker_id and o.contract_id = i.contract_id and o.number is null and o.id <> i.id)
        order by c.number limit 5`,
      [maker.makerId, month],
    );
    if (targets.length === 0) continue;
    const target = targets[(index + skip) % targets.length]!;
    const { contractId } = target;
    const before = new Set(await findingsOf(sql, target.draftId));
    await deleteDrafts(sql, contractId);
    const heal = await corruptDrafts(sql, { ...spoiling, name: `planted_${index}`, contractId });
    const draft = await billing.draft(finance, contractId, month);
    const findings = await findingsOf(sql, draft.id);
    outcomes.push({
      fault: name,
      contract: target.contract,
      found: findings.find((code) => !before.has(code)) ?? null,
    });
    await heal();
    await deleteDrafts(sql, contractId);
    await billing.draft(finance, contractId, month);
  }
  return outcomes;
}

async function findingsOf(sql: Sql, invoiceId: string): Promise<string[]> {
  const findings = await sql<{ code: string }>(`select code from audit_finding where invoice_id = $1`, [
    invoiceId,
  ]);
  return findings.map(({ code }) => code);
}
