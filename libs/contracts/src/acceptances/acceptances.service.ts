import { Injectable } from '@nestjs/common';
import { AuditTrail, findActorName } from '#organization';
import { assertNoFaults, DomainError, newId, type Scope, type Transaction, UnitOfWork } from '#platform';
import { getContractHistory } from '../contract-view.queries.js';
import { lockContract } from '../contract.store.js';
import {
  findPaperFaults,
  type PaperAcceptance,
  type TermsDocument,
  termsDocument,
} from '../domain/contract/acceptance.js';
import type { Acceptance } from '../domain/amendments/amendment-faults.js';
import { localDate } from '../domain/calendar/local-dates.js';
import { ContractAcceptance } from '../entities/contract-acceptance.entity.js';
import { findAcceptedHash, type ContractAcceptanceView, listAcceptances } from './acceptances.queries.js';

/** The terms of a contract to accept, with their acceptances. */
export interface AcceptanceStatus extends TermsDocument {
  /**
   * Acceptances, latest first. `isCurrent` is true if an acceptance refers to the contract's current terms or, once the
   * contract is active, to its original terms.
   */
  readonly acceptances: readonly (ContractAcceptanceView & { readonly isCurrent: boolean })[];
}

/** An acceptance in the portal, with a comment for the maker. */
type PortalAcceptance = Pick<Acceptance, 'acceptedBy' | 'contentHash'> & { readonly comment?: string };

/** Manages customers' acceptance of contract terms before activation. */
@Injectable()
export class AcceptancesService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Returns the terms to accept and their acceptances.
   * @throws DomainError contracts.contract_not_found, also for a contract of another customer
   */
  getStatus(scope: Scope, contractId: string): Promise<AcceptanceStatus> {
    return this.unitOfWork.run(scope, (tx) => loadStatus(tx, contractId));
  }

  /**
   * Accepts the terms as a user of the customer, with the name that the user entered.
   * @throws DomainError contracts.contract_not_found, contracts.contract_not_draft, contracts.acceptance_of_customer,
   *   contracts.acceptance_invalid (with fields), contracts.terms_changed if the terms have changed in the meantime,
   *   contracts.terms_accepted
   */
  accept(
    scope: Scope,
    contractId: string,
    { acceptedBy, contentHash, comment = '' }: PortalAcceptance,
  ): Promise<AcceptanceStatus> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { today } = await lockDraft(tx, contractId);
      if (scope.customers === 'all') throw new DomainError('contracts.acceptance_of_customer');
      return this.write(
        tx,
        contractId,
        { acceptedBy, acceptedOn: today, contentHash, reference: '', comment },
        'portal',
      );
    });
  }

  /**
   * Records an acceptance on a paper document that the maker keeps.
   * @throws DomainError as `accept`, except acceptance_of_customer
   */
  record(scope: Scope, contractId: string, paper: PaperAcceptance): Promise<AcceptanceStatus> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { today } = await lockDraft(tx, contractId);
      assertNoFaults('contracts.acceptance_invalid', findPaperFaults(paper, today));
      return this.write(tx, contractId, { ...paper, comment: '' }, 'paper');
    });
  }

  private async write(
    tx: Transaction,
    contractId: string,
    {
      acceptedBy,
      acceptedOn,
      contentHash,
      reference,
      comment,
    }: PaperAcceptance & { readonly comment: string },
    way: ContractAcceptance['way'],
  ): Promise<AcceptanceStatus> {
    const name = acceptedBy.trim();
    if (name === '')
      assertNoFaults('contracts.acceptance_invalid', [
        { pointer: '/acceptedBy', code: 'contracts.accepter_missing', params: {} },
      ]);
    const { document, contentHash: current, acceptances } = await loadStatus(tx, contractId);
    if (current !== contentHash) throw new DomainError('contracts.terms_changed');
    const earlier = acceptances.find(({ isCurrent }) => isCurrent);
    if (earlier) throw new DomainError('contracts.terms_accepted', { name: earlier.acceptedBy });
    const accepted = {
      ...{ contentHash, acceptedBy: name, acceptedOn, way },
      ...{ reference: reference.trim(), comment: comment.trim() },
    };
    const id = newId();
    await tx.manager.insert(ContractAcceptance, {
      makerId: tx.scope.makerId,
      id,
      contractId,
      document,
      ...accepted,
      recordedAt: tx.now,
      recordedBy: tx.scope.userId,
      recordedByName: await findActorName(tx),
    });
    await AuditTrail.write(tx, {
      action: 'contracts.contract_accepted',
      entity: 'contract',
      entityId: contractId,
      after: { acceptanceId: id, ...accepted },
    });
    return loadStatus(tx, contractId);
  }
}

/** Locks a draft so that its terms can't change before the acceptance is written. */
async function lockDraft(tx: Transaction, contractId: string): Promise<{ readonly today: string }> {
  await lockContract(tx, contractId);
  const { contract } = await getContractHistory(tx, contractId);
  const { number, state, zone } = contract;
  if (state !== 'draft') throw new DomainError('contracts.contract_not_draft', { number });
  return { today: localDate(tx.now.getTime(), zone) };
}

async function loadStatus(tx: Transaction, contractId: string): Promise<AcceptanceStatus> {
  const { contract, base } = await getContractHistory(tx, contractId);
  const terms = termsDocument(contractId, base);
  const currentHash = contract.state === 'draft' ? terms.contentHash : await findAcceptedHash(tx, contractId);
  const acceptances = await listAcceptances(tx, contractId);
  return {
    ...terms,
    acceptances: acceptances.map((one) => ({ ...one, isCurrent: one.contentHash === currentHash })),
  };
}
