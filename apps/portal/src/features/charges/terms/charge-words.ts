import { useTranslation } from 'react-i18next';
import type { Charge, Contract, Pricing } from '../../../api/types.js';
import { formatUnit } from '../../../format/unit.js';
import { useFormat } from '../../../format/use-format.js';
import { useLocalised } from '../../../i18n/localised.js';
import { useMeterName } from '../../meters/use-meter-name.js';

/** The period of an advance charge if it is not a month. */
const SPAN_OF_DUE: Partial<Record<Charge['due'], 'quarter' | 'year'>> = {
  quarterly: 'quarter',
  yearly: 'year',
};

/** Parts of a contract that describe a charge: its meters, machines and currency. */
export type ChargedContract = Pick<Contract, 'currency'> & {
  readonly meters: readonly (Pick<Contract['meters'][number], 'id' | 'signalKey' | 'unit'> & {
    readonly method?: Contract['meters'][number]['method'];
  } & {
    readonly device: { readonly code: string };
  })[];
  readonly machines: readonly { readonly id: string; readonly serial: string }[];
  /** Required if a charge sells units of another one. */
  readonly charges?: readonly Pick<Charge, 'key' | 'meterIds'>[];
};

export interface ChargeWords {
  readonly title: string;
  /** Unit of the metered quantity; empty for a flat amount. */
  readonly unit: string;
  readonly sentences: readonly string[];
}

/** Returns true if a charge contains only a minimum, while the usage is priced by another charge. */
export function isMinimumAlone({ model, unitPrice, minQuantity, minAmount }: Pricing): boolean {
  return model === 'unit' && Number(unitPrice ?? 0) === 0 && Boolean(minQuantity ?? minAmount);
}

/** Describes a charge of a contract in plain words. */
export function useChargeWords(): (charge: Charge, contract: ChargedContract) => ChargeWords {
  const { t } = useTranslation();
  const format = useFormat();
  const meterName = useMeterName();
  const localised = useLocalised();

  return (charge, contract) => {
    const { pricing } = charge;
    const meters = contract.meters.filter((meter) => charge.meterIds.includes(meter.id));
    const unit = meters[0]?.unit ?? '';
    const unitLabel = formatUnit(unit) || t('charge.aUnit');
    const by = charge.countsBy;
    const money = (amount: string | null | undefined): string =>
      format.money(amount ?? '0', contract.currency);
    const price = (amount: string | null | undefined): string =>
      `${format.number(amount ?? '0')} ${contract.currency}`;
    const quantity = (value: string | null | undefined): string => format.quantity(value ?? '0', unit);
    const day = (date: string): string => format.date(`${date}T12:00:00Z`, 'UTC');
    const is = (value: string | null | undefined): boolean =>
      value !== null && value !== undefined && Number(value) !== 0;

    const title = (): string => {
      if (Object.keys(charge.name).length > 0) return localised(charge.name);
      if (pricing.model === 'flat') {
        if (charge.deposit) return t('line.deposit');
        if (charge.due === 'once') return t('charge.title.once');
        if (charge.due === 'quarterly' || charge.due === 'yearly') return t(`charge.title.${charge.due}`);
        return t(charge.perMachine ? 'charge.title.perMachine' : 'line.base');
      }
      if (pricing.model === 'hour_bands') return t('charge.title.hourBands');
      if (isMinimumAlone(pricing)) return t(`charge.title.minimum.${by}`);
      const [meter] = meters;
      if (meter === undefined) return t('line.usage');
      const signal = meterName(meter);
      return meters.length === 1
        ? format.listed([signal, meter.device.code])
        : t('charge.title.meters', { signal, count: meters.length });
    };

    /** Returns the sentences about prepaid credits, in the unit of the meter of the charge that they pay for. */
    const soldSentences = (): string[] => {
      if (!charge.prepaid) return [];
      const { chargeKey, quantity: sold, expiresOn, expiresAfterMonths } = charge.prepaid;
      const soldCharge = contract.charges?.find(({ key }) => key === chargeKey);
      const counted = contract.meters.find(({ id }) => soldCharge?.meterIds.includes(id));
      const units = format.quantity(sold, counted?.unit ?? '');
      const of = charge.perMachine ? 'machine' : 'contract';
      return [
        t(`charge.sells.${of}`, { quantity: units }),
        ...(expiresOn ? [t('charge.sells.until', { day: day(expiresOn) })] : []),
        ...(expiresAfterMonths ? [t('charge.sells.months', { count: expiresAfterMonths })] : []),
      ];
    };

    const priceSentences = (): string[] => {
      switch (pricing.model) {
        case 'flat': {
          const amount = money(pricing.amount);
          const of = charge.perMachine ? 'machine' : 'contract';
          if (charge.due === 'once')
            return [
              charge.dueOn === null
                ? t('charge.flat.atStart', { amount })
                : t('charge.flat.once', { amount, day: day(charge.dueOn) }),
              ...(charge.deposit ? [t('charge.deposit')] : []),
              ...soldSentences(),
            ];
          return [t(`charge.flat.${SPAN_OF_DUE[charge.due] ?? charge.due}.${of}`, { amount })];
        }
        case 'unit':
          if (isMinimumAlone(pricing)) return [];
          return [
            is(pricing.includedQuantity) || is(pricing.includedQuantityPerMachine)
              ? t('charge.unitBeyond', { price: price(pricing.unitPrice), unit: unitLabel })
              : t('charge.unitEach', { price: price(pricing.unitPrice), unit: unitLabel }),
          ];
        case 'package':
          return [
            t('charge.package', {
              price: money(pricing.packagePrice),
              size: quantity(pricing.packageSize),
            }),
            ...(is(pricing.freeUnits) ? [t('charge.free', { quantity: quantity(pricing.freeUnits) })] : []),
          ];
        case 'hour_bands':
          return [
            t('charge.hourBands', { contracted: quantity(pricing.contractedQuantity) }),
            t('charge.hourBandsSettled'),
          ];
        case 'percentage':
          return [t('charge.percentage', { percent: format.number(pricing.ratePercent ?? '0') })];
        case 'cost_plus':
          return [t('charge.costPlus', { factor: format.number(pricing.multiplier ?? '1') })];
        case 'graduated':
        case 'graduated_percentage':
        case 'volume':
        case 'stairstep':
          return [t(`charge.${pricing.model}.${by}`)];
      }
    };

    const allowance = [
      ...(is(pricing.includedQuantity)
        ? [t(`charge.included.${by}`, { quantity: quantity(pricing.includedQuantity) })]
        : []),
      ...(is(pricing.includedQuantityPerMachine)
        ? [t(`charge.includedPerMachine.${by}`, { quantity: quantity(pricing.includedQuantityPerMachine) })]
        : []),
    ];
    const minimum = minimumSentences();
    function minimumSentences(): string[] {
      const ramp = pricing.minRamp ?? [];
      const shortfall = pricing.shortfallPrice ?? pricing.tiers?.[0]?.unitPrice ?? pricing.unitPrice;
      return [
        ...(is(pricing.minQuantity)
          ? [
              t(`charge.minimum.${by}`, {
                quantity: quantity(pricing.minQuantity),
                price: price(shortfall),
                unit: unitLabel,
              }),
            ]
          : []),
        ...(is(pricing.minQuantityPerMachine)
          ? [
              t(`charge.minimumPerMachine.${by}`, {
                quantity: quantity(pricing.minQuantityPerMachine),
                price: price(shortfall),
                unit: unitLabel,
              }),
            ]
          : []),
        ...(is(pricing.minAmount)
          ? [t(`charge.minimumAmount.${by}`, { amount: money(pricing.minAmount) })]
          : []),
        ...ramp.map(({ months, percent }, index) =>
          t(index === 0 ? 'charge.rampFirst' : 'charge.rampThen', {
            count: months,
            percent: format.number(percent),
          }),
        ),
        ...(pricing.minInstalments
          ? [t('charge.instalments', { count: pricing.minInstalments })]
          : by === 'year' && (is(pricing.minQuantity) || is(pricing.minAmount))
            ? [t('charge.dueAtYearEnd')]
            : []),
      ];
    }
    const covered =
      charge.machineIds.length === 0
        ? []
        : [
            t('charge.covers', {
              machines: contract.machines
                .filter(({ id }) => charge.machineIds.includes(id))
                .map(({ serial }) => serial)
                .join(', '),
            }),
          ];
    return {
      title: title(),
      unit,
      sentences: [
        ...allowance,
        ...priceSentences(),
        ...minimum,
        ...(is(pricing.maxAmount) ? [t(`charge.maximum.${by}`, { amount: money(pricing.maxAmount) })] : []),
        ...(is(pricing.discountPercent)
          ? [t('charge.discount', { percent: format.number(pricing.discountPercent ?? '0') })]
          : []),
        ...(pricing.pooling === 'per_machine' && pricing.model !== 'hour_bands'
          ? [t('charge.eachMachineAlone')]
          : []),
        ...covered,
      ],
    };
  };
}
