/** A price of a contract as the demo world can state it so far: a monthly base, or a usage price with an included quantity. */
export type DemoPrice =
  | { kind: 'base'; amount: string; clause: string }
  | { kind: 'usage'; includedQuantity: string; unitPrice: string; clause: string };

interface Contract {
  plan: 'AIR-BASE' | 'AIR-PPU' | 'AIR-MIN' | 'HOUR' | 'CARE' | 'PARTS' | 'SOFT';
  price: Readonly<Record<string, unknown>>;
}

/** What a contract is metered on. */
export function meteredOn(plan: Contract['plan']): 'air' | 'hours' | 'nothing' {
  switch (plan) {
    case 'AIR-BASE':
    case 'AIR-PPU':
    case 'AIR-MIN':
      return 'air';
    case 'HOUR':
    case 'CARE':
    case 'PARTS':
      return 'hours';
    case 'SOFT':
      return 'nothing';
  }
}

/** Service kits come with every plan but the software's: the plans say so, or the machine is the maker's own to keep running. */
export function includesKits(plan: Contract['plan']): boolean {
  return plan !== 'SOFT';
}

/**
 * The prices that base + included + overage can say. Tiers with a yearly minimum (AIR-MIN) and a yearly fee (SOFT) can not
 * be said so without billing a wrong amount: their terms are kept with the contract, and it has no price yet.
 * @param machineCount machines under the contract; fees per machine are multiplied
 */
export function derivePrices(contract: Contract, machineCount: number): DemoPrice[] {
  const text = (name: string): string => {
    const value = contract.price[name];
    if (typeof value !== 'string' && typeof value !== 'number')
      throw new Error(`The contract has no price ${name}`);
    return String(value);
  };
  switch (contract.plan) {
    case 'AIR-BASE':
      return [
        { kind: 'base', amount: text('base_month'), clause: '2.1' },
        { kind: 'usage', includedQuantity: text('included_m3'), unitPrice: text('overage'), clause: '3.1' },
      ];
    case 'AIR-PPU':
      return [{ kind: 'usage', includedQuantity: '0', unitPrice: text('unit'), clause: '3.1' }];
    case 'HOUR':
      return [{ kind: 'usage', includedQuantity: '0', unitPrice: text('per_hour'), clause: '3.2' }];
    case 'CARE':
      return [{ kind: 'base', amount: multiply(middleBand(contract.price), machineCount), clause: '2.2' }];
    case 'PARTS':
      return [{ kind: 'base', amount: multiply(text('month_per_machine'), machineCount), clause: '2.3' }];
    case 'AIR-MIN':
    case 'SOFT':
      return [];
  }
}

/** The hours band that the fee is agreed on: the middle one; the settlement by real hours is a term of the contract. */
function middleBand(price: Readonly<Record<string, unknown>>): string {
  const bands = price['bands'] as { month_per_machine: string }[];
  const band = bands[Math.floor(bands.length / 2)];
  if (!band) throw new Error('The contract has no hours bands');
  return band.month_per_machine;
}

/** A decimal with at most two decimals times a count, exactly. */
function multiply(amount: string, count: number): string {
  const hundredths = BigInt(Math.round(Number(amount) * 100)) * BigInt(count);
  const digits = hundredths.toString().padStart(3, '0');
  const cents = digits.slice(-2);
  return cents === '00' ? digits.slice(0, -2) : `${digits.slice(0, -2)}.${cents}`;
}
