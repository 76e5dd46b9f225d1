import { mapConstraintViolations, type Transaction } from '#platform';
import { In, Not } from 'typeorm';
import {
  contentConstraintErrors,
  contractConstraintErrors,
  referenceConstraintErrors,
} from './contract.constraints.js';
import type { ContractContent } from './domain/contract/contract-fields.js';
import type { ContractState } from './domain/contract/contract-state.js';
import { ChargeMachine } from './entities/charge-machine.entity.js';
import { ChargeMeter } from './entities/charge-meter.entity.js';
import { ContractCharge } from './entities/charge.entity.js';
import { ContractMachine } from './entities/contract-machine.entity.js';
import { ContractPriceBook } from './entities/contract-price-book.entity.js';
import { ContractMigrationRow } from './entities/contract-migration.entity.js';
import { Contract } from './entities/contract.entity.js';
import { Meter } from './entities/meter.entity.js';

/** Inserts a contract. @throws DomainError for violated constraints (contract.constraints.ts) */
export async function insertContract(
  tx: Transaction,
  id: string,
  content: ContractContent,
  state: ContractState,
): Promise<void> {
  await mapConstraintViolations(contractConstraintErrors(content), () =>
    tx.manager.insert(Contract, toRow(tx, id, content, state, 1)),
  );
  await writeParts(tx, id, content);
}

/** Updates a contract. @throws DomainError for violated constraints (contract.constraints.ts) */
export async function updateContract(
  tx: Transaction,
  id: string,
  content: ContractContent,
  state: ContractState,
  version: number,
): Promise<void> {
  await mapConstraintViolations(contractConstraintErrors(content), () =>
    tx.manager.update(Contract, { makerId: tx.scope.makerId, id }, toRow(tx, id, content, state, version)),
  );
  await writeParts(tx, id, content);
}

/** Locks a contract against changes and drafts of its invoices until the transaction ends. */
export async function lockContract(tx: Transaction, id: string): Promise<void> {
  await tx.manager.query(`select from contract where maker_id = $1 and id = $2 for update`, [
    tx.scope.makerId,
    id,
  ]);
}

/**
 * Deletes a contract with all of its parts.
 * @throws DomainError contracts.contract_in_use if other records refer to it
 */
export async function deleteContract(tx: Transaction, contractId: string): Promise<void> {
  const { makerId } = tx.scope;
  await mapConstraintViolations(referenceConstraintErrors, async () => {
    await deleteCharges(tx, contractId);
    for (const part of [ContractMachine, Meter, ContractPriceBook, ContractMigrationRow])
      await tx.manager.delete(part, { makerId, contractId });
    await tx.manager.delete(Contract, { makerId, id: contractId });
  });
}

function toRow(tx: Transaction, id: string, content: ContractContent, state: ContractState, version: number) {
  const {
    machines: _machines,
    meters: _meters,
    charges: _charges,
    terms,
    pauses,
    performance,
    ...fields
  } = content;
  return {
    makerId: tx.scope.makerId,
    id,
    ...fields,
    pauses: [...pauses],
    performance: [...performance],
    terms: { ...terms },
    state,
    version,
  };
}

/**
 * Replaces the parts of a contract. Deletes charges first and inserts them last, because they refer to meters. A meter
 * that remains in the contract keeps its row, because usage refers to the row.
 */
async function writeParts(
  tx: Transaction,
  contractId: string,
  { machines, meters, charges }: ContractContent,
): Promise<void> {
  const makerId = tx.scope.makerId;
  const ofContract = { makerId, contractId };
  await mapConstraintViolations(contentConstraintErrors, async () => {
    await deleteCharges(tx, contractId);
    await tx.manager.delete(ContractMachine, ofContract);
    await tx.manager.delete(Meter, { ...ofContract, id: Not(In(meters.map(({ id }) => id))) });
    for (const { id, machineId, from, to } of machines) {
      await tx.manager.insert(ContractMachine, {
        makerId,
        id,
        contractId,
        machineId,
        during: `[${from},${to ?? ''})`,
      });
    }
    const storedMeters = await tx.manager.find(Meter, { where: ofContract, select: { id: true } });
    for (const { id, ...meter } of meters) {
      if (storedMeters.some((one) => one.id === id))
        await tx.manager.update(Meter, { ...ofContract, id }, meter);
      else await tx.manager.insert(Meter, { ...ofContract, id, ...meter });
    }
    await insertCharges(tx, contractId, charges);
  });
}

async function deleteCharges(tx: Transaction, contractId: string): Promise<void> {
  const { makerId } = tx.scope;
  const charges = await tx.manager.find(ContractCharge, {
    where: { makerId, contractId },
    select: { id: true },
  });
  const ofCharges = { makerId, chargeId: In(charges.map(({ id }) => id)) };
  await tx.manager.delete(ChargeMeter, ofCharges);
  await tx.manager.delete(ChargeMachine, ofCharges);
  await tx.manager.delete(ContractCharge, { makerId, contractId });
}

async function insertCharges(
  tx: Transaction,
  contractId: string,
  charges: ContractContent['charges'],
): Promise<void> {
  const { makerId } = tx.scope;
  for (const [position, { machineIds, meterIds, ...charge }] of charges.entries()) {
    const { id: chargeId, nameI18n, pricing, prepaid } = charge;
    await tx.manager.insert(ContractCharge, {
      ...charge,
      makerId,
      contractId,
      position,
      nameI18n: { ...nameI18n },
      pricing: { ...pricing },
      deposit: charge.deposit ?? false,
      prepaid: prepaid ? { ...prepaid } : null,
    });
    for (const meterId of meterIds) await tx.manager.insert(ChargeMeter, { makerId, chargeId, meterId });
    for (const machineId of machineIds)
      await tx.manager.insert(ChargeMachine, { makerId, chargeId, machineId });
  }
}
