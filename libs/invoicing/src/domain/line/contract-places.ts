/** What the contract as a whole bills stands at places that no charge can have: a charge's key has no colon. */
const OF_CONTRACT = 'contract:';

/** Of the contract's own minimum. */
export const MINIMUM_KEY = `${OF_CONTRACT}minimum`;

/** Of a discount of the whole bill: what it takes off services and off parts, each with its tax. @param position from 0 */
export function discountKey(position: number, supply: 'service' | 'goods'): string {
  return `${OF_CONTRACT}discount:${position + 1}:${supply}`;
}

/** Whether a place is the contract's own, and no charge's. */
export const isOfContract = (chargeKey: string | null): boolean =>
  chargeKey !== null && chargeKey.startsWith(OF_CONTRACT);
