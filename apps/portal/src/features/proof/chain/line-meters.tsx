import { useTranslation } from 'react-i18next';
import type { ProvenMeter } from '../../../api/types.js';
import { maxDecimals } from '../../../format/number.js';
import { useFormat } from '../../../format/use-format.js';
import { useMeterName } from '../../meters/use-meter-name.js';
import { ChainRow } from './evidence-chain.js';
import classes from './line-meters.module.css';

interface LineMetersProps {
  readonly meters: readonly ProvenMeter[];
  readonly chosen: string | null;
  readonly onChoose: (usageId: string) => void;
}

/** Quantity of each meter of a line: the machines of a pool, or total parts and scrap for good parts. */
export function LineMeters({ meters, chosen, onChoose }: LineMetersProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const meterName = useMeterName();
  const decimals = maxDecimals(meters.flatMap(({ quantity }) => quantity ?? []));
  const areOfOneSignal = new Set(meters.map(meterName)).size === 1;
  return (
    <>
      <h3 className={classes.title}>{t('proof.meters')}</h3>
      {meters.map((meter) => (
        <ChainRow
          key={meter.usageId}
          chosen={meter.usageId === chosen}
          tone={Number(meter.heldQuantity) > 0 || meter.quantity === null ? 'held' : undefined}
          onChoose={() => onChoose(meter.usageId)}
        >
          <span className={classes.meter}>
            <span className={classes.name}>
              {meter.serial ?? meter.device}
              {areOfOneSignal ? null : <span className={classes.signal}>{meterName(meter)}</span>}
            </span>
            <span className={classes.note}>
              {Number(meter.heldQuantity) > 0
                ? t('proof.heldShort', { quantity: format.number(meter.heldQuantity) })
                : ''}
            </span>
            <span className={classes.quantity}>
              {meter.quantity === null
                ? '—'
                : `${meter.deducts ? '−' : ''}${format.number(meter.quantity, decimals)}`}
            </span>
          </span>
        </ChainRow>
      ))}
    </>
  );
}
