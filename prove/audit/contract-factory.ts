import { randomUUID } from 'node:crypto';
import { addCountingMachine, publish } from '../support/counting-machine.js';
import type { Person } from '../../measure/support/maker.js';

interface Named {
  readonly id: string;
}

/** The fields of a contract that the proof uses. */
export interface ContractOfMonth {
  readonly id: string;
  readonly number: string;
  readonly currency: string;
  readonly zone: string;
  readonly customer: Named;
  readonly legalEntity: Named;
  readonly plan: Named;
  readonly kitsIncluded: boolean;
  readonly machines: readonly Named[];
  readonly meters: readonly { readonly device: { readonly id: string }; readonly signalKey: string }[];
  readonly charges: readonly {
    readonly key: string;
    readonly pricing: Readonly<Record<string, unknown>> & { readonly model: string };
  }[];
}

/** A counter's value at an instant, in litres. */
export interface CounterSample {
  readonly at: number;
  readonly litres: number;
}

export interface PlantedTerms {
  readonly startsOn: string;
  readonly endsOn?: string;
  /** Charge keys of the monthly fee and of the price per litre. */
  readonly keys?: readonly [fee: string, usage: string];
  readonly fee?: string;
  /** `advance` if the fee is due in advance; in arrears by default. */
  readonly feeDue?: 'advance';
  /** The index clause in the format of the API. */
  readonly indexClause?: object;
  readonly readings: readonly CounterSample[];
}

const SIGNAL = 'flow_l_total';
const SHIPPED_AT = '2026-01-10T00:00:00Z';
const HOUR = 3_600_000;

/** Returns readings every six hours between two instants, both inclusive, with a rate per hour that may vary. */
export function steadyReadings(
  from: number,
  to: number,
  rateAt: (at: number) => number = () => 10,
): CounterSample[] {
  const readings: CounterSample[] = [];
  let litres = 1000;
  for (let at = from; at <= to; at += 6 * HOUR) {
    readings.push({ at, litres });
    litres += 6 * rateAt(at);
  }
  return readings;
}

/** Creates additional contracts next to an existing one, for the same customer, with separate machines. */
export class ContractFactory {
  private planted = 0;

  private constructor(
    private readonly person: Person,
    private readonly mqttUrl: string,
    private readonly beside: ContractOfMonth,
    private readonly siteId: string,
    private readonly modelId: string,
  ) {}

  static async beside(person: Person, mqttUrl: string, beside: ContractOfMonth): Promise<ContractFactory> {
    const { items: sites } = await person.get<{ items: (Named & { customer: Named })[] }>('/sites?limit=200');
    const site = sites.find(({ customer }) => customer.id === beside.customer.id);
    if (!site) throw new Error(`The customer of ${beside.number} has no site`);
    const model = await person.post<Named>('/models', { code: 'AUDITED', name: 'Counter of the proof' });
    await person.post(`/models/${model.id}/signals`, {
      key: SIGNAL,
      unit: 'L',
      kind: 'counter',
      decimals: 3,
    });
    return new ContractFactory(person, mqttUrl, beside, site.id, model.id);
  }

  /** Creates a machine with a counter, its readings, and a contract with a fee and a price per litre. */
  async plant(name: string, terms: PlantedTerms): Promise<ContractOfMonth> {
    const { person, beside } = this;
    const number = `K-${name}`;
    const serial = `${name}-${(this.planted += 1)}`;
    const { modelId, siteId } = this;
    const machine = await addCountingMachine(person, { serial, modelId, siteId, shippedAt: SHIPPED_AT });
    const readings = terms.readings.map(({ at, litres }, index) => ({
      ts: new Date(at).toISOString(),
      seq: index + 1,
      c: { [SIGNAL]: litres },
    }));
    await publish(this.mqttUrl, machine, [readings]);
    const [fee, usage] = terms.keys ?? ['base', 'counted'];
    const meterId = randomUUID();
    const { id } = await person.post<Named>('/contracts', {
      number,
      customerId: beside.customer.id,
      legalEntityId: beside.legalEntity.id,
      planId: beside.plan.id,
      currency: beside.currency,
      zone: beside.zone,
      kitsIncluded: true,
      startsOn: terms.startsOn,
      ...(terms.endsOn !== undefined && { endsOn: terms.endsOn }),
      ...(terms.indexClause !== undefined && { indexClause: terms.indexClause }),
      state: 'active',
      machines: [{ machineId: machine.id, from: terms.startsOn }],
      meters: [{ id: meterId, deviceId: machine.deviceId, signalKey: SIGNAL }],
      charges: [
        {
          key: fee,
          clause: '2.1',
          ...(terms.feeDue && { due: terms.feeDue }),
          pricing: { model: 'flat', amount: terms.fee ?? '310.00' },
        },
        { key: usage, clause: '3.1', meterIds: [meterId], pricing: { model: 'unit', unitPrice: '0.0125' } },
      ],
    });
    return person.get<ContractOfMonth>(`/contracts/${id}`);
  }
}
