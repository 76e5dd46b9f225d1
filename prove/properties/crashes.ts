import { seededRandom } from '../../measure/support/seeded-random.js';
import { CutConnections, type Cut } from './cut-connections.js';
import type { DraftedMonth } from './deliveries.js';
import { findIncompleteInvoice } from './invoice-invariants.js';
import { loadDocument, type Step, stepsOf } from './life-steps.js';
import type { PropertyOutcome, Trial } from './property.js';
import type { PropertyFixture } from './property-fixture.js';

/** After this many failures, a step is allowed to succeed. */
const CRASHES_A_STEP = 4;
/** Number of statements beyond the counted ones, so that sometimes no statement fails. */
const EXTRA_STATEMENTS = 1;

/**
 * Takes invoices from draft to credit note. Random statements of a step fail repeatedly until the step succeeds. After
 * each failure, the document must be in the state before or after the step, never between them.
 */
export async function tryCrashes(
  fixture: PropertyFixture,
  drafts: readonly DraftedMonth[],
  trial: Trial,
): Promise<PropertyOutcome> {
  const crashRun = new CrashRun(fixture, trial);
  try {
    for (const draft of drafts) {
      if (crashRun.isOver) break;
      for (const step of stepsOf(fixture, draft, crashRun.random)) {
        if ((await loadDocument(fixture, draft.invoiceId)).state !== step.from) break;
        await crashRun.runStep(step, draft.invoiceId);
      }
    }
    return await crashRun.outcome();
  } finally {
    crashRun.end();
  }
}

/** Causes crashes until the requested number is reached or a property is violated. */
class CrashRun {
  readonly random: () => number;
  private readonly cuts = new CutConnections();
  /** Number of statements of a step. */
  private readonly lengths = new Map<string, number>();
  private tried = 0;
  private broken: string | null = null;

  constructor(
    private readonly fixture: PropertyFixture,
    private readonly trial: Trial,
  ) {
    this.random = seededRandom(trial.seed);
  }

  get isOver(): boolean {
    return this.tried >= this.trial.examples || this.broken !== null;
  }

  end(): void {
    this.cuts.end();
  }

  async outcome(): Promise<PropertyOutcome> {
    const steps = [...this.lengths].map(([name, length]) => `${name} ${length}`).join(', ');
    return {
      name: `A crash at any statement leaves no incomplete invoice and no gap in the numbers (statements: ${steps})`,
      examples: this.tried,
      broken: this.broken ?? (await findIncompleteInvoice(this.fixture)),
    };
  }

  async runStep(step: Step, invoiceId: string): Promise<void> {
    const { fixture } = this;
    const length = this.lengths.get(step.name);
    if (length === undefined) {
      const seen = await loadDocument(fixture, invoiceId);
      this.lengths.set(step.name, await this.cuts.count(() => step.work(seen)));
      return;
    }
    for (let crash = 0; crash < CRASHES_A_STEP && !this.isOver; crash++) {
      const at = 1 + Math.floor(this.random() * (length + EXTRA_STATEMENTS));
      const how: Cut = this.random() < 0.5 ? 'refused' : 'cut';
      const seen = await loadDocument(fixture, invoiceId);
      const saidDone = await this.cuts.during(at, how, () => step.work(seen));
      this.tried += 1;
      const { state } = await loadDocument(fixture, invoiceId);
      this.broken ??= describeViolation(
        step,
        { state, saidDone },
        await findIncompleteInvoice(fixture, invoiceId),
        `${how} at statement ${at}`,
      );
      if (step.to === null ? saidDone : state === step.to) return;
    }
    const left = await loadDocument(fixture, invoiceId);
    if (left.state === step.to) return;
    await step.work(left).catch((error: unknown) => {
      // A credit note may have been created without a response, so that nothing is left to credit.
      if (step.to !== null) throw error;
    });
  }
}

function describeViolation(
  { name, from, to }: Step,
  { state, saidDone }: { state: string; saidDone: boolean },
  violation: string | null,
  where: string,
): string | null {
  if (violation !== null) return `${name}, ${where}: ${violation}`;
  const isBetween = to !== null && state !== from && state !== to;
  if (isBetween || (saidDone && to !== null && state !== to))
    return `${name}, ${where}: the state is ${state}`;
  return null;
}
