import { useTranslation } from 'react-i18next';
import type { Amendment, Contract } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { useLocalised } from '../../../i18n/localised.js';
import { useChargeWords } from '../../charges/terms/charge-words.js';
import { useMeterName } from '../../meters/use-meter-name.js';
import { useIndexClauseWords } from '../index-clause/use-index-clause-words.js';
import { usePauseWords } from '../pauses/use-pause-words.js';
import { usePerformanceWords } from '../performance/use-performance-words.js';
import { useInvoiceTermWords } from '../terms/use-invoice-term-words.js';

/** Parties and plans that amendments refer to. */
export interface PartyNames {
  readonly buyers: readonly Pick<Contract['buyer'], 'id' | 'name'>[];
  readonly plans: readonly Pick<Contract['plan'], 'id' | 'name'>[];
}

/** Names in a contract's versions, which cover everything signed so far. */
export function namesOfVersions({ versions }: Pick<Contract, 'versions'>): PartyNames {
  return { buyers: versions.map(({ buyer }) => buyer), plans: versions.map(({ plan }) => plan) };
}

/** Returns a function that describes each change of an amendment in words. */
export function useAmendmentWords(
  contract: Contract,
  { buyers, plans }: PartyNames,
): (amendment: Amendment) => string[] {
  const { t } = useTranslation();
  const format = useFormat();
  const localised = useLocalised();
  const wordsOf = useChargeWords();
  const clauseWordsOf = useIndexClauseWords();
  const pauseWords = usePauseWords();
  const invoiceTermWords = useInvoiceTermWords();
  const performanceWordsOf = usePerformanceWords();
  const meterName = useMeterName();
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
    const plan = plans.find(({ id }) => id === changes.planId);
    const { termination } = changes;
    return [
      ...(termination === null
        ? []
        : [
            t(termination.amount === null ? 'amendment.ends' : 'amendment.endsFor', {
              how: t(`amendment.termination.${termination.kind}`),
              amount:
                termination.amount && format.money(termination.amount.amount, termination.amount.currency),
            }),
          ]),
      ...(changes.removedMachines.length > 0
        ? [t('amendment.change.leave', { machines: serials(changes.removedMachines) })]
        : []),
      ...(changes.addedMachines.length > 0
        ? [t('amendment.change.join', { machines: serials(changes.addedMachines) })]
        : []),
      ...changes.movedMachines.map(({ machineId, siteName }) =>
        t('amendment.change.move', { machine: serials([machineId]), site: siteName }),
      ),
      ...(changes.meters.length > 0
        ? [
            t('amendment.change.meters', {
              meters: meters
                .filter(({ id }) => changes.meters.includes(id))
                .map((meter) => `${meter.device.code}, ${meterName(meter)}`)
                .join('; '),
            }),
          ]
        : []),
      ...chargesOf(changes.addedCharges).map((charge) => t('amendment.change.newCharge', { charge })),
      ...chargesOf(changes.changedCharges).map((charge) => t('amendment.change.charge', { charge })),
      ...changes.removedCharges.map((charge) => t('amendment.change.noCharge', { charge })),
      ...(changes.endsOn === undefined
        ? []
        : [
            changes.endsOn === null
              ? t('amendment.change.open')
              : t('amendment.change.end', { day: format.date(`${changes.endsOn}T00:00:00Z`, 'UTC') }),
          ]),
      ...(changes.buyerId === undefined
        ? []
        : [
            t('amendment.change.buyer', {
              name: buyers.find(({ id }) => id === changes.buyerId)?.name ?? '',
            }),
          ]),
      ...(plan === undefined ? [] : [t('amendment.change.plan', { name: localised(plan.name) })]),
      ...(changes.paymentDays === undefined
        ? []
        : [t('amendment.change.payment', { count: changes.paymentDays })]),
      ...(changes.pauses === undefined
        ? []
        : changes.pauses.length === 0
          ? [t('pause.none')]
          : changes.pauses.map((pause) => `${pauseWords.when(pause)}: ${pauseWords.terms(pause)}`)),
      ...(changes.invoiceTerms === undefined
        ? []
        : changes.invoiceTerms === null
          ? [t('invoiceTerms.none')]
          : invoiceTermWords(changes.invoiceTerms, contract.currency)),
      ...(changes.performance === undefined
        ? []
        : changes.performance.length === 0
          ? [t('performance.none')]
          : changes.performance.map((term) => {
              const { title, guarantee: promise } = performanceWordsOf(term, {
                currency: contract.currency,
                meters,
                machines,
                charges,
              });
              return `${title}: ${promise}`;
            })),
      ...(changes.exit === undefined
        ? []
        : [t(changes.exit === null ? 'amendment.change.noExit' : 'amendment.change.exit')]),
      ...(changes.indexClause === undefined
        ? []
        : [
            changes.indexClause === null
              ? t('amendment.change.noIndexClause')
              : t('amendment.change.indexClause', {
                  clause: clauseWordsOf(changes.indexClause, contract, charges).join(' '),
                }),
          ]),
      ...(changes.kitsIncluded === undefined
        ? []
        : [t(changes.kitsIncluded ? 'amendment.change.kits' : 'amendment.change.noKits')]),
    ];
  };
}
