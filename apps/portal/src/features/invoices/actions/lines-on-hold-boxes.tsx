import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { InvoiceLine } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { useLineName } from '../../invoice-lines/use-line-name.js';
import classes from './invoice-dialogs.module.css';

interface LinesOnHoldBoxesProps {
  readonly lines: readonly { readonly line: InvoiceLine; readonly contract?: string }[];
  /** What the form says of the field: its ticked ids, and how it takes others. */
  readonly field: object;
}

/** Each line that waits, to be ticked by who approves without it; nothing where none does. */
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
