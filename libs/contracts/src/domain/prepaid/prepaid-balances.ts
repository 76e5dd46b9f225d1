import { plusDays, plusMonths } from '../calendar/local-dates.js';
import type { ChargeFields } from '../charges/charge-fields.js';
import { type ChargeDays, type OneOff, findOneOffs, type MachineStay } from '../charges/one-offs.js';
import type { ContractMigration } from '../migration/contract-migration.js';
import type { PrepaidSale } from './prepaid-sale.js';

/** Prepaid credits for a charge or, if the charge rates each machine separately, for a machine. */
export interface PrepaidBalance {
  /** Index among all balances of the contract: migrated ones first, then those sold here, oldest first. */
  readonly position: number;
  readonly chargeKey: string;
  readonly machineId: string | null;
  /** Original quantity, in the unit that the charge prices; decimal. */
  readonly quantity: string;
  /** First and last usable day; `until` is null without a last day. */
  readonly from: string;
  readonly until: string | null;
  /** Charge that sold the credits; null for a migrated balance. */
  readonly soldBy: string | null;
}

/** The fields of a contract that determine its balances. */
export interface PrepaidContract {
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly takeover: ContractMigration | null;
  readonly machines: readonly MachineStay[];
  /** In chronological order, at least one. */
  readonly versions: readonly { readonly from: string; readonly charges: readonly ChargeFields[] }[];
}

/**
 * Returns the prepaid balances of a contract's charges, in order. Omits migrated balances that were stored before
 * balances had a charge, because they can't be used.
 */
export function prepaidBalances(contract: PrepaidContract): PrepaidBalance[] {
  const { takeover } = contract;
  const balances = takeover?.balances ?? [];
  const migrated = balances.flatMap(
    ({ kind, chargeKey, machineId = null, quantity, expiresOn }, position): PrepaidBalance[] =>
      kind === 'prepaid' && chargeKey
        ? [
            {
              ...{ position, chargeKey, machineId, quantity },
              from: takeover!.billedFrom,
              until: expiresOn,
              soldBy: null,
            },
          ]
        : [],
  );
  const sold = soldBy(contract).map((one, index) => ({ position: balances.length + index, ...one }));
  return [...migrated, ...sold];
}

/**
 * Returns the balances that the contract sold. Excludes sales that were billed elsewhere, or that are due after the
 * end of the contract.
 */
function soldBy(contract: PrepaidContract): Omit<PrepaidBalance, 'position'>[] {
  const { versions, machines, takeover, endsOn } = contract;
  const keys = new Set(
    versions.flatMap(({ charges }) => charges.filter(({ prepaid }) => prepaid).map(({ key }) => key)),
  );
  return [...keys]
    .flatMap((key) => findOneOffs(daysOf(key, versions), machines, contract))
    .filter(({ dueOn, from }) => {
      const isBilledHere = takeover === null || dueOn >= takeover.billedFrom;
      return isBilledHere && (endsOn === null || from <= endsOn);
    })
    .flatMap(({ charge, ...oneOff }) =>
      charge.prepaid ? [balanceOf(charge.prepaid, charge.key, oneOff)] : [],
    )
    .sort((a, b) => a.from.localeCompare(b.from));
}

function balanceOf(
  { chargeKey, quantity, expiresOn, expiresAfterMonths }: PrepaidSale,
  soldBy: string,
  { machineId, from }: Omit<OneOff, 'charge'>,
): Omit<PrepaidBalance, 'position'> {
  const until = expiresAfterMonths ? plusDays(plusMonths(from, expiresAfterMonths), -1) : (expiresOn ?? null);
  return { chargeKey, machineId, quantity, from, until, soldBy };
}

function daysOf(key: string, versions: PrepaidContract['versions']): ChargeDays[] {
  return versions.flatMap(({ from, charges }, index) => {
    const charge = charges.find((one) => one.key === key);
    const to = versions[index + 1]?.from ?? null;
    return charge ? [{ from: index === 0 ? null : from, to, charge }] : [];
  });
}
