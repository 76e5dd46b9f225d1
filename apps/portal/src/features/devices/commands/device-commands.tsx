import { useTranslation } from 'react-i18next';
import type { Device } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import classes from '../device-parts.module.css';
import { CommandDialog } from './command-dialog.js';
import { CommandEntry } from './command-entry.js';

interface DeviceCommandsProps {
  readonly device: Device;
  readonly isGiving: boolean;
  readonly onGiven: () => void;
}

/** Commands to a device, newest first, with their results. */
export function DeviceCommands({ device, isGiving, onGiven }: DeviceCommandsProps) {
  const { t } = useTranslation();
  const commands = useOne('commands', '/devices/{id}/commands', {
    path: { id: device.id },
    refetchInterval: 3000,
  });
  if (commands.isLoadingError)
    return <ErrorState error={commands.error} onRetry={() => void commands.refetch()} />;
  if (commands.data === undefined) return <SkeletonRows rows={3} />;
  return (
    <>
      {commands.data.items.length === 0 ? (
        <p className={classes.none}>{t('maker:devices.commands.none')}</p>
      ) : null}
      <ol className={classes.list}>
        {commands.data.items.map((command) => (
          <CommandEntry key={command.id} command={command} />
        ))}
      </ol>
      {isGiving ? <CommandDialog device={device} onClose={onGiven} /> : null}
    </>
  );
}
