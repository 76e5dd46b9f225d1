import { useTranslation } from 'react-i18next';
import type { Amendment, Buyer, Contract, Page, Plan } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useChargeWords } from '../../../charges/charge-words.js';
import { useFormat } from '../../../format/use-format.js';
import { useLocalised } from '../../../i18n/localised.js';

/** What an amendment changes, one sentence each. */
export function useAmendmentWords(contract: Contract): (amendment: Amendment) => string[] {
  const { t } = useTranslation();
  const format = useFormat();
  const localised = useLocalised();
  const wordsOf = useChargeWords();
  const buyers = useOne<Page<Buyer>>('buyers', `/customers/${contract.customer.id}/buyers`);
  const plans = useOne<Page<Plan>>('plans', '/plans');
  return ({ changes, charges, machines, meters }) => {
    const serials = (ids: readonly string[]): string =>
      ids.map((id) => machines.find((machine) => machine.id === id)?.serial ?? '').join(', ');
    const chargesOf = (keys: readonly string[]): string[] =>
      charges
        .filter(({ key }) => keys.includes(key))
        .map((charge) => {
          const { title, sentences } = wordsOf(charge, { currency: contract.currency, meters, machines });
          return [title, sentences.join(' ')].filter(Boolean).join(': ');
        });
    const plan = plans.data?.items.find(({ id }) => id === changes.planId);
    return [
      ...(changes.removedMachines.length > 0
        ? [t('maker:amendment.change.leave', { machines: serials(changes.removedMachines) })]
        : []),
      ...(changes.addedMachines.length > 0
        ? [t('maker:amendment.change.join', { machines: serials(changes.addedMachines) })]
        : []),
      ...chargesOf(changes.addedCharges).map((charge) => t('maker:amendment.change.newCharge', { charge })),
      ...chargesOf(changes.changedCharges).map((charge) => t('maker:amendment.change.charge', { charge })),
      ...changes.removedCharges.map((charge) => t('maker:amendment.change.noCharge', { charge })),
      ...(changes.endsOn === undefined
        ? []
        : [
            changes.endsOn === null
              ? t('maker:amendment.change.open')
              : t('maker:amendment.change.end', { day: format.date(`${changes.endsOn}T00:00:00Z`, 'UTC') }),
          ]),
      ...(changes.buyerId === undefined
        ? []
        : [
            t('maker:amendment.change.buyer', {
              name: buyers.data?.items.find(({ id }) => id === changes.buyerId)?.name ?? '',
            }),
          ]),
      ...(plan === undefined ? [] : [t('maker:amendment.change.plan', { name: localised(plan.name) })]),
      ...(changes.paymentDays === undefined
        ? []
        : [t('maker:amendment.change.payment', { count: changes.paymentDays })]),
      ...(changes.kitsIncluded === undefined
        ? []
        : [t(changes.kitsIncluded ? 'maker:amendment.change.kits' : 'maker:amendment.change.noKits')]),
    ];
  };
}
