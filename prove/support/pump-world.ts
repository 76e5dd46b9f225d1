import { randomUUID } from 'node:crypto';
import { addCountingMachine, type CountingMachine } from './counting-machine.js';
import type { LimitRule } from './expected-alarms.js';
import type { Person } from '../../measure/support/maker.js';
import { PUMP_SIGNALS } from '../../measure/support/skab.js';

export interface PumpMachine extends CountingMachine {
  contractId: string;
}

/** Signal key of a pump's counter. */
export const PUMP_COUNTER = 'flow_l_total';

interface Created {
  id: string;
}

const SHIPPED_AT = '2019-01-01T00:00:00Z';

/**
 * A maker that rents out pumps and bills by the litre. It has one model with eight signals and a counter, one customer,
 * one site, and alarm rules.
 */
export class PumpWorld {
  private constructor(
    private readonly person: Person,
    private readonly modelId: string,
    private readonly customerId: string,
    private readonly siteId: string,
    private readonly legalEntityId: string,
    private readonly planId: string,
  ) {}

  static async create(person: Person, rules: readonly LimitRule[]): Promise<PumpWorld> {
    const entity = await person.post<Created>('/legal-entities', {
      name: 'Proof Pumps Sp. z o.o.',
      country: 'PL',
      currency: 'PLN',
      zone: 'Europe/Warsaw',
    });
    const hub = await person.post<Created>('/hubs', {
      code: 'WAW',
      name: 'Warszawa',
      legalEntityId: entity.id,
      country: 'PL',
      zone: 'Europe/Warsaw',
      hours: { days: [1, 2, 3, 4, 5], open: '08:00', close: '17:00' },
      languages: ['pl', 'en'],
      latitude: 52.17,
      longitude: 20.8,
    });
    const customer = await person.post<Created>('/customers', {
      code: 'C-1',
      name: 'Loop Works',
      country: 'PL',
      language: 'pl',
      hubId: hub.id,
    });
    const site = await person.post<Created>('/sites', {
      code: 'S-1',
      name: 'Pump loop',
      customerId: customer.id,
      hubId: hub.id,
      country: 'PL',
      city: 'Warszawa',
      zone: 'Europe/Warsaw',
      latitude: 52.2,
      longitude: 21,
    });
    const model = await person.post<Created>('/models', { code: 'PUMP-8', name: 'Loop pump' });
    for (const { key, unit } of PUMP_SIGNALS) {
      await person.post(`/models/${model.id}/signals`, { key, unit, kind: 'gauge', decimals: 3 });
    }
    await person.post(`/models/${model.id}/signals`, {
      key: PUMP_COUNTER,
      unit: 'L',
      kind: 'counter',
      decimals: 3,
    });
    for (const [index, rule] of rules.entries()) {
      await person.post('/alarm-rules', {
        code: `P${index + 1}`,
        name: { en: `${rule.signal} ${rule.direction}` },
        modelId: model.id,
        signalKey: rule.signal,
        direction: rule.direction,
        onLimit: String(rule.on),
        offLimit: String(rule.off),
        onDelaySeconds: rule.delaySeconds,
        severity: 'critical',
        opensTicket: true,
        validFrom: '2019-01-01T00:00:00Z',
      });
    }
    const plan = await person.post<Created>('/plans', {
      code: 'LITRE',
      name: { en: 'Base and litres' },
      structure: 'base+included+overage',
    });
    return new PumpWorld(person, model.id, customer.id, site.id, entity.id, plan.id);
  }

  /**
   * Adds a pump that has been at its site since 2019, with a device, its credential, and a contract that bills by the
   * litre.
   */
  async addPump(serial: string, kind: 'controller' | 'gateway' = 'controller'): Promise<PumpMachine> {
    const machine = await this.addMachine(serial, kind);
    const meterId = randomUUID();
    const contract = await this.person.post<Created>('/contracts', {
      number: `K-${serial}`,
      customerId: this.customerId,
      legalEntityId: this.legalEntityId,
      planId: this.planId,
      currency: 'PLN',
      zone: 'Europe/Warsaw',
      startsOn: '2019-03-01',
      state: 'active',
      machines: [{ machineId: machine.id, from: '2019-03-01' }],
      meters: [{ id: meterId, deviceId: machine.deviceId, signalKey: PUMP_COUNTER }],
      charges: [
        { pricing: { model: 'flat', amount: '100.00' } },
        { meterIds: [meterId], pricing: { model: 'unit', unitPrice: '0.0125' } },
      ],
    });
    return { ...machine, contractId: contract.id };
  }

  /** Adds a pump without a contract. */
  addMachine(serial: string, kind: 'controller' | 'gateway' = 'controller'): Promise<CountingMachine> {
    const { modelId, siteId } = this;
    return addCountingMachine(this.person, { serial, modelId, siteId, shippedAt: SHIPPED_AT, kind });
  }

  /** Ids that a contract in this world requires. */
  get parties(): { readonly customerId: string; readonly legalEntityId: string; readonly planId: string } {
    const { customerId, legalEntityId, planId } = this;
    return { customerId, legalEntityId, planId };
  }
}
