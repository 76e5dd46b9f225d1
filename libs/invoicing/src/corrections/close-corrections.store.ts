import { In } from 'typeorm';
import { DomainError, type Transaction } from '#platform';
import { sumBilledLines } from '../domain/correction/billed-total.js';
import { billingKeyOf } from '../domain/correction/attributed-month.js';
import { fromStored } from '../domain/correction/stored-line.js';
import type { DraftLine } from '../domain/line/draft-line.js';
import { Correction } from '../entities/correction.entity.js';
import { Invoice } from '../entities/invoice.entity.js';
import { billedLines, creditsOfLines } from './corrections.queries.js';

/** Returns the ids of the documents that contain open corrections. */
export async function findCorrecting(
  tx: Transaction,
  documentIds: readonly string[],
): Promise<ReadonlySet<string | null>> {
  const found = await tx.manager.find(Correction, {
    select: { documentId: true },
    where: { makerId: tx.scope.makerId, documentId: In([...documentIds]), state: 'open' },
  });
  return new Set(found.map(({ documentId }) => documentId));
}

/**
 * Closes the corrections of a document when it is issued. Credit notes that were issued after the document was drafted
 * may have credited the same amounts, so the document must not credit more than the remaining amount.
 * @throws DomainError billing.correction_outdated
 */
export async function closeCorrections(tx: Transaction, documentId: string): Promise<void> {
  const { makerId } = tx.scope;
  const corrections = await tx.manager.findBy(Correction, { makerId, documentId, state: 'open' });
  if (corrections.length === 0) return;
  for (const { originalId, contractId, lines } of corrections) {
    const { number, periodFrom, periodTo } = await tx.manager.findOneOrFail(Invoice, {
      where: { makerId, id: originalId },
      lock: { mode: 'pessimistic_write' },
    });
    const [from] = [periodFrom, ...lines.flatMap(({ place }) => place?.counterFrom ?? [])].sort();
    const billed = await billedLines(tx, contractId, { from: from!, to: periodTo });
    const credits = await creditsOfLines(
      tx,
      billed.map(({ id }) => id),
    );
    const billedKeys = new Map(sumBilledLines(billed, credits).map((place) => [place.key, place]));
    const isExceeded = lines.map(fromStored).some((line) => {
      const place = billedKeys.get(billingKeyOf(line) ?? '');
      return place !== undefined && exceedsRemaining(line, place.billedMinor - place.creditedMinor);
    });
    if (isExceeded) throw new DomainError('billing.correction_outdated', { number });
  }
  await tx.manager.update(
    Correction,
    { makerId, documentId, state: 'open' },
    { state: 'settled', settledAt: tx.now },
  );
}

function exceedsRemaining(
  { amountMinor, params }: DraftLine & { amountMinor: bigint },
  left: bigint,
): boolean {
  // If the line key's total is itself a credit, the remaining amount can be negative.
  return amountMinor < 0n && !String(params.is).startsWith('-') && left + amountMinor < 0n;
}
