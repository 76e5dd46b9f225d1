import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { Contract, MeterOrigin } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { formatUnit } from '../../../format/unit.js';
import { useFormat } from '../../../format/use-format.js';
import { Facts } from '../../../ui/layout/facts.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { useMeterName } from '../../meters/use-meter-name.js';
import { daysOfMeter } from '../versions/version-spans.js';
import classes from './meter-list.module.css';

/**
 * Meters of a contract, with their days unless they cover the whole term. After a change of settings, a meter remains
 * in the list as a former one.
 */
export function MeterList({ contract }: { readonly contract: Contract }) {
  const { t } = useTranslation();
  const format = useFormat();
  const meterName = useMeterName();
  const may = useMay();
  const origins = useOne('contracts', '/contracts/{id}/meter-origins', {
    path: { id: contract.id },
    enabled: may('contracts.write') && contract.meters.length > 0,
  });
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
        const origin = origins.data?.items.find(({ meterId }) => meterId === meter.id);
        return [
          <div key={meter.id}>
            {name}
            {days === null ? null : <span className={classes.days}>{days}</span>}
            {origin === undefined ? null : <Origin definition={origin.definition} />}
          </div>,
          formatUnit(meter.unit),
        ] as const;
      })}
    />
  );
}

/** The model meter that a meter was copied from, and whether the two still match. */
function Origin({ definition }: Pick<MeterOrigin, 'definition'>) {
  const { t } = useTranslation();
  if (definition === null)
    return <span className={classes.days}>{t('maker:contract.meterDefinitionGone')}</span>;
  return (
    <span className={classes.days}>
      {t('maker:contract.meterTakenFrom')}{' '}
      <Link to="/registry" search={{ tab: 'models', id: definition.modelId }}>
        {definition.model}, {definition.name}
      </Link>
      {definition.differs ? (
        <StateBadge state="unknown" plain>
          {t('maker:contract.meterDiffers')}
        </StateBadge>
      ) : null}
    </span>
  );
}
