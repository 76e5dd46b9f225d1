import { useTranslation } from 'react-i18next';
import type { Contract, PerformanceTerm } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { useChargeWords } from '../../charges/terms/charge-words.js';
import { useMeterName } from '../../meters/use-meter-name.js';

interface GuaranteeContext {
  readonly currency: string;
  readonly meters: Contract['meters'];
  readonly machines: readonly { readonly id: string; readonly serial: string }[];
  readonly charges: Contract['charges'];
}

interface PerformanceWords {
  readonly title: string;
  /** The guarantee, and the credit if it is missed. */
  readonly guarantee: string;
  /** The evidence from which the guarantee is evaluated. */
  readonly evidence: string;
}

/** Describes a guarantee in words. Missing values are shown as a gap. */
export function usePerformanceWords(): (term: PerformanceTerm, about: GuaranteeContext) => PerformanceWords {
  const { t } = useTranslation();
  const format = useFormat();
  const meterName = useMeterName();
  const wordsOf = useChargeWords();
  return (term, { currency, meters, machines, charges }) => {
    const number = (value: string | null): string =>
      value === null || !isDecimal(value) ? GAP : format.number(value);
    const money = (value: string | null): string =>
      value === null || !isDecimal(value) ? GAP : format.money(value, currency);
    const named = (ids: readonly string[]): string =>
      meters
        .filter(({ id }) => ids.includes(id))
        .map((meter) => format.listed([meter.device.code, meterName(meter)]))
        .join('; ') || GAP;
    const title = t(`performance.${term.type}`);
    if (term.type === 'energy')
      return {
        title,
        guarantee: t('performance.energyPromise', {
          most: number(term.kwhPerM3),
          price: money(term.kwhPrice),
        }),
        evidence: t('performance.energyJudged', {
          kwh: named(term.kwhMeterIds),
          m3: named(term.m3MeterIds),
        }),
      };
    if (term.type === 'availability') {
      const percent = {
        guarantee: number(term.guaranteePercent),
        point: number(term.malusPercentPerPoint),
        cap: number(term.malusCapPercent),
        target: number(term.targetPercent),
        slope: number(term.slope),
        zero: number(term.zeroBelow),
        from: number(term.bonusFromPercent),
        bonus: number(term.bonusPercent),
      };
      const fees = charges
        .filter(({ key }) => term.chargeKeys.includes(key))
        .map((charge) => wordsOf(charge, { currency, meters, machines }).title)
        .join(', ');
      const serials = [...new Map(machines.map(({ id, serial }) => [id, serial]))]
        .filter(([id]) => term.machineIds.includes(id))
        .map(([, serial]) => serial);
      return {
        title,
        guarantee: [
          ...(term.bands.length > 0
            ? term.bands.map((band) =>
                t('performance.availabilityBand', {
                  below: number(band.below),
                  percent: number(band.percent),
                }),
              )
            : term.targetPercent !== null
              ? [t('performance.availabilityFactor', percent)]
              : term.guaranteePercent === null
                ? []
                : [
                    t('performance.availabilityMalus', percent),
                    ...(term.malusCapPercent === null ? [] : [t('performance.availabilityCap', percent)]),
                  ]),
          ...(term.bonusFromPercent === null ? [] : [t('performance.availabilityBonus', percent)]),
          t('performance.availabilityFee', { fees: fees || GAP }),
        ].join(' '),
        evidence: [
          t('performance.availabilityJudged', {
            machines: serials.length === 0 ? t('performance.allMachines') : serials.join(', '),
          }),
          ...(term.plannedAllowanceHours === null
            ? []
            : [t('performance.availabilityPlanned', { hours: number(term.plannedAllowanceHours) })]),
        ].join(' '),
      };
    }
    const credit = money(term.creditPerStartedHour);
    return {
      title,
      guarantee:
        term.guaranteePercent === null
          ? t('performance.deliveryAlways', { credit })
          : t('performance.deliveryPromise', { percent: number(term.guaranteePercent), credit }),
      evidence: t('performance.deliveryJudged', {
        meter: named(term.outsideMeterId === null ? [] : [term.outsideMeterId]),
      }),
    };
  };
}

const GAP = '…';
const isDecimal = (value: string): boolean => /^\d+(\.\d+)?$/.test(value.trim());
