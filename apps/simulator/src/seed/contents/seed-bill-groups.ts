import { moveContractDay } from '../../domain/world-dates.js';
import type { DemoContract, DemoData } from '../demo-data.store.js';
import { demoId } from '../demo-ids.js';
import { toContractRow } from './seed-contracts.js';
import { insertRows } from '../rows.writer.js';
import type { Seeding } from '../seeding.js';

/** Contracts for a plant's own and rented machines, billed together because one engineer pays for both. */
const GROUPS: readonly { readonly name: string; readonly contracts: readonly string[] }[] = [
  { name: 'Bekasi plant', contracts: ['K-ID-3', 'K-ID-3-HOUR'] },
];

/**
 * Seeds billing groups: contracts of a customer that are billed on one document, from the first month in which all of
 * them are in force.
 */
export async function seedBillGroups(seeding: Seeding): Promise<void> {
  const { manager, data, makerId, dates } = seeding;
  const groups = GROUPS.map(({ name, contracts }) => {
    const members = contracts.map((id) => contractOf(data, id));
    const [first] = members;
    const { customer_id, legal_entity_id, buyer_id, currency, zone, payment_days } = toContractRow(
      seeding,
      first!,
    );
    const from = members
      .map(({ start }) => moveContractDay(dates, start))
      .sort()
      .at(-1)!;
    return {
      id: demoId('bill-group', name),
      name,
      members,
      from,
      customer_id,
      legal_entity_id,
      buyer_id,
      currency,
      zone,
      payment_days,
    };
  });
  await insertRows(
    manager,
    'bill_group',
    groups.map(({ members: _members, from: _from, ...group }) => ({
      ...group,
      maker_id: makerId,
      when_held: 'wait',
      prices: 'exclusive',
      corrections: 'line',
      created_at: new Date(dates.firstStartMs).toISOString(),
      version: 1,
    })),
  );
  await insertRows(
    manager,
    'bill_group_member',
    groups.flatMap(({ id, members, from, customer_id }) =>
      members.map((contract) => ({
        maker_id: makerId,
        id: demoId('bill-group-member', contract.id),
        group_id: id,
        customer_id,
        contract_id: demoId('contract', contract.id),
        during: `[${from},)`,
      })),
    ),
  );
}

function contractOf(data: DemoData, id: string): DemoContract {
  const contract = data.contracts.find((one) => one.id === id);
  if (!contract) throw new Error(`The demo world has no contract ${id}`);
  return contract;
}
