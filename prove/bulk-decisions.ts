import pg from 'pg';
import { ApiClient } from '../measure/support/billing-world/http.js';
import { pollUntil } from '../measure/support/maker.js';
import { MemoryWatch } from '../measure/support/memory-watch.js';
import { formatCount, formatTable } from '../measure/support/table.js';
import { createMaker } from '../test/support/world.js';
import { addDrafts } from './bulk-decisions/drafts.js';
import { measureLoad } from './support/busy.js';
import { startProduct } from './support/product.js';
import type { Proof, Verdict } from './support/proof.js';

const ROUTE = '/bulk-decisions';
const DOCUMENTS = { short: 120, full: 10_000 };
const MAX_APPROVAL_SECONDS = 60;
const MIN_ISSUED_PER_SECOND = 200;
const MAX_API_MIB = 512;
const MAX_WAIT_SECONDS = 1_800;

interface Decision {
  readonly id: string;
  readonly state: string;
  readonly waiting: number;
  readonly done: number;
  readonly refused: number;
  readonly failed: number;
}

interface Measured extends Decision {
  readonly action: string;
  /** Duration of the preview. */
  readonly previewSeconds: number;
  /** Time from the request to the last document. */
  readonly seconds: number;
  /** Number of different states of progress that a client saw. */
  readonly seen: number;
}

/** Approves many drafts with one bulk decision and issues them with another, through the API. */
export const bulkDecisions: Proof = {
  name: 'bulk-decisions',
  claim: `${DOCUMENTS.full} drafts are approved with one decision in ${MAX_APPROVAL_SECONDS} s with visible progress, each with its record, and then ${MIN_ISSUED_PER_SECOND} are issued per second without gaps in their numbers`,
  async run({ short, count }) {
    const load = measureLoad();
    const documents = count ?? (short ? DOCUMENTS.short : DOCUMENTS.full);
    const product = await startProduct({ args: ['--empty'] });
    const owner = new pg.Client({ connectionString: product.databaseUrl() });
    try {
      await owner.connect();
      const maker = await createMaker(owner, 'bulk');
      await owner.query(`delete from bulk_decision where maker_id = $1`, [maker.makerId]);
      await addDrafts(owner, maker, documents);
      const api = new ApiClient(product.portalUrl, maker.staff.admin.key);
      const memory = new MemoryWatch(async () => [(await product.pidOf('api')) ?? []].flat(), 500);
      const approval = await decide(api, 'approve', 'draft');
      const issue = await decide(api, 'issue', 'approved');
      const peakMib = await memory.stop();
      print([approval, issue]);
      const issuedPerSecond = issue.done / issue.seconds;
      return [
        ...(await checkRecords(owner, maker.makerId, documents)),
        {
          bar: `Approval of ${formatCount(documents)} drafts in ${MAX_APPROVAL_SECONDS} s with progress`,
          figure: `${approval.seconds.toFixed(1)} s, progress seen ${approval.seen} times${load.note}`,
          holds: (approval.seconds <= MAX_APPROVAL_SECONDS || load.isBusy) && approval.seen > 1,
        },
        {
          bar: `Issue of at least ${MIN_ISSUED_PER_SECOND} documents per second`,
          figure: `${issuedPerSecond.toFixed(0)} per second${short ? ', limit not applied: a few documents' : load.note}`,
          holds: issuedPerSecond >= MIN_ISSUED_PER_SECOND || short || load.isBusy,
        },
        {
          bar: `Memory of the API below ${MAX_API_MIB} MiB`,
          figure: `${Math.round(peakMib)} MiB`,
          holds: peakMib > 0 && peakMib < MAX_API_MIB,
        },
      ];
    } finally {
      await owner.end();
      await product.stop();
    }
  },
};

/** Makes one decision about all documents in a state, and follows its progress as the console does. */
async function decide(api: ApiClient, action: 'approve' | 'issue', state: string): Promise<Measured> {
  const wanted = { action, selection: { filter: { state } } };
  const at = performance.now();
  const preview = await api.post<{ fingerprint: string }>(`${ROUTE}/preview`, wanted);
  const from = performance.now();
  const { id } = await api.post<Decision>(ROUTE, {
    ...wanted,
    fingerprint: preview.fingerprint,
    why: 'Checked together',
  });
  const seen = new Set<number>();
  const decision = await pollUntil(
    async () => {
      const found = await api.get<Decision>(`${ROUTE}/${id}`);
      seen.add(found.waiting);
      return found;
    },
    (found) => found.state === 'done' || found.state === 'failed',
    MAX_WAIT_SECONDS,
  );
  const seconds = (performance.now() - from) / 1_000;
  return { ...decision, action, previewSeconds: (from - at) / 1_000, seconds, seen: seen.size };
}

function print(decisions: readonly Measured[]): void {
  console.log(
    formatTable([
      ['Decision', 'documents', 'preview, decision, documents per second'],
      ...decisions.map(
        ({ action, done, refused, failed, previewSeconds, seconds }) =>
          [
            action,
            `${formatCount(done)} done, ${refused} refused, ${failed} failed`,
            `${previewSeconds.toFixed(1)} s, ${seconds.toFixed(1)} s, ${(done / seconds).toFixed(0)}`,
          ] as const,
      ),
    ]),
  );
}

/** Compares documents, records of decisions, audit entries and numbers with plain SQL. */
async function checkRecords(owner: pg.Client, makerId: string, documents: number): Promise<Verdict[]> {
  const {
    rows: [found],
  } = await owner.query<Record<'issued' | 'gaps' | 'approvals' | 'issues' | 'audited', number>>(
    `with document as (
       select i.* from invoice i join contract c on c.maker_id = i.maker_id and c.id = i.contract_id
        where i.maker_id = $1 and i.state = 'issued' and c.number like 'K-0%'),
     decision as (
       select m.action from money_decision m join document d on d.maker_id = m.maker_id and d.id = m.invoice_id
        where m.evidence_hash = d.content_hash and m.why = 'Checked together')
     select (select count(*)::int from document) as issued,
            (select (max(sequence) - min(sequence) + 1 - count(*))::int from document) as gaps,
            (select count(*)::int from decision where action = 'approved') as approvals,
            (select count(*)::int from decision where action = 'issued') as issues,
            (select count(*)::int from audit_entry a join document d on d.maker_id = a.maker_id and d.id = a.entity_id
              where a.action in ('billing.invoice_approved', 'billing.invoice_issued')) as audited`,
    [makerId],
  );
  const { issued, gaps, approvals, issues, audited } = found!;
  return [
    {
      bar: 'Each document has one record of its approval, one of its issue, and both in the audit trail',
      figure: `${formatCount(approvals)} and ${formatCount(issues)} of ${formatCount(documents)}, ${formatCount(audited)} audit entries`,
      holds: approvals === documents && issues === documents && audited === 2 * documents,
    },
    {
      bar: 'Numbers of issued documents have no gaps',
      figure: `${formatCount(issued)} issued, ${gaps} gaps`,
      holds: issued === documents && gaps === 0,
    },
  ];
}
