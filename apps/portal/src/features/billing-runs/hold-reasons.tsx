import { useTranslation } from 'react-i18next';
import type { RunResult } from '../../api/types.js';
import { useFormat } from '../../format/use-format.js';
import { QUANTITY_UNIT, useCodeText } from '../../i18n/use-code-text.js';
import { readable } from '../../problems/problem-text.js';
import classes from './hold-reasons.module.css';

/**
 * Reasons why a contract of a run is on hold or has no draft, one per line. Each line starts with the quantity on hold
 * and the device, if known.
 */
export function HoldReasons({ reasons, zone }: Pick<RunResult, 'reasons' | 'zone'>) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const text = useCodeText(zone);
  if (reasons.length === 0) return null;
  return (
    <ul className={classes.reasons}>
      {reasons.map(({ code, params }, index) => {
        const { device, unit, heldQuantity } = params as Readonly<Record<string, string | null>>;
        const held =
          heldQuantity && unit && heldQuantity !== '0' ? format.quantity(heldQuantity, unit) : null;
        return (
          <li key={`${code} ${index}`}>
            {held === null ? null : <b>{held} </b>}
            {device ? <span>{device} · </span> : null}
            {i18n.exists(`common:usageReason.${code}`)
              ? text('common:usageReason', code, { ...params, [QUANTITY_UNIT]: unit })
              : text('errors:', code, readable(params, t, i18n))}
          </li>
        );
      })}
    </ul>
  );
}
