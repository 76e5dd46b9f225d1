import type { ChargeCase, ContractCase, PricingCase } from './contract-case.js';
import { phaseOf } from './generate-readings.js';

const ROUNDS = 6;

/**
 * Removes everything that doesn't affect the error from a case, as far as possible.
 * @param findWrong returns for each case of a set whether the error remains
 */
export async function shrink(
  described: ContractCase,
  findWrong: (cases: readonly ContractCase[]) => Promise<readonly boolean[]>,
): Promise<ContractCase> {
  let least = described;
  for (let round = 0; round < ROUNDS; round += 1) {
    const smaller = smallerCases(least).map((one, index) => ({ ...one, number: `P-${round}-${index}` }));
    if (smaller.length === 0) break;
    const wrong = await findWrong(smaller);
    const found = smaller.find((_, index) => wrong[index]);
    if (!found) break;
    least = { ...found, number: described.number };
  }
  return least;
}

/** Returns variants with one simplification each. The variants that simplify a case most come first. */
function smallerCases(described: ContractCase): ContractCase[] {
  const { amendments, charges, machines, pauses, invoiceTerms, renewal } = described;
  const without = <Item>(items: readonly Item[]): Item[][] =>
    items.map((_, index) => items.filter((__, other) => other !== index));
  const areMoved = amendments.some(({ removes, adds }) => removes !== undefined || adds !== undefined);
  return [
    ...without(amendments).map((fewer) => ({ ...described, amendments: fewer })),
    ...(renewal ? [{ ...described, renewal: null }] : []),
    ...(invoiceTerms ? [{ ...described, invoiceTerms: null }] : []),
    ...without(pauses).map((fewer) => ({ ...described, pauses: fewer })),
    ...(charges.length > 1 && amendments.length === 0
      ? without(charges).map((fewer) => ({ ...described, charges: fewer }))
      : []),
    ...(machines.length > 1 && !areMoved ? [{ ...described, machines: machines.slice(0, -1) }] : []),
    ...(machines.some(isLate) ? [{ ...described, machines: machines.map(onTime) }] : []),
    ...simplerPricings(described),
  ];
}

const isLate = ({ readings }: ContractCase['machines'][number]): boolean =>
  readings.some(({ at, phase }) => phase !== phaseOf(at));

function onTime(machine: ContractCase['machines'][number]): ContractCase['machines'][number] {
  return {
    ...machine,
    readings: machine.readings.map((reading) => ({ ...reading, phase: phaseOf(reading.at) })),
  };
}

const OPTIONAL = [
  'convert',
  'includedQuantity',
  'includedQuantityPerMachine',
  'pooling',
  'allocate',
  'discountPercent',
  'maxAmount',
  'minAmount',
  'minQuantity',
  'minQuantityPerMachine',
  'commitment',
] as const satisfies readonly (keyof PricingCase)[];

function simplerPricings(described: ContractCase): ContractCase[] {
  return OPTIONAL.filter((field) =>
    described.charges.some(({ pricing }) => pricing[field] !== undefined),
  ).map((field) => {
    const simpler = (charge: ChargeCase): ChargeCase => {
      const { [field]: _field, ...pricing } = charge.pricing;
      return { ...charge, pricing };
    };
    return {
      ...described,
      charges: described.charges.map(simpler),
      amendments: described.amendments.map((amendment) => ({
        ...amendment,
        ...(amendment.charges && { charges: amendment.charges.map(simpler) }),
      })),
    };
  });
}

/** Describes a case briefly. Readings are omitted, because the seed determines them. */
export function describeCase({ machines, ...described }: ContractCase): string {
  return JSON.stringify({
    ...described,
    machines: machines.map(({ readings, ...machine }) => ({ ...machine, readings: readings.length })),
  });
}
