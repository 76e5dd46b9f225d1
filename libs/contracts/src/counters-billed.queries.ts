import { DomainError, type FieldFault, type Transaction } from '#platform';
import { getContracts, loadNames } from './contract-view.queries.js';
import type { ContractView } from './domain/contract/contract-view.js';
import { plusDays } from './domain/calendar/local-dates.js';
import type { ContractContent } from './domain/contract/contract-fields.js';
import type { Pricing } from './domain/charges/pricing.js';
import {
  findNewlyPricedTwice,
  findPricedTwice,
  type PricedQuantity,
  pricedQuantities,
  type PricingContract,
  type QuantityPricedTwice,
} from './domain/meters/priced-quantities.js';

/**
 * Advisory lock key: serializes activations of contracts that share a device or machine, so that the second one sees
 * the first.
 */
const COUNTER_LOCK = 4290;

/**
 * Rejects a contract that prices the same quantity on the same days as another contract of the customer. Otherwise,
 * the customer would pay twice, and no invoice would show it. Locks the machines and devices until the transaction
 * ends.
 * @param before the contract without an amendment, which can keep or reduce existing overlaps; null at activation
 * @throws DomainError contracts.counter_billed_elsewhere, with an error for each such meter: the other contract, its
 *   charge and price, and the first and last day that both price (`to` is null if there is none)
 */
export async function assertCountersBilledOnce(
  tx: Transaction,
  contractId: string,
  contract: PricingContract & Pick<ContractContent, 'customerId'>,
  before: PricingContract | null = null,
): Promise<void> {
  const pricedBy = await loadPricing(tx, [contract, ...(before ? [before] : [])]);
  const priced = pricedBy(contract);
  await tx.manager.query(
    `select pg_advisory_xact_lock(hashtextextended(id::text, ${COUNTER_LOCK}))
       from (select distinct id from unnest($1::uuid[]) as place (id) order by id) places`,
    [priced.map(({ machineId, meter }) => machineId ?? meter.deviceId)],
  );
  const faults = await findFaults(tx, contractId, contract, priced, before ? pricedBy(before) : []);
  if (faults[0]) throw new DomainError('contracts.counter_billed_elsewhere', faults[0].params, faults);
}

/**
 * Finds the meters of a draft that `assertCountersBilledOnce` would reject, without locking anything.
 * @param contractId the contract itself, which is ignored; null if it is not saved yet
 */
export async function findCountersBilledElsewhere(
  tx: Transaction,
  contractId: string | null,
  contract: PricingContract & Pick<ContractContent, 'customerId'>,
): Promise<FieldFault[]> {
  const pricedBy = await loadPricing(tx, [contract]);
  return findFaults(tx, contractId, contract, pricedBy(contract), []);
}

/** Loads the machines of the contracts' meters. @returns the quantities that one of these contracts prices */
async function loadPricing(
  tx: Transaction,
  contracts: readonly PricingContract[],
): Promise<(contract: PricingContract) => PricedQuantity[]> {
  const meters = contracts.flatMap((contract) => contract.meters);
  const { devices } = await loadNames(tx, [{ machines: [], meters }]);
  return (contract) => pricedQuantities(contract, (id) => devices.get(id)?.machineId ?? null);
}

/**
 * Returns an error for each meter that another contract of the customer prices on the same days.
 * @param before the quantities that the contract priced before a change
 */
async function findFaults(
  tx: Transaction,
  contractId: string | null,
  { customerId, meters }: PricingContract & Pick<ContractContent, 'customerId'>,
  priced: readonly PricedQuantity[],
  before: readonly PricedQuantity[],
): Promise<FieldFault[]> {
  const others = await findContractsWithSameCounters(tx, contractId, customerId, priced);
  const found = others.flatMap((other) => {
    const quantities = listPricedQuantities(other);
    const twice = findPricedTwice(priced, quantities);
    const earlier = findPricedTwice(before, quantities);
    return findNewlyPricedTwice(twice, earlier).map((one) => ({ ...one, contract: other }));
  });
  return meters.flatMap((meter, index) => {
    const other = found.find(({ mine }) => mine.meter.id === meter.id);
    return other ? [faultOf(other, other.contract, index)] : [];
  });
}

function faultOf(
  { other, from, to }: QuantityPricedTwice,
  { number, currency, devices }: ContractView,
  index: number,
): FieldFault {
  const { charge, meter } = other;
  return {
    pointer: `/meters/${index}`,
    code: 'contracts.counter_billed_elsewhere',
    params: {
      contract: number,
      charge: charge.key,
      price: priceOf(charge.pricing),
      currency,
      device: devices.get(meter.deviceId)?.code ?? '',
      signalKey: meter.signalKey,
      from,
      to: to === null ? null : plusDays(to, -1),
    },
  };
}

/** Returns the price of a unit or an event; for tiers and bands, the price of the first one. */
function priceOf({
  unitPrice,
  packagePrice,
  fixedPerEvent,
  tiers,
  ratePercent,
  multiplier,
}: Pricing): string {
  const [first] = tiers ?? [];
  const price = unitPrice ?? packagePrice ?? fixedPerEvent ?? first?.unitPrice ?? first?.flatFee;
  if (price) return price;
  const rate = ratePercent ?? first?.ratePercent;
  return rate ? `${rate}%` : `× ${multiplier ?? '1'}`;
}

/**
 * Finds other contracts of the customer with a meter of the same signal of the same device or machine, ordered by
 * number.
 */
async function findContractsWithSameCounters(
  tx: Transaction,
  contractId: string | null,
  customerId: string,
  priced: readonly PricedQuantity[],
): Promise<ContractView[]> {
  const others: { readonly id: string }[] = await tx.manager.query(
    `select distinct c.id
       from unnest($4::uuid[], $5::uuid[], $6::text[]) as mine (device_id, machine_id, signal_key)
       join device d on d.maker_id = $1 and (d.id = mine.device_id or d.machine_id = mine.machine_id)
       join meter e on e.maker_id = $1 and e.device_id = d.id and e.signal_key = mine.signal_key
       join contract c on c.maker_id = $1 and c.id = e.contract_id
      where c.id is distinct from $2 and c.customer_id = $3 and c.state in ('active', 'ended')`,
    [
      tx.scope.makerId,
      contractId,
      customerId,
      priced.map(({ meter }) => meter.deviceId),
      priced.map(({ machineId }) => machineId),
      priced.map(({ meter }) => meter.signalKey),
    ],
  );
  if (others.length === 0) return [];
  const contracts = await getContracts(
    tx,
    others.map(({ id }) => id),
  );
  return [...contracts.values()].sort((a, b) => a.number.localeCompare(b.number));
}

/** Lists the quantities that a contract prices, according to its current terms. */
export function listPricedQuantities(contract: ContractView): PricedQuantity[] {
  return pricedQuantities(contract, (deviceId) => contract.devices.get(deviceId)?.machineId ?? null);
}
