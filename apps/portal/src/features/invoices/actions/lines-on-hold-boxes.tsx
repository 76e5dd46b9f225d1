import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { InvoiceLine } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { useLineName } from '../../invoice-lines/use-line-name.js';
import classes from './invoice-dialogs.module.css';

interface LinesOnHoldBoxesProps {
  readonly lines: readonly { readonly line: InvoiceLine; readonly contract?: string }[];
  /** Form props of the field: ticked IDs and the change handler. */
  readonly field: object;
}

/** A checkbox for each line on hold, which the approver must tick; renders nothing without such lines. */
export function LinesOnHoldBoxes({ lines, field }: LinesOnHoldBoxesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const lineName = useLineName();
  if (lines.length === 0) return null;
  return (
    <Checkbox.Group label={t('maker:invoice.heldLabel')} description={t('maker:invoice.heldHint')} {...field}>
      <div className={classes.choices}>
        {lines.map(({ line, contract }) => {
          const label = t('maker:invoice.heldLine', {
            position: line.position,
            name: lineName(line),
            held: format.quantity(String(line.params['heldQuantity'] ?? '0'), line.unit),
          });
          return (
            <Checkbox
              key={line.id}
              value={line.id}
              label={contract === undefined ? label : `${contract} · ${label}`}
            />
          );
        })}
      </div>
    </Checkbox.Group>
  );
}
