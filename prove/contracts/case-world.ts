import { randomUUID } from 'node:crypto';
import { AmendmentsService, type ChargeFields, ContractsService, type NewContract } from '#contracts';
import { MeterEvents } from '#metering';
import type { Scope } from '#platform';
import { BillingFixture, financeOf } from '../../test/support/billing-fixture.js';
import { storeReadings } from '../../test/support/readings.js';
import type { MakerOfWorld } from '../../test/support/world.js';
import type { AmendmentCase, ChargeCase, ContractCase, MachineCase } from './contract-case.js';
import { renewalNumber } from './oracle/terms-in-time.js';
import { phaseBegins } from './phases.js';

const COUNTER = 'proof_total';
const LEVEL = 'proof_level';
const MONEY_MODELS = ['percentage', 'graduated_percentage', 'cost_plus'];
const HOUR_MS = 3_600_000;

interface StoredMachine {
  readonly machineId: string;
  readonly deviceId: string;
  readonly deviceKey: number;
  readonly meterId: string;
}

/** A stored case. */
export interface StoredCase {
  readonly described: ContractCase;
  readonly contractId: string;
  readonly renewalId: string | null;
  readonly machines: readonly StoredMachine[];
  readonly meterIds: ReadonlyMap<number, string>;
}

/**
 * Opens the libs from platform to billing on a database of the proof's PostgreSQL, with a clock that the proof
 * controls.
 */
export function openBillingFixture(): Promise<BillingFixture> {
  return BillingFixture.open(new Date(phaseBegins(-1)).toISOString());
}

/** A set of cases of one maker, stored with the product's services in place of users and devices. */
export class CaseWorld {
  private constructor(
    readonly fixture: BillingFixture,
    readonly maker: MakerOfWorld,
    private readonly modelId: string,
  ) {}

  static async create(fixture: BillingFixture, slug: string, country: string): Promise<CaseWorld> {
    const maker = await fixture.makeMaker(slug);
    await fixture.sql(`update legal_entity set country = $2 where maker_id = $1`, [maker.makerId, country]);
    const modelId = await fixture.insert('equipment_model', maker, {
      code: 'PROOF',
      name: 'Counting machine',
    });
    await fixture.insert('signal', maker, {
      model_id: modelId,
      key: COUNTER,
      unit: 'm3',
      kind: 'counter',
      decimals: 3,
    });
    await fixture.insert('signal', maker, {
      model_id: modelId,
      key: LEVEL,
      unit: 'kW',
      kind: 'gauge',
      decimals: 3,
    });
    return new CaseWorld(fixture, maker, modelId);
  }

  get finance(): Scope {
    return financeOf(this.maker);
  }

  /** The scope of a user other than the approver. */
  get manager(): Scope {
    return { ...this.finance, userId: this.maker.staff.manager.userId };
  }

  async addRates(currencies: readonly string[], days: readonly string[]): Promise<void> {
    for (const currency of new Set(currencies))
      for (const day of days)
        if (currency !== 'PLN')
          await this.fixture.insert('fx_rate', this.maker, {
            from_currency: currency,
            to_currency: 'PLN',
            day,
            rate: '4.2351',
            source: 'The proof',
            recorded_at: new Date(phaseBegins(-1)),
          });
  }

  /** Registers the machines and activates the contract before there are readings. */
  async store(described: ContractCase): Promise<StoredCase> {
    const machines: StoredMachine[] = [];
    for (const machine of described.machines) machines.push(await this.addMachine(described, machine));
    const { machines: contractSpans } = described;
    const initial = contractSpans.flatMap(({ from, to }, index) =>
      from === null ? [] : [{ index, from, to }],
    );
    const contract = await this.fixture.app.get(ContractsService).create(this.finance, {
      ...this.termsOf(described),
      number: described.number,
      state: 'active',
      startsOn: described.startsOn,
      endsOn: described.endsOn,
      pauses: described.pauses.map((pause) => ({ ...pause, months: null })),
      invoiceTerms: described.invoiceTerms,
      machines: initial.map(({ index, from, to }) => ({ machineId: machines[index]!.machineId, from, to })),
      meters: initial.map(({ index }) => this.meterOf(described, machines[index]!)),
      charges: toCharges(
        described.charges,
        initial.map(({ index }) => machines[index]!.meterId),
      ),
    });
    return {
      described,
      contractId: contract.id,
      renewalId: null,
      machines,
      meterIds: new Map(initial.map(({ index }) => [index, machines[index]!.meterId])),
    };
  }

  /** Creates the second contract of a renewed case. */
  async renew(stored: StoredCase, startsOn: string): Promise<void> {
    const { described, machines } = stored;
    const remainingMachines = described.machines.flatMap((_, index) =>
      isInContractToEnd(described, index) ? [machines[index]!] : [],
    );
    const meters = remainingMachines.map((machine) => ({
      ...this.meterOf(described, machine),
      id: randomUUID(),
    }));
    await this.fixture.app.get(ContractsService).create(this.finance, {
      ...this.termsOf(described),
      number: renewalNumber(described.number),
      state: 'active',
      startsOn,
      machines: remainingMachines.map(({ machineId }) => ({ machineId, from: startsOn })),
      meters,
      charges: toCharges(
        described.renewal!.charges,
        meters.map(({ id }) => id),
      ),
    });
  }

  /** Stores the data that devices send and people record in a phase. */
  async receive({ described, machines }: StoredCase, phase: number): Promise<void> {
    for (const [index, machine] of described.machines.entries()) {
      const { deviceKey } = machines[index]!;
      const readings = machine.readings.filter((reading) => reading.phase === phase);
      const key = described.metering.method === 'integral' ? LEVEL : COUNTER;
      if (readings.length > 0)
        await storeReadings(
          this.fixture.owner,
          this.maker.makerId,
          deviceKey,
          readings.map(({ at, value }) => ({
            at: new Date(at),
            seq: Math.round(at / 60_000),
            receivedAt: new Date(phaseBegins(phase) - HOUR_MS),
            values: { [key]: Number(value) },
          })),
        );
    }
  }

  async record(stored: StoredCase, phase: number): Promise<void> {
    const { described, contractId } = stored;
    // A machine that joins gets a meter only when the amendment is signed.
    for (const amendment of described.amendments.filter((one) => one.phase === phase))
      await this.amend(stored, amendment);
    for (const [index, { exchanges }] of described.machines.entries())
      for (const exchange of exchanges.filter((one) => one.phase === phase)) {
        const meterId = await this.meterIdOf(contractId, stored.machines[index]!.deviceId);
        // In a contract with fees only, a machine that joins has no meter.
        if (meterId === undefined) continue;
        await this.fixture.app.get(MeterEvents).declare(this.finance, {
          kind: 'exchange',
          meterId,
          machineId: null,
          deviceId: null,
          from: exchange.at,
          to: null,
          finalValue: exchange.finalValue,
          initialValue: exchange.initialValue,
          firstDay: null,
          lastDay: null,
          number: null,
          issuedBy: null,
          tolerancePercent: null,
          reason: 'As described',
        });
      }
  }

  private async amend({ contractId, machines }: StoredCase, amendment: AmendmentCase): Promise<void> {
    const amendments = this.fixture.app.get(AmendmentsService);
    const { effectiveOn, charges, endsOn, pauses, removes, adds } = amendment;
    const view = await this.fixture.app.get(ContractsService).get(this.finance, contractId);
    const counted = view.charges.find(({ meterIds }) => meterIds.length > 0)?.meterIds ?? [];
    const drafted = await amendments.draft(this.finance, contractId, {
      effectiveOn,
      reason: 'As described',
      ...(charges && { charges: toCharges(charges, counted) }),
      ...(endsOn !== undefined && { endsOn }),
      ...(pauses && { pauses: pauses.map((pause) => ({ ...pause, months: null })) }),
      ...(removes !== undefined && { removeMachines: [machines[removes]!.machineId] }),
      ...(adds !== undefined && {
        addMachines: [{ machineId: machines[adds]!.machineId, like: machines[removes ?? 0]!.machineId }],
      }),
    });
    await amendments.sign(this.finance, contractId, drafted.id, drafted.version, {
      acceptedBy: 'The customer',
      acceptedOn: new Date(phaseBegins(amendment.phase)).toISOString().slice(0, 10),
      contentHash: drafted.contentHash,
    });
  }

  private async meterIdOf(contractId: string, deviceId: string): Promise<string | undefined> {
    const [meter] = await this.fixture.sql<{ id: string }>(
      `select id from meter where contract_id = $1 and device_id = $2`,
      [contractId, deviceId],
    );
    return meter?.id;
  }

  private termsOf({
    currency,
    zone,
    billingCalendar,
  }: ContractCase): Pick<
    NewContract,
    'customerId' | 'legalEntityId' | 'planId' | 'currency' | 'zone' | 'billingCalendar'
  > {
    const { maker } = this;
    const customerId = maker.customers[0].customerId;
    return {
      customerId,
      legalEntityId: maker.ids.legal_entity!,
      planId: maker.ids.plan!,
      currency,
      zone,
      billingCalendar,
    };
  }

  private meterOf(
    { metering, charges, currency }: ContractCase,
    { meterId, deviceId }: StoredMachine,
  ): NonNullable<NewContract['meters']>[number] {
    const countsMoney = charges.some(({ pricing }) => MONEY_MODELS.includes(pricing.model));
    return {
      id: meterId,
      deviceId,
      signalKey: metering.method === 'integral' ? LEVEL : COUNTER,
      method: metering.method,
      maxGapMinutes: metering.maxGapMinutes,
      ...(countsMoney && { factor: '1', unit: currency }),
    };
  }

  private async addMachine({ number }: ContractCase, machine: MachineCase): Promise<StoredMachine> {
    const { fixture, maker } = this;
    const [customer] = maker.customers;
    const serial = `${number}-${machine.serial}`;
    const machineId = await fixture.insert('machine', maker, {
      serial,
      model_id: this.modelId,
      owner: 'maker',
      lifecycle: 'in_service',
      shipped_at: '2025-01-01T00:00:00Z',
      commissioned_at: '2025-01-05T00:00:00Z',
    });
    const until = machine.until === null ? '' : new Date(machine.until).toISOString();
    await fixture.insert('placement', maker, {
      machine_id: machineId,
      site_id: customer.ids.site,
      customer_id: customer.customerId,
      during: `[${new Date(machine.since).toISOString()},${until})`,
    });
    const deviceId = await fixture.insert('device', maker, {
      code: serial,
      kind: 'controller',
      machine_id: machineId,
    });
    const [device] = await fixture.sql<{ device_key: number }>(
      `select device_key from device where id = $1`,
      [deviceId],
    );
    return { machineId, deviceId, deviceKey: device!.device_key, meterId: randomUUID() };
  }
}

/** Returns true when a machine stays in the contract to its end. */
function isInContractToEnd({ machines, amendments }: ContractCase, index: number): boolean {
  return machines[index]!.to === null && !amendments.some(({ removes }) => removes === index);
}

function toCharges(
  charges: readonly ChargeCase[],
  meterIds: readonly string[],
): (Pick<ChargeFields, 'pricing'> & Partial<ChargeFields>)[] {
  return charges.map(({ key, due, dueOn, countsBy, perMachine, pricing }) => ({
    key,
    clause: '1',
    due,
    dueOn,
    countsBy,
    perMachine,
    meterIds: pricing.model === 'flat' ? [] : meterIds,
    pricing,
  }));
}
