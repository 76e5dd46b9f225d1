import type { Transaction } from '#platform';
import { getAmendment, type StoredAmendment } from './amendments.queries.js';
import { type ContractHistory, getContractHistory, loadNames } from './contract-view.queries.js';
import { amendmentHash } from './domain/amendments/amendment-hash.js';
import { contentOn, contractInTime } from './domain/amendments/contract-in-time.js';
import type { ContractContent } from './domain/contract/contract-fields.js';
import type { ContractView } from './domain/contract/contract-view.js';

/** An amendment with the terms of the contract that result from it. */
export interface AmendmentView extends Omit<StoredAmendment, 'contentHash'> {
  /** All terms of the contract on the first day of the amendment. */
  readonly content: ContractContent;
  /** Keys of added charges. */
  readonly newCharges: readonly string[];
  /** SHA-256 (hex) of the accepted terms; for a draft, of the terms that would be accepted now. */
  readonly contentHash: string;
  /** Names of the contract's machines and devices. */
  readonly serials: ContractView['serials'];
  readonly devices: ContractView['devices'];
}

/**
 * Returns an amendment with the terms that result from it.
 * @throws DomainError contracts.contract_not_found, contracts.amendment_not_found
 */
export async function getAmendmentView(
  tx: Transaction,
  contractId: string,
  id: string,
): Promise<AmendmentView> {
  const amendment = await getAmendment(tx, contractId, id);
  const [view] = await withNames(tx, [
    describeAmendment(amendment, await getContractHistory(tx, contractId)),
  ]);
  return view!;
}

export type DescribedAmendment = Omit<AmendmentView, 'serials' | 'devices'>;

/** Adds the names of machines and devices. */
export async function withNames(
  tx: Transaction,
  amendments: readonly DescribedAmendment[],
): Promise<AmendmentView[]> {
  const names = await loadNames(
    tx,
    amendments.map(({ content }) => content),
  );
  return amendments.map((amendment) => ({ ...amendment, ...names }));
}

/**
 * Adds the resulting terms to an amendment: for a signed one, the terms at signing; for a draft, the terms that would
 * result now.
 */
export function describeAmendment(
  amendment: StoredAmendment,
  { base, amendments }: ContractHistory,
): DescribedAmendment {
  const { id, effectiveOn, reason, changes, indexStep } = amendment;
  const number = amendment.number ?? amendments.length + 1;
  const earlier = amendments.filter((one) => one.number < number);
  const before = contentOn(contractInTime(base, earlier), effectiveOn);
  const content = contentOn(
    contractInTime(base, [...earlier, { id, number, effectiveOn, changes }]),
    effectiveOn,
  );
  const known = new Set(before.charges.map(({ key }) => key));
  const newCharges = content.charges.map(({ key }) => key).filter((key) => !known.has(key));
  const contentHash =
    amendment.contentHash ??
    amendmentHash({ effectiveOn, reason, changes, content, ...(indexStep && { indexStep }) });
  return { ...amendment, content, newCharges, contentHash };
}
