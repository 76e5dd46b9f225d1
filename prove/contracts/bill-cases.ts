import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError, systemScope } from '#platform';
import { BillingRunner, BillingRuns } from '#billing';
import { InvoiceLifecycleService } from '#invoicing';
import { ProofPacks, ProofPackWriter } from '#assurance';
import { tmpdir } from 'node:os';
import type { CaseWorld, StoredCase } from './case-world.js';
import { RUN_MONTHS } from './contract-case.js';
import { addDays } from './oracle/days.js';
import { agreedContracts } from './oracle/terms-in-time.js';
import { phaseBegins } from './phases.js';
import { plantFaults, type PlantedFault } from './planted-faults.js';
import { CONTRACT_MINIMUM, DISCOUNTS } from './oracle/bill.js';
import { PackVerifier } from './pack-verifier.js';

/** A draft that the product blocks. */
export interface Blocked {
  readonly contract: string;
  readonly document: string;
  readonly reasons: string;
}

export interface PackOutcome {
  readonly contract: string;
  readonly document: string;
  /** The mismatch reported by verify-pack.mjs; null if it accepts the pack. */
  readonly disagreement: string | null;
}

/** The total of all documents for a charge and month. */
export interface BilledAmount {
  readonly minor: bigint;
  /** A short description of each line, which helps to find a difference. */
  readonly lines: readonly string[];
}

export interface BilledSet {
  /** Billed amounts by `<contract> <first day of the month> <charge>`. */
  readonly billed: ReadonlyMap<string, BilledAmount>;
  readonly documents: number;
  readonly corrections: number;
  /** Number of months with a negative total, which are issued as credit notes. */
  readonly creditedMonths: number;
  readonly blocked: readonly Blocked[];
  readonly packs: readonly PackOutcome[];
  readonly planted: readonly PlantedFault[];
  /** Contracts that a run could not draft, or documents that could not be issued, with the reason. */
  readonly failures: readonly { readonly contract: string; readonly why: string }[];
  /** Duration in seconds by kind of work. */
  readonly seconds: ReadonlyMap<string, number>;
}

interface OpenDocument {
  readonly id: string;
  readonly contract: string;
  readonly kind: string;
  readonly state: string;
  readonly version: number;
  readonly periodFrom: string;
  readonly hash: string;
  readonly reasons: readonly { readonly code: string; readonly params?: object }[];
  /** Ids of the lines on hold, which the request to approve the document must list. */
  readonly waiting: readonly string[];
}

/**
 * Bills a set of cases month by month: new data, runs, approval and issuing. Every phase after the first also bills
 * corrections of earlier months.
 */
export class CaseSet {
  private readonly blocked = new Map<string, Blocked>();
  private readonly failures = new Map<string, { contract: string; why: string }>();
  private readonly packs: PackOutcome[] = [];
  private readonly planted: PlantedFault[] = [];
  private readonly known = new Set<string>();
  private readonly seconds = new Map<string, number>();

  constructor(
    private readonly world: CaseWorld,
    private readonly cases: readonly StoredCase[],
    /** Index of the set. */
    private readonly number: number,
  ) {}

  async bill(verifier: PackVerifier): Promise<BilledSet> {
    const { fixture } = this.world;
    for (const phase of RUN_MONTHS.keys()) {
      fixture.now = new Date(phaseBegins(phase)).toISOString();
      await this.measureStep('receive', async () => {
        for (const stored of this.cases) await this.applyPhase(stored, phase);
      });
      for (const month of monthsToRun(phase)) await this.measureStep('run', () => this.run(month));
      if (phase === RUN_MONTHS.length - 1)
        await this.measureStep('plant', async () => {
          this.planted.push(...(await plantFaults(this.world, RUN_MONTHS[phase]!, this.number)));
        });
      await this.measureStep('issue', () => this.issueAll());
      // A set is billed before autovacuum notices its rows. Without statistics, queries would read whole tables.
      await fixture.sql('analyze');
    }
    fixture.now = new Date(phaseBegins(RUN_MONTHS.length - 1) + 3_600_000).toISOString();
    for (const month of RUN_MONTHS) await this.measureStep('run', () => this.run(month));
    await this.measureStep('issue', () => this.issueAll());
    await this.measureStep('verify', () => this.verifyPacks(verifier));
    return {
      billed: await this.sumUp(),
      ...(await this.count()),
      blocked: [...this.blocked.values()],
      packs: this.packs,
      planted: this.planted,
      failures: [...this.failures.values()],
      seconds: this.seconds,
    };
  }

  private async measureStep(step: string, work: () => Promise<void>): Promise<void> {
    const started = performance.now();
    await work();
    this.seconds.set(step, (this.seconds.get(step) ?? 0) + (performance.now() - started) / 1000);
  }

  private async applyPhase(stored: StoredCase, phase: number): Promise<void> {
    const { described } = stored;
    if (this.failures.has(described.number)) return;
    try {
      await this.world.receive(stored, phase);
      await this.world.record(stored, phase);
      const [, second] = agreedContracts(described);
      const isNext = second && addDays(second.startsOn, -20).slice(0, 7) <= RUN_MONTHS[phase]!;
      if (isNext && !this.known.has(second.number)) {
        this.known.add(second.number);
        await this.world.renew(stored, second.startsOn);
      }
    } catch (error) {
      this.fail(described.number, error);
    }
  }

  private fail(contract: string, error: unknown): void {
    const why =
      error instanceof DomainError
        ? `${error.code} ${JSON.stringify(error.params)} ${JSON.stringify((error as { fields?: unknown }).fields ?? [])}`
        : String(error instanceof Error ? error.stack : error);
    this.failures.set(contract, { contract, why });
  }

  private async run(month: string): Promise<void> {
    const { fixture, finance } = this.world;
    const runs = fixture.app.get(BillingRuns);
    const { id } = await runs.request(finance, month);
    await fixture.app.get(BillingRunner).perform(finance, id);
    const failed = await fixture.sql<{ contract: string; reasons: unknown }>(
      `select c.number as contract, r.reasons from billing_run_result r join contract c on c.maker_id = r.maker_id and c.id = r.contract_id
        where r.run_id = $1 and r.outcome = 'failed'`,
      [id],
    );
    for (const { contract, reasons } of failed) this.fail(contract, new Error(JSON.stringify(reasons)));
  }

  private async issueAll(): Promise<void> {
    const { fixture, maker } = this.world;
    const open = await fixture.sql<OpenDocument>(
      `select i.id, c.number as contract, i.kind, i.state, i.version, i.content_hash as hash, i.hold_reasons as reasons,
              i.period_from::text as "periodFrom",
              array(select l.id from invoice_line l where l.maker_id = i.maker_id and l.invoice_id = i.id
                       and (l.amount_minor is null or coalesce((l.params ->> 'holds')::int, 0) > 0)) as waiting
         from invoice i join contract c on c.maker_id = i.maker_id and c.id = i.contract_id
        where i.maker_id = $1 and i.number is null and c.number like 'P-%'
        order by i.period_from, c.number`,
      [maker.makerId],
    );
    for (const document of open) await this.issue(document);
  }

  private async issue({
    id,
    contract,
    kind,
    state,
    version,
    hash,
    reasons,
    periodFrom,
    waiting,
  }: OpenDocument): Promise<void> {
    const { fixture, finance, manager } = this.world;
    const name = `${contract} ${kind} ${periodFrom}`;
    if (state === 'held') {
      const reasonText = reasons
        .map(({ code, params }) => `${code} ${JSON.stringify(params ?? {})}`)
        .join('; ');
      this.blocked.set(id, { contract, document: name, reasons: reasonText });
      return;
    }
    const life = fixture.app.get(InvoiceLifecycleService);
    try {
      const approved =
        state === 'approved'
          ? { version }
          : await life.approve(finance, id, {
              version,
              contentHash: hash,
              heldLineIds: waiting,
              why: 'As described',
            });
      await life.issue(manager, id, {
        version: approved.version,
        contentHash: hash,
        issuedOn: null,
        why: 'As described',
      });
      this.blocked.delete(id);
    } catch (error) {
      const isEmpty = error instanceof DomainError && error.code === 'billing.nothing_to_bill';
      if (!isEmpty) this.fail(name, error);
    }
  }

  private async verifyPacks(verifier: PackVerifier): Promise<void> {
    const { fixture, maker, finance } = this.world;
    const issued = await fixture.sql<{ id: string; contract: string; document: string }>(
      `select i.id, c.number as contract, c.number || ' ' || i.kind || ' ' || i.period_from as document
         from invoice i join contract c on c.maker_id = i.maker_id and c.id = i.contract_id
        where i.maker_id = $1 and i.number is not null and c.number like 'P-%' order by i.issued_at, i.id`,
      [maker.makerId],
    );
    const folder = await mkdtemp(join(tmpdir(), 'dutycycle-contracts-'));
    try {
      const packs = fixture.app.get(ProofPacks);
      const requestedPacks = new Map<string, string>();
      for (const { id } of issued) requestedPacks.set(id, (await packs.request(finance, id)).id);
      const roots = await this.writePacks();
      const verifications: Promise<void>[] = [];
      for (const { id, contract, document } of issued) {
        const root = roots.get(id) ?? null;
        if (root === null) {
          this.packs.push({ contract, document, disagreement: 'no pack was created' });
          continue;
        }
        const path = join(folder, `${id}.zip`);
        const { file } = await packs.open(finance, requestedPacks.get(id)!);
        try {
          await writeFile(path, await file.readFile());
        } finally {
          await file.close();
        }
        verifications.push(
          verifier.verify(path, root).then(async (disagreement) => {
            this.packs.push({ contract, document, disagreement });
            await rm(path);
          }),
        );
      }
      await Promise.all(verifications);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Writes all requested packs, like the worker. @returns the root hash of each pack by its invoice */
  private async writePacks(): Promise<ReadonlyMap<string, string | null>> {
    const { fixture, maker } = this.world;
    const writer = fixture.app.get(ProofPackWriter);
    const events = await fixture.sql<{ jobId: string }>(
      `update outbox_event set relayed_at = now()
        where maker_id = $1 and name = 'billing.proof_pack_requested' and relayed_at is null
        returning payload ->> 'jobId' as "jobId"`,
      [maker.makerId],
    );
    for (const { jobId } of events) await writer.perform(systemScope(maker.makerId), jobId);
    const made = await fixture.sql<{ invoiceId: string; root: string | null }>(
      `select invoice_id as "invoiceId", root from proof_pack where maker_id = $1`,
      [maker.makerId],
    );
    return new Map(made.map(({ invoiceId, root }) => [invoiceId, root]));
  }

  private async sumUp(): Promise<Map<string, BilledAmount>> {
    const { fixture, maker } = this.world;
    const rows = await fixture.sql<{
      contract: string;
      charge: string | null;
      kind: string;
      component: string | null;
      from: string;
      periodFrom: string;
      amount: string;
      line: string;
    }>(
      `select c.number as contract, l.charge_key as charge, l.kind, l.component, l.service_from::text as from,
              coalesce(o.period_from, i.period_from)::text as "periodFrom",
              (case when i.kind = 'credit_note' then -l.amount_minor else l.amount_minor end)::text as amount,
              concat_ws(' ', i.number, l.component, l.service_from, l.service_to, l.quantity) as line
         from invoice_line l
         join invoice i on i.maker_id = l.maker_id and i.id = l.invoice_id
         join contract c on c.maker_id = i.maker_id and c.id = i.contract_id
         left join invoice o on o.maker_id = l.maker_id and o.id = coalesce(l.corrects_invoice_id, i.original_id)
        where i.maker_id = $1 and i.number is not null and c.number like 'P-%' and l.amount_minor is not null`,
      [maker.makerId],
    );
    const billed = new Map<string, BilledAmount>();
    for (const { contract, charge, kind, periodFrom, amount, line } of rows) {
      const name = charge === null ? kind : nameOf(charge);
      const key = `${contract} ${periodFrom} ${name}`;
      const { minor, lines } = billed.get(key) ?? { minor: 0n, lines: [] };
      billed.set(key, { minor: minor + BigInt(amount), lines: [...lines, `${line}: ${amount}`] });
    }
    return billed;
  }

  private async count(): Promise<Pick<BilledSet, 'documents' | 'corrections' | 'creditedMonths'>> {
    const { fixture, maker } = this.world;
    const [counts] = await fixture.sql<{ documents: string; corrections: string; credited: string }>(
      `select (select count(*) from invoice i join contract c on c.maker_id = i.maker_id and c.id = i.contract_id
                where i.maker_id = $1 and i.number is not null and c.number like 'P-%') as documents,
              (select count(*) from invoice i where i.maker_id = $1 and i.kind = 'invoice' and i.document_type = 'credit_note') as credited,
              (select count(*) from correction k join contract c on c.maker_id = k.maker_id and c.id = k.contract_id
                where k.maker_id = $1 and k.state = 'settled' and c.number like 'P-%') as corrections`,
      [maker.makerId],
    );
    const { documents, corrections, credited } = counts!;
    return {
      documents: Number(documents),
      corrections: Number(corrections),
      creditedMonths: Number(credited),
    };
  }
}

/**
 * Returns the months of a phase's runs, in order. Earlier months, with their corrections, come before the new month in
 * even phases and after it in odd phases. Phase 2 skips a month, as users may do.
 */
function monthsToRun(phase: number): readonly string[] {
  if (phase === 2) return [RUN_MONTHS[0], RUN_MONTHS[2]];
  const months = RUN_MONTHS.slice(0, phase + 1);
  return phase % 2 === 0 ? months : [...months].reverse();
}

/** Terms of the whole invoice have separate charge keys. */
function nameOf(charge: string): string {
  if (charge.startsWith('contract:discount')) return DISCOUNTS;
  return charge === 'contract:minimum' ? CONTRACT_MINIMUM : charge;
}
