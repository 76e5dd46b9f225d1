import { useTranslation } from 'react-i18next';
import type { Contract } from '../../api/types.js';
import { useMeterName } from '../../contracts/use-meter-name.js';
import { daysOfMeter } from '../../contracts/version-spans.js';
import { writtenUnit } from '../../format/unit.js';
import { useFormat } from '../../format/use-format.js';
import { Facts } from '../../ui/facts.js';
import classes from './meter-list.module.css';

/** What a contract counts, and on which days where that is not all of them: a meter that was read otherwise stays as a former one. */
export function MeterList({ contract }: { readonly contract: Contract }) {
  const { t } = useTranslation();
  const format = useFormat();
  const meterName = useMeterName();
  const day = (date: string): string => format.date(`${date}T00:00:00Z`, 'UTC');
  if (contract.meters.length === 0) return <p className={classes.none}>{t('maker:contract.noMeters')}</p>;
  const daysOf = (meterId: string): string | null => {
    const days = daysOfMeter(contract, meterId);
    if (days === null) return t('maker:contract.meterNotCounted');
    if (days.from !== null && days.to !== null) return `${day(days.from)} – ${day(days.to)}`;
    if (days.from !== null) return t('maker:contract.meterFrom', { day: day(days.from) });
    return days.to === null ? null : t('maker:contract.meterUntil', { day: day(days.to) });
  };
  return (
    <Facts
      items={contract.meters.map((meter) => {
        const days = daysOf(meter.id);
        const name = format.listed([meter.device.code, meterName(meter)]);
        return [
          days === null ? (
            name
          ) : (
            <>
              {name}
              <span className={classes.days}>{days}</span>
            </>
          ),
          writtenUnit(meter.unit),
        ] as const;
      })}
    />
  );
}
