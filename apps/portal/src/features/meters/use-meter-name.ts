import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contract } from '../../api/types.js';
import { useFormat } from '../../format/use-format.js';
import { useCodeText } from '../../i18n/use-code-text.js';

type Method = Contract['meters'][number]['method'];

type NamedMeter = Pick<Contract['meters'][number], 'signalKey'> & {
  readonly method?: Method;
  readonly deducts?: boolean;
};

/** Returns a function that names a meter in words: by its signal, and by its method unless it is a counter. */
export function useMeterName(): (meter: NamedMeter) => string {
  const { t } = useTranslation();
  const text = useCodeText();
  return useCallback(
    ({ signalKey, method = 'counter', deducts = false }) => {
      const name = t(`common:metered.${method}`, { signal: text('common:signal', signalKey) });
      return deducts ? t('common:metered.takenOff', { name }) : name;
    },
    [t, text],
  );
}

type LocatedMeter = NamedMeter & { readonly serial: string | null; readonly device: string };

/**
 * Returns a function that labels a meter in a list: by its machine, or by its device if it belongs to a site, and by
 * its name.
 */
export function useMeterLabel(): (meter: LocatedMeter) => string {
  const format = useFormat();
  const nameOf = useMeterName();
  return (meter) => format.listed([meter.serial ?? meter.device, nameOf(meter)]);
}

const METHODS: readonly string[] = [
  'counter',
  'integral',
  'state_time',
  'event_count',
  'peak_demand',
] satisfies Method[];

/** Returns true if a parameter of an invoice line is a measuring method. */
export function isMethod(value: unknown): value is Method {
  return typeof value === 'string' && METHODS.includes(value);
}
