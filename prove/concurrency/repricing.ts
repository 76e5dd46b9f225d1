import { PUMP_COUNTER, type PumpMachine } from '../support/pump-world.js';
import { MONTH, type PumpMaker } from './maker.js';

/** A new price per litre from a certain day. */
export interface Repricing {
  /** `YYYY-MM-DD` */
  readonly from: string;
  /** Price in ten thousandths of the currency. */
  readonly price: bigint;
}

interface DraftedRepricing extends Repricing {
  readonly id: string;
  readonly version: number;
  readonly contentHash: string;
}

interface ContractAnswer {
  readonly charges: readonly {
    readonly key: string;
    readonly meterIds: readonly string[];
    readonly pricing: object;
  }[];
}

const DAYS = 31;
/** The initial price in the contract of every pump. */
const FIRST_PRICE = 125n;

/** Drafts an amendment to a pump's contract with a new price per litre, effective from a day of the month. */
export async function draftRepricing(
  { person }: PumpMaker,
  { contractId }: PumpMachine,
  random: () => number,
): Promise<DraftedRepricing> {
  const from = `${MONTH}-${String(1 + Math.floor(random() * DAYS)).padStart(2, '0')}`;
  const price = FIRST_PRICE + BigInt(1 + Math.floor(random() * 10_000));
  const { charges } = await person.get<ContractAnswer>(`/contracts/${contractId}`);
  const input = {
    effectiveOn: from,
    reason: `Another price of ${PUMP_COUNTER}`,
    charges: charges.map((charge) =>
      charge.meterIds.length === 0
        ? charge
        : { ...charge, pricing: { ...charge.pricing, unitPrice: formatPrice(price) } },
    ),
  };
  const drafted = await person.post<Omit<DraftedRepricing, keyof Repricing>>(
    `/contracts/${contractId}/amendments`,
    input,
  );
  return { ...drafted, from, price };
}

/** Signs the amendment, which makes it part of the contract. */
export async function signRepricing(
  { person }: PumpMaker,
  { contractId }: PumpMachine,
  { id, version, contentHash, from, price }: DraftedRepricing,
): Promise<Repricing> {
  const acceptance = { acceptedBy: 'Customer', acceptedOn: `${MONTH}-01`, contentHash };
  await person.post(`/contracts/${contractId}/amendments/${id}/sign`, acceptance, version);
  return { from, price };
}

/**
 * Returns the price per litre on a day: the most recently effective price or, if several are effective from the same
 * day, the one that was signed last.
 */
export function priceOn(day: string, repricings: readonly Repricing[]): bigint {
  return repricings.reduce<Repricing>(
    (last, one) => (one.from <= day && one.from >= last.from ? one : last),
    { from: '', price: FIRST_PRICE },
  ).price;
}

const formatPrice = (price: bigint): string =>
  `${price / 10_000n}.${String(price % 10_000n).padStart(4, '0')}`;
