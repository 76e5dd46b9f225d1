import { Injectable } from '@nestjs/common';
import { AuditTrail, findActorName } from '#organization';
import { assertNoFaults, DomainError, newId, type Scope, type Transaction, UnitOfWork } from '#platform';
import { getContractHistory } from '../contract-view.queries.js';
import { lockContract } from '../contract.store.js';
import { contractInTime } from '../domain/amendments/contract-in-time.js';
import {
  findDowntimeFaults,
  findReasonFaults,
  type NewDowntime,
} from '../domain/performance/downtime-faults.js';
import { ContractDowntime } from '../entities/contract-downtime.entity.js';
import { type DowntimeView, listDowntime } from './downtime.queries.js';

/** Records downtime of contracts' machines with its cause. Availability guarantees are evaluated from it. */
@Injectable()
export class DowntimeService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Lists downtime of a contract, latest first.
   * @throws DomainError contracts.contract_not_found, also for a contract of another customer
   */
  list(scope: Scope, contractId: string): Promise<DowntimeView[]> {
    return this.unitOfWork.run(scope, (tx) => listWithin(tx, contractId));
  }

  /** Records a downtime. @throws DomainError contracts.contract_not_found, contracts.downtime_refused (with fields) */
  record(scope: Scope, contractId: string, wanted: NewDowntime): Promise<DowntimeView[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      // Drafts lock the contract too, so that no draft is based on incomplete records.
      await lockContract(tx, contractId);
      const { base, amendments } = await getContractHistory(tx, contractId);
      const { machines } = contractInTime(base, amendments).content;
      assertNoFaults('contracts.downtime_refused', findDowntimeFaults(wanted, machines, tx.now));
      const { machineId, cause, from: fromTime, to: toTime, reason } = wanted;
      await insertDowntime(tx, contractId, { machineId, cause, fromTime, toTime, reason, withdraws: null });
      return listWithin(tx, contractId);
    });
  }

  /**
   * Withdraws a downtime: it no longer has any effect, but stays visible.
   * @throws DomainError contracts.downtime_not_found, contracts.downtime_withdrawn, those of `record`
   */
  withdraw(scope: Scope, contractId: string, id: string, reason: string): Promise<DowntimeView[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      await lockContract(tx, contractId);
      await getContractHistory(tx, contractId);
      assertNoFaults('contracts.downtime_refused', findReasonFaults(reason));
      const { makerId } = tx.scope;
      const downtime = await tx.manager.findOneBy(ContractDowntime, { makerId, contractId, id });
      if (!downtime || downtime.withdraws !== null) throw new DomainError('contracts.downtime_not_found');
      if (await tx.manager.existsBy(ContractDowntime, { makerId, withdraws: id }))
        throw new DomainError('contracts.downtime_withdrawn');
      const { machineId, cause, fromTime, toTime } = downtime;
      await insertDowntime(tx, contractId, { machineId, cause, fromTime, toTime, reason, withdraws: id });
      return listWithin(tx, contractId);
    });
  }
}

async function listWithin(tx: Transaction, contractId: string): Promise<DowntimeView[]> {
  await getContractHistory(tx, contractId);
  return listDowntime(tx, contractId);
}

async function insertDowntime(
  tx: Transaction,
  contractId: string,
  entry: Pick<ContractDowntime, 'machineId' | 'cause' | 'fromTime' | 'toTime' | 'reason' | 'withdraws'>,
): Promise<void> {
  const id = newId();
  const reason = entry.reason.trim();
  await tx.manager.insert(ContractDowntime, {
    ...entry,
    reason,
    makerId: tx.scope.makerId,
    id,
    contractId,
    recordedAt: tx.now,
    recordedBy: tx.scope.userId,
    recordedByName: await findActorName(tx),
  });
  await AuditTrail.write(tx, {
    action: entry.withdraws === null ? 'contracts.downtime_recorded' : 'contracts.downtime_withdrawn',
    entity: 'contract',
    entityId: contractId,
    after: { id, ...entry, reason },
  });
}
