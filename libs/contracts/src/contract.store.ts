import { refusing, toMinor, type Transaction } from '#platform';
import { In, Not } from 'typeorm';
import { contentFacts, contractFacts } from './contract.facts.js';
import type { ContractContent } from './domain/contract-fields.js';
import type { ContractState } from './domain/contract-state.js';
import { ContractMachine } from './entities/contract-machine.entity.js';
import { Contract } from './entities/contract.entity.js';
import { Meter } from './entities/meter.entity.js';
import { Price } from './entities/price.entity.js';

/** Writes a new contract. @throws DomainError for what the schema refuses (contract.facts.ts) */
export async function insertContract(
  tx: Transaction,
  id: string,
  content: ContractContent,
  state: ContractState,
): Promise<void> {
  await refusing(contractFacts(content), () => tx.manager.insert(Contract, rowOf(tx, id, content, state, 1)));
  await writeParts(tx, id, content);
}

/** Writes a contract over what it was. @throws DomainError for what the schema refuses (contract.facts.ts) */
export async function updateContract(
  tx: Transaction,
  id: string,
  content: ContractContent,
  state: ContractState,
  version: number,
): Promise<void> {
  await refusing(contractFacts(content), () =>
    tx.manager.update(Contract, { makerId: tx.scope.makerId, id }, rowOf(tx, id, content, state, version)),
  );
  await writeParts(tx, id, content);
}

function rowOf(tx: Transaction, id: string, content: ContractContent, state: ContractState, version: number) {
  const { machines: _machines, meters: _meters, prices: _prices, terms, ...fields } = content;
  return { makerId: tx.scope.makerId, id, ...fields, terms: { ...terms }, state, version };
}

/** Prices point at meters, so they go first and come last; a meter that stays keeps its row, because its usage hangs on it. */
async function writeParts(
  tx: Transaction,
  contractId: string,
  { machines, meters, prices, currency }: ContractContent,
): Promise<void> {
  const makerId = tx.scope.makerId;
  const ofContract = { makerId, contractId };
  await refusing(contentFacts, async () => {
    await tx.manager.delete(Price, ofContract);
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
    const kept = await tx.manager.find(Meter, { where: ofContract, select: { id: true } });
    for (const { id, ...meter } of meters) {
      if (kept.some((one) => one.id === id)) await tx.manager.update(Meter, { ...ofContract, id }, meter);
      else await tx.manager.insert(Meter, { ...ofContract, id, ...meter });
    }
    for (const [position, price] of prices.entries()) {
      await tx.manager.insert(Price, {
        ...ofContract,
        id: price.id,
        kind: price.kind,
        clause: price.clause,
        position,
        meterId: price.kind === 'usage' ? price.meterId : null,
        includedQuantity: price.kind === 'usage' ? price.includedQuantity : null,
        unitPrice: price.kind === 'usage' ? price.unitPrice : null,
        baseMinor: price.kind === 'base' ? toMinor(price.amount, currency).toString() : null,
      });
    }
  });
}
