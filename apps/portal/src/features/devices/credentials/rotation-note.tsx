import { useTranslation } from 'react-i18next';
import type { DeviceCredential } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from './credential-list.module.css';
import { evaluateRotation } from './evaluate-rotation.js';

interface RotationNoteProps {
  /** Active credentials, newest first. */
  readonly usable: readonly DeviceCredential[];
}

/** Shows whether a device has switched to its new credentials while the old ones are still valid. */
export function RotationNote({ usable }: RotationNoteProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const rotation = evaluateRotation(usable);
  if (rotation.kind === 'none') return null;
  return (
    <p className={classes.rotation}>
      {rotation.kind === 'moved' ? (
        <StateBadge state="done" plain>
          {t('maker:devices.moved')}
        </StateBadge>
      ) : (
        <StateBadge state="warning" plain>
          {t('maker:devices.notMoved', { when: format.dateTime(rotation.until) })}
        </StateBadge>
      )}
    </p>
  );
}
