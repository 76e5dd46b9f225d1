import { useTranslation } from 'react-i18next';
import type { InvoiceLine } from '../../api/types.js';
import { useFormat } from '../../format/use-format.js';
import { useLocalised } from '../../i18n/localised.js';
import { isMethod, useMeterName } from '../meters/use-meter-name.js';

type NamedLine = Pick<InvoiceLine, 'kind' | 'params'> & Partial<Pick<InvoiceLine, 'name'>>;

/** Names an invoice line in words, for example as a fee, metered usage, a guarantee, a discount or a service kit. */
export function useLineName(): (line: NamedLine) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const meterName = useMeterName();
  const localised = useLocalised();

  const usageName = ({ params }: NamedLine): string => {
    if (params['component'] === 'true_up')
      return t(params['minimumOf'] === 'contract' ? 'line.trueUpOfContract' : 'line.trueUp');
    if (params['component'] === 'instalment') return t('line.instalment');
    if (params['model'] === 'hour_bands') return t('line.hourBands');
    const { signalKey, device, method } = params;
    const signal =
      typeof signalKey === 'string'
        ? meterName({ signalKey, method: isMethod(method) ? method : 'counter' })
        : t('line.usage');
    return typeof device === 'string' ? format.listed([signal, device]) : signal;
  };
  const feeName = ({ params }: NamedLine): string => {
    if (params['component'] === 'deposit') return t('line.deposit');
    const due = params['due'];
    return t(due === 'quarterly' || due === 'yearly' || due === 'once' ? `line.${due}` : 'line.base');
  };
  const guaranteeName = ({ params }: NamedLine): string => {
    const { model } = params;
    const guarantee = t(`performance.${model === 'delivery' || model === 'availability' ? model : 'energy'}`);
    return params['pending'] === undefined ? guarantee : t('performance.pending', { promise: guarantee });
  };
  const discountName = ({ params: { percent, supply, corrects } }: NamedLine): string => {
    const own =
      typeof percent === 'string'
        ? t('line.discountPercent', { percent: format.number(percent) })
        : t('line.discount');
    const name = supply === 'goods' ? t('line.discountOfParts', { name: own }) : own;
    return typeof corrects === 'string' ? t('line.corrects', { name, number: corrects }) : name;
  };
  /** Extends the name of a fee by the percentage that is payable during a pause. */
  const atRest = (name: string, { params: { feePercent } }: NamedLine): string => {
    if (typeof feePercent !== 'string') return name;
    if (Number(feePercent) === 0) return t('line.rests', { name });
    return t('line.paused', { name, percent: format.number(feePercent) });
  };
  return (line) => {
    const { kind, params, name } = line;
    const machine = params['serial'];
    if (params['component'] === 'discount') return discountName(line);
    if (kind === 'kit')
      return t('line.kit', { kit: String(params['kit'] ?? ''), machine: String(machine ?? '') });
    const isNamed = name !== undefined && Object.keys(name).length > 0;
    const byKind = { base: feeName, usage: usageName, performance: guaranteeName } as const;
    const own = isNamed ? localised(name) : byKind[kind](line);
    // The name of a device can contain the serial number of its machine, which is not repeated.
    const isMachineNamed = typeof machine !== 'string' || own.includes(machine);
    const fullName = atRest(isMachineNamed ? own : t('line.machine', { name: own, machine }), line);
    if (params['component'] === 'credit') return t('line.credit', { name: fullName });
    const corrected = params['corrects'];
    if (typeof corrected === 'string') return t('line.corrects', { name: fullName, number: corrected });
    const part = params['correctedPart'];
    return typeof part === 'string'
      ? t('line.correction', { name: fullName, month: format.month(`${part}T12:00:00Z`, 'UTC') })
      : fullName;
  };
}
