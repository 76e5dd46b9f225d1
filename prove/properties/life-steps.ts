import { DraftsService } from '#billing';
import { CreditNotesService, InvoiceLifecycleService } from '#invoicing';
import type { DraftedMonth } from './deliveries.js';
import type { PropertyFixture } from './property-fixture.js';

const WHY = 'A proof';

/** A document as seen by the person who decides about it. */
export interface SeenDocument {
  readonly id: string;
  readonly version: number;
  readonly contentHash: string;
  readonly state: string;
}

/** One step in the life of an invoice. */
export interface Step {
  readonly name: string;
  readonly from: string;
  /** State after the step; null if the step does not necessarily change the state. */
  readonly to: string | null;
  work(seen: SeenDocument): Promise<unknown>;
}

export async function loadDocument(fixture: PropertyFixture, id: string): Promise<SeenDocument> {
  const [seen] = await fixture.sql<SeenDocument>(
    `select id, version, content_hash as "contentHash", state from invoice where id = $1`,
    [id],
  );
  return seen!;
}

/** Returns the steps from the draft to a partial or full credit, performed by the services that the API calls. */
export function stepsOf(
  fixture: PropertyFixture,
  { pump, month }: DraftedMonth,
  random: () => number,
): readonly Step[] {
  const { scope } = fixture;
  const billing = fixture.get(DraftsService);
  const life = fixture.get(InvoiceLifecycleService);
  const notes = fixture.get(CreditNotesService);
  const request =
    random() < 0.5 ? { net: (1 + Math.floor(random() * 50)).toFixed(2) } : ({ all: true } as const);
  return [
    {
      name: 'draft',
      from: 'draft',
      to: null,
      work: async ({ id }) => {
        // Equal content isn't written again, so the stored hash is changed first.
        await fixture.sql(`update invoice set content_hash = 'other' where id = $1`, [id]);
        await billing.draft(scope, pump.contractId, month);
      },
    },
    {
      name: 'approve',
      from: 'draft',
      to: 'approved',
      work: async ({ id, version, contentHash }) => {
        const heldLineIds = await waitingLines(fixture, id);
        await life.approve(scope, id, { version, contentHash, heldLineIds, why: WHY });
      },
    },
    {
      name: 'issue',
      from: 'approved',
      to: 'issued',
      work: ({ id, version, contentHash }) =>
        life.issue(scope, id, { version, contentHash, issuedOn: null, why: WHY }),
    },
    {
      name: 'credit',
      from: 'issued',
      to: null,
      work: ({ id }) => notes.issue(scope, id, { request, why: WHY, issuedOn: null, forQuantity: false }),
    },
  ];
}

async function waitingLines(fixture: PropertyFixture, invoiceId: string): Promise<string[]> {
  const waiting = await fixture.sql<{ id: string }>(
    `select id from invoice_line
      where invoice_id = $1 and (amount_minor is null or coalesce((params ->> 'holds')::int, 0) > 0)`,
    [invoiceId],
  );
  return waiting.map(({ id }) => id);
}
