import { Button, TextInput } from '@mantine/core';
import { IconEngine, IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { MachineRow } from '../../../api/types.js';
import { CameraView } from '../../../features/field-work/scan/camera-view.js';
import { readLabel } from '../../../features/field-work/scan/read-label.js';
import { problemText } from '../../../problems/problem-text.js';
import { problemOf } from '../../../problems/problem.js';
import { FieldHead } from '../../../ui/field/field-head.js';
import { FieldRow } from '../../../ui/field/field-row.js';
import classes from './scan-page.module.css';

const MAX_RESULTS = 10;

/** Finds a machine by its label, with the camera or by serial number. */
export function ScanPage() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<string>();
  const [found, setFound] = useState<readonly MachineRow[]>([]);
  const open = useCallback(
    (machineId: string) => void navigate({ to: '/field/machines/$machineId', params: { machineId } }),
    [navigate],
  );
  const search = useCallback(
    async (serial: string): Promise<void> => {
      setBusy(true);
      setMessage(undefined);
      try {
        const { items } = await request('GET', '/machines', {
          query: { search: serial, limit: MAX_RESULTS },
        });
        const exact = items.find((machine) => machine.serial.toLowerCase() === serial.toLowerCase());
        const only = exact ?? (items.length === 1 ? items[0] : undefined);
        if (only !== undefined) open(only.id);
        else {
          setFound(items);
          if (items.length === 0) setMessage(t('technician:scan.notFound', { serial }));
        }
      } catch (error) {
        setMessage(problemText(problemOf(error), t, i18n));
      } finally {
        setBusy(false);
      }
    },
    [open, t, i18n],
  );
  const read = useCallback(
    (text: string): boolean => {
      const label = readLabel(text);
      if (label === undefined) {
        setMessage(t('technician:scan.foreign'));
        return false;
      }
      if (label.kind === 'machine') open(label.id);
      else void search(label.serial);
      return true;
    },
    [open, search, t],
  );
  return (
    <>
      <FieldHead title={t('technician:scan.title')} below={t('technician:scan.lead')} />
      <CameraView onText={read} />
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() !== '') void search(typed.trim());
        }}
      >
        <TextInput
          label={t('technician:scan.serial')}
          autoCapitalize="characters"
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="search"
          value={typed}
          error={message}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setMessage(undefined);
          }}
        />
        <Button
          type="submit"
          variant="accent"
          loading={busy}
          disabled={typed.trim() === ''}
          leftSection={<IconSearch size={22} stroke={1.75} />}
        >
          {t('technician:scan.find')}
        </Button>
      </form>
      {found.map((machine) => (
        <FieldRow
          key={machine.id}
          sign={IconEngine}
          title={machine.serial}
          to={`/field/machines/${machine.id}`}
        >
          {[machine.model.name, machine.site?.city || machine.site?.name].filter(Boolean).join(', ')}
        </FieldRow>
      ))}
    </>
  );
}
