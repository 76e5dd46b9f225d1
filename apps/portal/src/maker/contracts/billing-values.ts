import type { Contract } from '../../api/types.js';

/** The form's fields, laid out as the request's lists are, so that a fault's pointer leads to its field. */
export interface BillingValues extends Record<string, unknown> {
  readonly machines: readonly string[];
  readonly meters: readonly [{ readonly deviceId: string; readonly signalKey: string }];
  /** The usage price first, the base price second: that one may be left out. */
  readonly prices: readonly [
    { readonly unitPrice: string; readonly includedQuantity: string },
    { readonly amount: string },
  ];
}

export function toBillingValues(contract: Pick<Contract, 'machines' | 'meters' | 'prices'>): BillingValues {
  const meter = contract.meters[0];
  const usage = contract.prices.find((price) => price.kind === 'usage');
  const base = contract.prices.find((price) => price.kind === 'base');
  return {
    machines: contract.machines.map((machine) => machine.id),
    meters: [{ deviceId: meter?.device.id ?? '', signalKey: meter?.signalKey ?? '' }],
    prices: [
      { unitPrice: usage?.unitPrice ?? '', includedQuantity: usage?.includedQuantity ?? '' },
      { amount: base?.base?.amount ?? '' },
    ],
  };
}

/** What is sent: without a meter there is no usage price, without an amount no base price. Machines are billed from the first day on. */
export function toBillingTerms(
  values: BillingValues,
  contract: Pick<Contract, 'startsOn' | 'meters'>,
): object {
  const [{ deviceId, signalKey }] = values.meters;
  const [{ unitPrice, includedQuantity }, { amount }] = values.prices;
  const meterId = contract.meters[0]?.id ?? crypto.randomUUID();
  const isMetered = deviceId !== '';
  return {
    machines: values.machines.map((machineId) => ({ machineId, from: contract.startsOn })),
    meters: isMetered ? [{ id: meterId, deviceId, signalKey }] : [],
    prices: [
      ...(isMetered
        ? [{ kind: 'usage', meterId, unitPrice, ...(includedQuantity === '' ? {} : { includedQuantity }) }]
        : []),
      ...(amount === '' ? [] : [{ kind: 'base', amount }]),
    ],
  };
}
