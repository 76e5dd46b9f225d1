import { setTimeout as sleep } from 'node:timers/promises';
import type { Person } from '../../measure/support/maker.js';

/** Result of a billing run for a contract. */
export interface RunResult {
  readonly contract: { readonly id: string; readonly number: string };
  readonly outcome: 'ready' | 'held' | 'failed';
  readonly reasons: readonly { readonly code: string; readonly params: Readonly<Record<string, unknown>> }[];
  readonly invoiceId: string | null;
  readonly total: { readonly amount: string; readonly currency: string } | null;
}

/** A document of a run. For a billing group, the first contract represents all of them. */
interface RunDocument extends RunResult {
  readonly together: { readonly contracts: readonly RunResult[] } | null;
}

const RUN_TIMEOUT_MS = 300_000;

/** Runs the billing of a month for the whole maker, as a manager does, and waits for the result of each contract. */
export async function runMonth(person: Person, month: string): Promise<RunResult[]> {
  const { id } = await person.post<{ id: string }>('/billing-runs', { month });
  for (const until = Date.now() + RUN_TIMEOUT_MS; ; await sleep(200)) {
    const { state } = await person.get<{ state: string }>(`/billing-runs/${id}`);
    if (state === 'done') {
      const documents = await person.all<RunDocument>(`/billing-runs/${id}/results`);
      return documents.flatMap((document) => document.together?.contracts ?? [document]);
    }
    if (state === 'failed' || Date.now() > until) throw new Error(`The billing run has state ${state}`);
  }
}

/** Returns the invoices drafted by a run, by contract number. */
export function invoicesOf(results: readonly RunResult[]): Map<string, string> {
  return new Map(
    results.flatMap(({ contract, invoiceId }) =>
      invoiceId === null ? [] : [[contract.number, invoiceId] as const],
    ),
  );
}
