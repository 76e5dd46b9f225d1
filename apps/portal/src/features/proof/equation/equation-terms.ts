import type { TFunction } from 'i18next';
import type { Proof } from '../../../api/types.js';
import type { Format } from '../../../format/use-format.js';
import type { EquationTerm } from './equation-strip.js';

/**
 * Terms of the amount: quantity minus included quantity, times the price. They come from the line itself, so that the
 * strip and the invoice always agree.
 */
export function equationTerms({ line, equation }: Proof, t: TFunction, format: Format): EquationTerm[] {
  const amount = line.amount === null ? '—' : format.money(line.amount.amount, line.amount.currency);
  const terms: EquationTerm[] = [{ key: 'amount', value: amount, label: t('proof.term.amount') }];
  const is = equation.find((step) => step.code === 'is_amount');
  const was = equation.find((step) => step.code === 'was_amount');
  if (is?.value && was?.value)
    return [...terms, ...differenceTerms(is.value, was.value, equation, format, t)];
  if (line.quantity === null || line.unitPrice === null) return terms;
  const included = equation.find((step) => step.code === 'included');
  const billed = equation.find((step) => step.code === 'billed');
  const price: EquationTerm = {
    key: 'price',
    sign: included === undefined ? '×' : ') ×',
    value: format.number(line.unitPrice),
    label: t('proof.term.price', {
      currency: line.amount?.currency ?? '',
      unit: format.quantity(1, line.unit, 0),
    }),
  };
  if (included === undefined || billed === undefined) {
    return [
      ...terms,
      {
        key: 'quantity',
        sign: '=',
        value: format.quantity(line.quantity, line.unit),
        label: t('proof.term.quantity'),
      },
      price,
    ];
  }
  const overage = equation.find((step) => step.code === 'overage');
  const prepaid = equation.find((step) => step.code === 'prepaid');
  if (overage?.value && prepaid?.value)
    return [
      ...terms,
      {
        key: 'overage',
        sign: '=',
        value: format.quantity(overage.value, overage.unit),
        label: t('proof.term.afterPrepaid', {
          used: billed.value === null ? '—' : format.quantity(billed.value, billed.unit),
          prepaid: format.quantity(prepaid.value, prepaid.unit),
        }),
      },
      { ...price, sign: '×' },
    ];
  if (overage?.value !== undefined && overage.value !== null && Number(overage.value) === 0) {
    return [
      ...terms,
      {
        key: 'overage',
        sign: '=',
        value: format.quantity(overage.value, overage.unit),
        label: t('proof.term.nothingAbove', {
          used: billed.value === null ? '—' : format.quantity(billed.value, billed.unit),
          included: included.value === null ? '—' : format.quantity(included.value, included.unit),
        }),
      },
      { ...price, sign: '×' },
    ];
  }
  return [
    ...terms,
    {
      key: 'quantity',
      sign: '= (',
      value: billed.value === null ? '—' : format.quantity(billed.value, billed.unit),
      label: t('proof.term.quantity'),
    },
    {
      key: 'included',
      sign: '−',
      value: included.value === null ? '—' : format.quantity(included.value, included.unit),
      label:
        line.clause === ''
          ? t('proof.term.included')
          : t('proof.term.includedClause', { clause: line.clause }),
    },
    price,
  ];
}

/**
 * Terms of a correction: the month's current amount, minus the billed amount, plus the amount that credit notes already
 * credited.
 */
function differenceTerms(
  is: string,
  was: string,
  equation: Proof['equation'],
  format: Format,
  t: TFunction,
): EquationTerm[] {
  const currency = equation.at(-1)?.unit ?? '';
  const given = equation.find((step) => step.code === 'given_before')?.value;
  return [
    { key: 'is', sign: '=', value: format.money(is, currency), label: t('proof.term.is') },
    { key: 'was', sign: '−', value: format.money(was, currency), label: t('proof.term.was') },
    ...(given
      ? [{ key: 'given', sign: '+', value: format.money(given, currency), label: t('proof.term.given') }]
      : []),
  ];
}
