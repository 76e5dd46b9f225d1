import { MODELS } from './pricing-values.js';
import { type ChargeValues, newCharge } from './charge-values.js';

/**
 * Kinds of charges offered in the menu, by their common names: the pricing models, and common combinations of their
 * fields.
 */
export const OFFERS = {
  regular: ['flat', 'subscription'],
  once: ['oneOff', 'deposit', 'milestone', 'bonus'],
  usage: ['unit', 'graduated', 'volume', 'package', 'stairstep'],
  ahead: ['prepaid', 'minimum', 'hour_bands'],
} as const;

export type Offer = (typeof OFFERS)[keyof typeof OFFERS][number];

/** Returns true if an offer is a plain pricing model. */
export const isModel = (offer: Offer): boolean => MODELS.some((model) => model === offer);

/** Offers with terms that do not imply a name, so they need one on the invoice. */
export const NAMED_OFFERS = ['subscription', 'oneOff', 'deposit', 'milestone', 'bonus', 'prepaid'] as const;
type NamedOffer = (typeof NAMED_OFFERS)[number];

const withPrepaid = (charge: ChargeValues): ChargeValues => ({
  ...charge,
  prepaid: { ...charge.prepaid, sells: true },
});

/**
 * The charges that an offer starts with. Their prices are empty, except that a minimum has a unit price of zero.
 * @param meterIds meters that measure the usage
 * @param nameOf name on the invoice, by language
 */
export function createCharges(
  offer: Offer,
  meterIds: readonly string[],
  nameOf: (offer: NamedOffer) => ChargeValues['name'],
): ChargeValues[] {
  const fee = (due: ChargeValues['due']): ChargeValues => ({ ...newCharge('flat', meterIds), due });
  const byYear = (): ChargeValues => ({ ...newCharge('unit', meterIds), countsBy: 'year' });
  switch (offer) {
    case 'subscription':
      return [{ ...fee('yearly'), perMachine: true, name: nameOf(offer) }];
    case 'deposit':
      return [{ ...fee('once'), name: nameOf(offer), deposit: true }];
    case 'oneOff':
    case 'milestone':
    case 'bonus':
      return [{ ...fee('once'), name: nameOf(offer) }];
    case 'prepaid':
      return [withPrepaid({ ...fee('once'), name: nameOf(offer) })];
    case 'minimum': {
      const charge = byYear();
      return [{ ...charge, pricing: { ...charge.pricing, unitPrice: '0' } }];
    }
    default:
      return [newCharge(offer, meterIds)];
  }
}
