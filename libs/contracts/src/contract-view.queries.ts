import { DomainError, groupBy, preparedQuery, type Transaction } from '#platform';
import { listSignedAmendments } from './amendments.queries.js';
import { selectSummary } from './contract.queries.js';
import type {
  ContractSummary,
  ContractVersion,
  ContractView,
  MeteredDevice,
} from './domain/contract/contract-view.js';
import {
  contractInTime,
  termsOn,
  type ContractInTime,
  type SignedAmendment,
  type VersionTerms,
} from './domain/amendments/contract-in-time.js';
import { completeBase, type StoredBase } from './domain/amendments/stored-base.js';
import { localDate } from './domain/calendar/local-dates.js';
import type { ChargeFields } from './domain/charges/charge-fields.js';
import { daysOfPauses, pausesUntil } from './domain/pauses/pauses.js';
import { prepaidBalances } from './domain/prepaid/prepaid-balances.js';
import { pickTerms } from './domain/contract/contract-changes.js';
import type { ContractContent } from './domain/contract/contract-fields.js';
import {
  type ContractMigration,
  type ContractMigrationContent,
  toContractMigration,
} from './domain/migration/contract-migration.js';
import { findApprovedMigrations } from './contract-migrations.queries.js';

/**
 * Returns a contract as of a cutoff.
 * @param cutoff amendments that were signed later are ignored; null for all amendments
 * @throws DomainError contracts.contract_not_found, also for a contract of another customer
 */
export async function getContract(
  tx: Transaction,
  id: string,
  cutoff: Date | null = null,
): Promise<ContractView> {
  const contract = (await getContracts(tx, [id], cutoff)).get(id);
  if (!contract) throw new DomainError('contracts.contract_not_found');
  return contract;
}

/**
 * Returns contracts with all of their terms, by id. Omits contracts that the scope can't see.
 * @param cutoff as for `getContract`
 */
export async function getContracts(
  tx: Transaction,
  ids: readonly string[],
  cutoff: Date | null = null,
): Promise<Map<string, ContractView>> {
  const loaded = await loadContracts(tx, ids, cutoff);
  const views = await toViews(
    tx,
    loaded.map((one) => ({ ...one, inTime: contractInTime(one.base, one.amendments) })),
  );
  return new Map(views.map((view) => [view.id, view]));
}

/** Returns a contract before and after an unsigned amendment. */
export async function getPreviewedContract(
  tx: Transaction,
  id: string,
  amendment: Omit<SignedAmendment, 'number'>,
): Promise<{ readonly present: ContractView; readonly supposed: ContractView }> {
  const loaded = await loadContract(tx, id);
  const { base, amendments } = loaded;
  const number = (amendments.at(-1)?.number ?? 0) + 1;
  const [present, supposed] = await toViews(tx, [
    { ...loaded, inTime: contractInTime(base, amendments) },
    { ...loaded, inTime: contractInTime(base, [...amendments, { ...amendment, number }]) },
  ]);
  return { present: present!, supposed: supposed! };
}

/** Returns a contract as it would be billed after a migration. */
export function withMigration(contract: ContractView, content: ContractMigrationContent): ContractView {
  const takeover = toContractMigration(content);
  const { billedFrom } = takeover;
  return { ...contract, takeover, billedFrom, prepaid: prepaidBalances({ ...contract, takeover }) };
}

async function toViews(
  tx: Transaction,
  contracts: readonly (LoadedContract & { readonly inTime: ContractInTime })[],
): Promise<ContractView[]> {
  const nameOf = await loadPartyNames(tx, contracts);
  // Loads the names of machines and devices that a previewed amendment adds.
  const joining = await loadNames(
    tx,
    contracts.map(({ machines, meters, inTime: { content } }) => ({
      machines: content.machines.filter(
        (stay) => !machines.some(({ machineId }) => machineId === stay.machineId),
      ),
      meters: content.meters.filter((meter) => !meters.some(({ deviceId }) => deviceId === meter.deviceId)),
    })),
  );
  // Calculates the local day once per time zone, because this takes longer than all other calculations for a contract.
  const days = new Map(
    [...new Set(contracts.map(({ contract }) => contract.zone))].map((zone) => [
      zone,
      localDate(tx.now.getTime(), zone),
    ]),
  );
  return contracts.map(({ contract, machines, meters, inTime, takeover }) => {
    const { content } = inTime;
    const versions = inTime.versions.map((version) => ({ ...version, ...nameOf(contract, version) }));
    const day = days.get(contract.zone)!;
    const today = termsOn(versions, day);
    return {
      ...contract,
      buyer: today.buyer,
      plan: today.plan,
      paymentDays: today.paymentDays,
      kitsIncluded: today.kitsIncluded,
      billedFrom: takeover?.billedFrom ?? null,
      exit: today.exit,
      indexClause: today.indexClause,
      pauses: today.pauses,
      invoiceTerms: today.invoiceTerms,
      performance: today.performance,
      endsOn: content.endsOn,
      machineCount: new Set(content.machines.map(({ machineId }) => machineId)).size,
      customerId: contract.customer.id,
      legalEntityId: contract.legalEntity.id,
      buyerId: today.buyerId,
      planId: today.planId,
      machines: content.machines,
      meters: content.meters,
      charges: today.charges,
      versions,
      prepaid: prepaidBalances({ ...content, versions, takeover }),
      pausedDays: daysOfPauses(versions, pausesUntil(content, day)),
      takeover,
      serials: new Map([
        ...joining.serials,
        ...machines.map(({ machineId, serial }) => [machineId, serial] as const),
      ]),
      devices: new Map([
        ...joining.devices,
        ...meters.map(
          ({ deviceId, code, deviceKey, machineId }) => [deviceId, { code, deviceKey, machineId }] as const,
        ),
      ]),
    };
  });
}

/** Loads the names of the machines and devices in the terms of contracts. */
export async function loadNames(
  tx: Transaction,
  contents: readonly Pick<ContractContent, 'machines' | 'meters'>[],
): Promise<Pick<ContractView, 'serials' | 'devices'>> {
  return {
    serials: new Map(
      await loadSerials(
        tx,
        contents.flatMap(({ machines }) => machines),
      ),
    ),
    devices: new Map(
      await loadDevices(
        tx,
        contents.flatMap(({ meters }) => meters),
      ),
    ),
  };
}

async function loadSerials(
  tx: Transaction,
  stays: readonly { readonly machineId: string }[],
): Promise<(readonly [string, string])[]> {
  if (stays.length === 0) return [];
  const rows: { id: string; serial: string }[] = await tx.manager.query(
    `select id, serial from machine where maker_id = $1 and id = any($2)`,
    [tx.scope.makerId, stays.map(({ machineId }) => machineId)],
  );
  return rows.map(({ id, serial }) => [id, serial]);
}

async function loadDevices(
  tx: Transaction,
  meters: readonly { readonly deviceId: string }[],
): Promise<(readonly [string, MeteredDevice])[]> {
  if (meters.length === 0) return [];
  const rows: (MeteredDevice & { id: string })[] = await tx.manager.query(
    `select id, code, device_key as "deviceKey", machine_id as "machineId" from device where maker_id = $1 and id = any($2)`,
    [tx.scope.makerId, meters.map(({ deviceId }) => deviceId)],
  );
  return rows.map(({ id, ...device }) => [id, device]);
}

/** The terms of a contract before its first amendment, and all amendments signed since then. */
export type ContractHistory = Pick<LoadedContract, 'contract' | 'base' | 'isAmended' | 'amendments'>;

/**
 * Loads the history of a contract. @throws DomainError contracts.contract_not_found, also for a contract of another
 * customer
 */
export function getContractHistory(tx: Transaction, id: string): Promise<ContractHistory> {
  return loadContract(tx, id);
}

/** Loads the histories of several contracts, by id. Omits contracts that the scope can't see. */
export async function getContractHistories(
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, ContractHistory>> {
  return new Map((await loadContracts(tx, ids, null)).map((loaded) => [loaded.contract.id, loaded]));
}

type ContractRow = Omit<ContractSummary, 'machineCount'> &
  Pick<ContractContent, 'exit' | 'indexClause' | 'pauses' | 'invoiceTerms' | 'performance' | 'terms'>;

interface LoadedContract {
  /** Row of the contract, with the terms that were signed last. */
  readonly contract: ContractRow;
  /** All machines that were ever part of the contract. */
  readonly machines: readonly NamedMachine[];
  readonly meters: readonly DeviceMeter[];
  /** The terms before any amendment. */
  readonly base: ContractContent;
  /** True if the base is stored separately, because the contract was amended. Otherwise, the rows contain the base. */
  readonly isAmended: boolean;
  readonly amendments: readonly SignedAmendment[];
  readonly takeover: ContractMigration | null;
}

async function loadContract(tx: Transaction, id: string): Promise<LoadedContract> {
  const [contract] = await loadContracts(tx, [id], null);
  if (!contract) throw new DomainError('contracts.contract_not_found');
  return contract;
}

/** Loads contracts with all of their parts. @param cutoff null for all signed amendments */
async function loadContracts(
  tx: Transaction,
  ids: readonly string[],
  cutoff: Date | null,
): Promise<LoadedContract[]> {
  const found: (LoadedContract['contract'] & { readonly base: StoredBase | null })[] = await preparedQuery(
    tx,
    `${selectSummary(BASE)} where c.maker_id = $1 and c.id = any($2)`,
    [tx.scope.makerId, ids],
  );
  const amended = found.filter(({ base }) => base !== null).map(({ id }) => id);
  const machinesBy = groupByContract(await loadMachines(tx, ids));
  const metersBy = groupByContract(await loadMeters(tx, ids));
  const chargesBy = groupByContract(
    await loadCharges(
      tx,
      ids.filter((id) => !amended.includes(id)),
    ),
  );
  const amendmentsBy = groupByContract(await listSignedAmendments(tx, amended, cutoff));
  const migrations = await findApprovedMigrations(
    tx,
    found.filter(({ billedFrom }) => billedFrom !== null).map(({ id }) => id),
    cutoff,
  );
  return found.map(({ base: stored, ...contract }) => {
    const machines = machinesBy(contract.id);
    const meters = metersBy(contract.id);
    return {
      contract,
      machines,
      meters,
      isAmended: stored !== null,
      amendments: amendmentsBy(contract.id),
      takeover: migrations.get(contract.id) ?? null,
      base: stored
        ? completeBase(stored, contract)
        : toContent(contract, { machines, meters, charges: chargesBy(contract.id) }),
    };
  });
}

/** Groups parts by contract, without the contract's id. */
function groupByContract<Part extends { readonly contractId: string }>(
  rows: readonly Part[],
): (contractId: string) => Omit<Part, 'contractId'>[] {
  const parts = groupBy(rows, ({ contractId }) => contractId);
  return (id) => (parts.get(id) ?? []).map(({ contractId: _contractId, ...part }) => part);
}

/** Returns the terms in a contract's rows, which are complete unless the contract was amended. */
function toContent(
  contract: LoadedContract['contract'],
  {
    machines,
    meters,
    charges,
  }: Pick<LoadedContract, 'machines' | 'meters'> & Pick<ContractContent, 'charges'>,
): ContractContent {
  return {
    ...pickTerms({
      ...contract,
      customerId: contract.customer.id,
      legalEntityId: contract.legalEntity.id,
      buyerId: contract.buyer.id,
      planId: contract.plan.id,
    }),
    machines: machines.map(({ serial: _serial, ...stay }) => stay),
    meters: meters.map(({ code: _code, deviceKey: _key, machineId: _machine, ...meter }) => meter),
    charges,
  };
}

const BASE = `
         c.terms, c.exit, c.index_clause as "indexClause", c.pauses, c.invoice_terms as "invoiceTerms", c.performance,
         (select b.content from contract_base b where b.maker_id = c.maker_id and b.contract_id = c.id) as base`;

/** Loads the names of the buyers and plans of versions, except those that the contract's row contains. */
async function loadPartyNames(
  tx: Transaction,
  contracts: readonly { readonly contract: ContractRow; readonly inTime: ContractInTime }[],
): Promise<(contract: ContractRow, version: VersionTerms) => Pick<ContractVersion, 'buyer' | 'plan'>> {
  const versions = contracts.flatMap(({ contract, inTime }) =>
    inTime.versions.filter(
      ({ buyerId, planId }) => buyerId !== contract.buyer.id || planId !== contract.plan.id,
    ),
  );
  const { makerId } = tx.scope;
  const buyers: ContractSummary['buyer'][] =
    versions.length === 0
      ? []
      : await tx.manager.query(
          `select id, name, country from customer_entity where maker_id = $1 and id = any($2)`,
          [makerId, versions.map(({ buyerId }) => buyerId)],
        );
  const plans: ContractSummary['plan'][] =
    versions.length === 0
      ? []
      : await tx.manager.query(
          `select id, code, name_i18n as "nameI18n", structure from plan where maker_id = $1 and id = any($2)`,
          [makerId, versions.map(({ planId }) => planId)],
        );
  return ({ buyer, plan }, { buyerId, planId }) => ({
    buyer: buyer.id === buyerId ? buyer : (buyers.find(({ id }) => id === buyerId) ?? buyer),
    plan: plan.id === planId ? plan : (plans.find(({ id }) => id === planId) ?? plan),
  });
}

type NamedMachine = ContractContent['machines'][number] & { readonly serial: string };
type DeviceMeter = ContractContent['meters'][number] & MeteredDevice;
type OfContract<Part> = Part & { readonly contractId: string };

async function loadMachines(
  tx: Transaction,
  contractIds: readonly string[],
): Promise<OfContract<NamedMachine>[]> {
  return preparedQuery(
    tx,
    `select cm.contract_id as "contractId", cm.id, cm.machine_id as "machineId", m.serial, lower(cm.during)::text as "from",
            upper(cm.during)::text as "to"
       from contract_machine cm join machine m on m.maker_id = cm.maker_id and m.id = cm.machine_id
      where cm.maker_id = $1 and cm.contract_id = any($2) order by m.serial, lower(cm.during)`,
    [tx.scope.makerId, contractIds],
  );
}

async function loadMeters(
  tx: Transaction,
  contractIds: readonly string[],
): Promise<OfContract<DeviceMeter>[]> {
  const rows: (OfContract<DeviceMeter> & { readonly modelMeterId: string | null })[] = await preparedQuery(
    tx,
    `select e.contract_id as "contractId", e.id, e.device_id as "deviceId", d.code, d.device_key as "deviceKey", d.machine_id as "machineId", e.signal_key as "signalKey", e.method, e.matches, e.interval_minutes as "intervalMinutes", e.factor, e.unit,
            e.modulus, e.max_rate_per_hour as "maxRatePerHour", e.max_gap_minutes as "maxGapMinutes", e.deducts, e.model_meter_id as "modelMeterId"
       from meter e join device d on d.maker_id = e.maker_id and d.id = e.device_id
      where e.maker_id = $1 and e.contract_id = any($2) order by d.code, e.deducts, e.signal_key, e.method, e.matches`,
    [tx.scope.makerId, contractIds],
  );
  return rows.map(({ modelMeterId, ...meter }) => ({ ...meter, ...(modelMeterId && { modelMeterId }) }));
}

/** Loads charges in the order of the invoice. */
async function loadCharges(
  tx: Transaction,
  contractIds: readonly string[],
): Promise<OfContract<ChargeFields>[]> {
  const rows: (OfContract<ChargeFields> & { readonly prepaid: ChargeFields['prepaid'] })[] =
    await preparedQuery(
      tx,
      `select g.contract_id as "contractId", g.id, g.key, g.name_i18n as "nameI18n", g.clause, g.due, g.due_on::text as "dueOn",
            g.counts_by as "countsBy", g.per_machine as "perMachine", g.pricing, g.deposit, g.prepaid,
            array(select a.machine_id from charge_machine a
                   where a.maker_id = g.maker_id and a.charge_id = g.id order by a.machine_id) as "machineIds",
            array(select e.meter_id from charge_meter e
                   where e.maker_id = g.maker_id and e.charge_id = g.id order by e.meter_id) as "meterIds"
       from charge g where g.maker_id = $1 and g.contract_id = any($2) order by g.position, g.id`,
      [tx.scope.makerId, contractIds],
    );
  return rows.map(({ deposit, prepaid, ...charge }) => ({
    ...charge,
    ...(deposit && { deposit }),
    ...(prepaid && { prepaid }),
  }));
}
