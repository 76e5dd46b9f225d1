import { type ContractView, getContracts, type MeterFields, sharesQuantity } from '#contracts';
import { groupBy, preparedQuery, type Transaction } from '#platform';
import type { Coverage } from '../domain/windows/covered-windows.js';
import { coverageOf, type MeterMonth } from '../usage/metered-contract.js';
import { findPlacements, type Placements } from '../usage/usage.queries.js';

/** Placements of machines, and coverage of the same quantities by other contracts. */
export interface Coverages {
  readonly placements: Placements;
  /** Coverages by other contracts, in the order of `wanted`. */
  readonly otherCoverages: readonly (readonly Coverage[])[];
}

/**
 * Loads the placements of machines and other contracts' coverage of the same quantities. Customers don't see contracts
 * of other customers.
 * @param cutoff amendments of other contracts that were signed later are ignored
 */
export async function findCoverages(
  tx: Transaction,
  wanted: readonly Pick<MeterMonth, 'contract' | 'meter'>[],
  cutoff: Date,
): Promise<Coverages> {
  const contractsOf = await findContractsBySignal(tx, wanted, cutoff);
  const machineIds = new Set(
    wanted.flatMap(({ contract, meter }) => [
      ...(contract.devices.get(meter.deviceId)?.machineId ? machinesOf(contract) : []),
      ...contractsOf(meter).flatMap(machinesOf),
    ]),
  );
  const placements = await findPlacements(tx, [...machineIds]);
  return {
    placements,
    otherCoverages: wanted.map(({ contract, meter }) =>
      contractsOf(meter)
        .filter(({ id }) => id !== contract.id)
        .flatMap((other) => {
          const counted = other.meters.filter((one) => sharesQuantity(one, meter) && isPriced(other, one));
          if (counted.length === 0) return [];
          const maxGapMinutes = Math.min(...counted.map((one) => one.maxGapMinutes));
          return coverageOf(other, { deviceId: meter.deviceId, maxGapMinutes }, placements);
        }),
    ),
  };
}

const machinesOf = ({ machines }: Pick<ContractView, 'machines'>): string[] =>
  machines.map(({ machineId }) => machineId);

/** Finds activated contracts that meter the same signals. */
async function findContractsBySignal(
  tx: Transaction,
  wanted: readonly Pick<MeterMonth, 'contract' | 'meter'>[],
  cutoff: Date,
): Promise<(meter: MeterFields) => readonly ContractView[]> {
  if (wanted.length === 0) return () => [];
  const rows: { readonly contractId: string; readonly deviceId: string; readonly signalKey: string }[] =
    await preparedQuery(
      tx,
      `select distinct m.contract_id as "contractId", m.device_id as "deviceId", m.signal_key as "signalKey"
         from unnest($2::uuid[], $3::text[], $4::uuid[]) as w (device_id, signal_key, contract_id)
         join meter m on m.maker_id = $1 and m.device_id = w.device_id and m.signal_key = w.signal_key
          and m.contract_id <> w.contract_id
         join contract c on c.maker_id = m.maker_id and c.id = m.contract_id and c.state in ('active', 'ended')
        order by 1`,
      [
        tx.scope.makerId,
        wanted.map(({ meter }) => meter.deviceId),
        wanted.map(({ meter }) => meter.signalKey),
        wanted.map(({ contract }) => contract.id),
      ],
    );
  const ids = [...new Set(rows.map(({ contractId }) => contractId))];
  const contracts = ids.length === 0 ? new Map<string, ContractView>() : await getContracts(tx, ids, cutoff);
  const bySignal = groupBy(rows, keyOf);
  return (meter) =>
    (bySignal.get(keyOf(meter)) ?? []).flatMap(({ contractId }) => contracts.get(contractId) ?? []);
}

const keyOf = ({ deviceId, signalKey }: Pick<MeterFields, 'deviceId' | 'signalKey'>): string =>
  `${deviceId} ${signalKey}`;

/** Returns true when a charge of the contract uses the meter. A meter without a charge is not coverage. */
const isPriced = ({ versions }: ContractView, { id }: MeterFields): boolean =>
  versions.some(({ charges }) => charges.some(({ meterIds }) => meterIds.includes(id)));
