import { type ContractView, toContractMigration, type ContractMigrationContent } from '#contracts';
import type { MigrationRequirementsView, ContractMigrationView } from '#billing';
import type {
  MigrationRequirementsDto,
  OpeningChargeDto,
  OpeningMeterDto,
  PrepaidChargeDto,
  ContractMigrationDto,
  ContractMigrationInputDto,
} from './contract-migrations.dto.js';

export function toContractMigrationDto({
  contract,
  content,
  remainingBalances,
  deposit,
  ...stored
}: ContractMigrationView): ContractMigrationDto {
  const { billedUntil, billedFrom, note, readings, amounts, balances } = toContractMigration(content);
  const { currency } = contract;
  return {
    state: stored.approvedAt === null ? 'draft' : 'approved',
    billedUntil,
    billedFrom,
    note,
    readings: readings.map(({ meterId, ...reading }) => ({ ...toMeter(contract, meterId), ...reading })),
    amounts: amounts.map(({ amount, ...place }) => ({
      ...toCharge(contract, place),
      amount: { amount, currency },
    })),
    balances: balances.map(({ kind, chargeKey, machineId = null, quantity, expiresOn, note }, position) => ({
      kind,
      charge: chargeKey ? toPrepaid(contract, chargeKey, machineId) : null,
      quantity,
      expiresOn,
      note,
      left: remainingBalances.get(position)?.left ?? null,
      lapsed: remainingBalances.get(position)?.isExpired ?? false,
    })),
    deposit: deposit && {
      held: { amount: deposit.held, currency },
      setOff: deposit.setOff.map(({ amount, ...one }) => ({ ...one, amount: { amount, currency } })),
      atEnd: deposit.atEnd,
      due: deposit.isDue,
    },
    draftedAt: stored.draftedAt,
    draftedBy: stored.drafter,
    approvedAt: stored.approvedAt,
    approvedBy: stored.approver,
    contentHash: stored.contentHash,
    version: stored.version,
  };
}

export function toMigrationRequirements(
  { contract, yearFrom, readings, amounts, prepaid, shownThen }: MigrationRequirementsView,
  billedUntil: string,
): MigrationRequirementsDto {
  const { billedFrom } = toContractMigration({
    billedUntil,
    note: '',
    readings: [],
    amounts: [],
    balances: [],
  });
  return {
    billedFrom,
    yearFrom,
    readings: readings.map(({ meterId, countsByYear }) => ({
      ...toMeter(contract, meterId),
      countsByYear,
      shownThen: shownThen.get(meterId) ?? null,
    })),
    amounts: amounts.map(({ isRequired, ...place }) => ({
      ...toCharge(contract, place),
      required: isRequired,
    })),
    prepaid: prepaid.map(({ chargeKey, machineId }) => toPrepaid(contract, chargeKey, machineId)),
  };
}

export function toMigrationContent({
  readings,
  amounts,
  balances,
  ...wish
}: ContractMigrationInputDto): ContractMigrationContent {
  return {
    ...wish,
    readings: readings.map(({ value = null, readOn = null, usedInYear = null, ...reading }) => ({
      ...reading,
      value,
      readOn,
      usedInYear,
    })),
    amounts: amounts.map(({ machineId = null, ...amount }) => ({ ...amount, machineId })),
    // A deposit belongs to the contract, not to a charge.
    balances: balances.map(({ chargeKey = null, machineId = null, ...balance }) => ({
      ...balance,
      chargeKey: balance.kind === 'deposit' ? null : chargeKey,
      machineId: balance.kind === 'deposit' ? null : machineId,
    })),
  };
}

function toMeter({ meters, devices, serials }: ContractView, meterId: string): OpeningMeterDto {
  const meter = meters.find(({ id }) => id === meterId);
  const device = meter && devices.get(meter.deviceId);
  return {
    meterId,
    device: device?.code ?? '',
    signalKey: meter?.signalKey ?? '',
    method: meter?.method ?? 'counter',
    serial: (device?.machineId && serials.get(device.machineId)) ?? null,
    unit: meter?.unit ?? '',
  };
}

/** Returns a charge with prepaid credits. */
export function toPrepaid(
  contract: ContractView,
  chargeKey: string,
  machineId: string | null,
): PrepaidChargeDto {
  const counted = contract.versions
    .flatMap(({ charges }) => charges)
    .flatMap(({ key, meterIds }) => (key === chargeKey ? meterIds : []));
  const unit = contract.meters.find(({ id }) => counted.includes(id))?.unit ?? '';
  return { ...toCharge(contract, { chargeKey, machineId }), unit };
}

function toCharge(
  { versions, serials }: ContractView,
  { chargeKey, machineId }: { readonly chargeKey: string; readonly machineId: string | null },
): OpeningChargeDto {
  const charge = versions.flatMap(({ charges }) => charges).find(({ key }) => key === chargeKey);
  return {
    chargeKey,
    name: { ...charge?.nameI18n },
    clause: charge?.clause ?? '',
    machineId,
    serial: machineId === null ? null : (serials.get(machineId) ?? null),
  };
}
