/**
 * Prefix of line keys for the contract as a whole. It can't collide with a charge's key, because charge keys contain
 * no colon.
 */
const CONTRACT_PREFIX = 'contract:';

/** Key of the contract's own minimum. */
export const MINIMUM_KEY = `${CONTRACT_PREFIX}minimum`;

/**
 * Returns the key of a discount on the whole invoice. Services and parts have separate keys because of their taxes.
 * @param position index from 0
 */
export function discountKey(position: number, supply: 'service' | 'goods'): string {
  return `${CONTRACT_PREFIX}discount:${position + 1}:${supply}`;
}

/** Returns true when a line key belongs to the contract as a whole instead of a charge. */
export const isContractKey = (chargeKey: string | null): boolean =>
  chargeKey !== null && chargeKey.startsWith(CONTRACT_PREFIX);
