import type { MachinesService } from '#equipment';
import { assertDualApproval } from '#organization';
import { DomainError, type Transaction } from '#platform';
import type { StoredAmendment } from './amendments.queries.js';
import { localDate } from './domain/calendar/local-dates.js';
import type { ContractContent } from './domain/contract/contract-fields.js';

/**
 * Applies a termination when it is signed. Above the seller's limit, two people are required. Bought machines belong to
 * the customer as soon as the termination is signed, so a purchase can't be signed before the contract's last day.
 * @throws DomainError contracts.four_eyes, contracts.four_eyes_no_rate, contracts.buyout_to_come
 */
export async function applyTermination(
  tx: Transaction,
  { changes: { termination }, effectiveOn, draftedBy, reason }: StoredAmendment,
  { currency, legalEntityId, zone, machines }: ContractContent,
  signedAt: Date,
  machinesService: MachinesService,
): Promise<void> {
  if (!termination) return;
  const { amount } = termination;
  if (amount !== null)
    await assertDualApproval(tx, { amount, currency, legalEntityId }, draftedBy, 'contracts.four_eyes');
  if (termination.kind !== 'buyout') return;
  if (effectiveOn > localDate(signedAt.getTime(), zone))
    throw new DomainError('contracts.buyout_to_come', { on: effectiveOn });
  const present = machines.filter(({ from, to }) => from <= effectiveOn && (to === null || to > effectiveOn));
  const ids = [...new Set(present.map(({ machineId }) => machineId))];
  await machinesService.sellWithin(tx, ids, reason);
}
