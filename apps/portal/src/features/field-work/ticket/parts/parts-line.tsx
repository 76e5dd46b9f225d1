import { IconCircleCheck, IconPackage, IconPackageOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { FieldRow } from '../../../../ui/field/field-row.js';
import type { NeededPart } from '../../../tickets/parts/part-state.js';
import { partsStatusOf, waitingParts } from './parts-status.js';

interface PartsLineProps {
  readonly parts: readonly (NeededPart & { readonly partNumber: string })[];
}

/** Shows whether all parts of the visit are reserved, and names those that are not. */
export function PartsLine({ parts }: PartsLineProps) {
  const { t } = useTranslation();
  const status = partsStatusOf(parts);
  const isShort = status === 'waiting';
  const names = parts.map((part) => `${part.quantity} × ${part.partNumber}`).join(', ');
  return (
    <FieldRow
      sign={isShort ? IconPackageOff : IconPackage}
      tone={isShort ? 'critical' : undefined}
      title={t(`technician:parts.standing.${status}`, {
        count: parts.length,
        parts: waitingParts(parts)
          .map((part) => part.partNumber)
          .join(', '),
      })}
      side={status === 'all' ? <IconCircleCheck size={24} stroke={1.75} aria-hidden /> : undefined}
    >
      {names === '' ? undefined : names}
    </FieldRow>
  );
}
