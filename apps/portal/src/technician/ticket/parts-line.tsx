import { IconCircleCheck, IconPackage, IconPackageOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { NeededPart } from '../../maker/tickets/part-state.js';
import { standingOfParts, waitingParts } from '../domain/parts-standing.js';
import { FieldRow } from '../shell/field-row.js';

interface PartsLineProps {
  readonly parts: readonly (NeededPart & { readonly partNumber: string })[];
}

/** Whether all parts of the job are reserved, and which are not. */
export function PartsLine({ parts }: PartsLineProps) {
  const { t } = useTranslation();
  const standing = standingOfParts(parts);
  const isShort = standing === 'waiting';
  const names = parts.map((part) => `${part.quantity} × ${part.partNumber}`).join(', ');
  return (
    <FieldRow
      sign={isShort ? IconPackageOff : IconPackage}
      tone={isShort ? 'critical' : undefined}
      title={t(`technician:parts.standing.${standing}`, {
        count: parts.length,
        parts: waitingParts(parts)
          .map((part) => part.partNumber)
          .join(', '),
      })}
      side={standing === 'all' ? <IconCircleCheck size={24} stroke={1.75} aria-hidden /> : undefined}
    >
      {names === '' ? undefined : names}
    </FieldRow>
  );
}
