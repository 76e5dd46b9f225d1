import { IconCircleCheck, IconPackage, IconPackageOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { standingOfParts, type NeededPart } from '../domain/parts-standing.js';
import { FieldRow } from '../shell/field-row.js';

interface PartsLineProps {
  readonly parts: readonly (NeededPart & { readonly partNumber: string })[];
}

/** Is everything in my van: whether all parts of the job can be had, and which cannot. */
export function PartsLine({ parts }: PartsLineProps) {
  const { t } = useTranslation();
  const standing = standingOfParts(parts);
  const missing = parts.filter((part) => (part.availableAtDepot ?? 0) < part.quantity);
  const names = parts.map((part) => `${part.quantity} × ${part.partNumber}`).join(', ');
  return (
    <FieldRow
      sign={standing === 'some' ? IconPackageOff : IconPackage}
      tone={standing === 'some' ? 'critical' : undefined}
      title={t(`technician:parts.standing.${standing}`, {
        count: parts.length,
        missing: missing.map((part) => part.partNumber).join(', '),
      })}
      side={standing === 'all' ? <IconCircleCheck size={24} stroke={1.75} aria-hidden /> : undefined}
    >
      {names === '' ? undefined : names}
    </FieldRow>
  );
}
