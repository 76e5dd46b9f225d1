import { useTranslation } from 'react-i18next';
import { UNIT_SPACE } from '../../../format/number.js';
import { formatUnit } from '../../../format/unit.js';
import { useFormat } from '../../../format/use-format.js';
import classes from './energy-tile.module.css';
import { SPECIFIC_POWER_DECIMALS, SPECIFIC_POWER_UNIT } from './specific-power-points.js';
import type { EnergyFigures } from './use-specific-power.js';

interface EnergyTileProps {
  readonly figures: EnergyFigures;
  /** The period in words, for example its duration. */
  readonly period: string;
}

/**
 * Energy and specific power in a period. A note shows the formula and states that the figures are not a basis for
 * billing.
 */
export function EnergyTile({ figures, period }: EnergyTileProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const values = [
    ...(figures.specificPower === null
      ? []
      : [['specificPower', figures.specificPower, SPECIFIC_POWER_UNIT, SPECIFIC_POWER_DECIMALS] as const]),
    ['energy', figures.energyKwh, 'kW.h', 0] as const,
    ['volume', figures.volumeM3, 'm3', 0] as const,
  ];
  return (
    <section className={classes.tile} aria-label={t('energy.title')}>
      <dl className={classes.values}>
        {values.map(([key, value, unit, decimals]) => (
          <div key={key}>
            <dt>{t(`energy.${key}`)}</dt>
            <dd>
              {format.number(value, decimals)}
              <span className={classes.unit}>{`${UNIT_SPACE}${formatUnit(unit)}`}</span>
            </dd>
          </div>
        ))}
      </dl>
      <p className={classes.note}>
        {t(figures.specificPower === null ? 'energy.noVolume' : 'energy.formula', { period })}
      </p>
    </section>
  );
}
