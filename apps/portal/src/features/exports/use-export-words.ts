import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportRun, ExportSchedule } from '../../api/types.js';
import { useFormat } from '../../format/use-format.js';

/** Number of names that are written out; the others are only counted. */
const NAMED = 2;

interface ExportWords {
  /** Describes the machines, for example `All machines`, `BH75-1, BH75-2 and 3 more` or `All at Warsaw`. */
  machines(schedule: Pick<ExportSchedule, 'machines'>): string;
  /** Like `machines`, for serial numbers; null means all machines. */
  serials(serials: readonly string[] | null): string;
  /** Describes the schedule, for example `Every Monday at 05:00, Warsaw`. */
  when(schedule: Pick<ExportSchedule, 'every' | 'hour' | 'zone'>): string;
  /** Joins names to a list. */
  list(names: readonly string[]): string;
  /** Describes the local days in a file. */
  period(run: Pick<ExportRun, 'firstDay' | 'lastDay'>): string;
}

/** Formats an hour of the day, for example `06:00`. */
export function hourText(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}

/** Describes exports in the user's language. */
export function useExportWords(): ExportWords {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(() => {
    const list = (names: readonly string[]): string =>
      new Intl.ListFormat(format.locale, { type: 'conjunction' }).format(names);
    const first = (names: readonly string[]): string => {
      const unnamedCount = names.length - NAMED;
      return unnamedCount <= 0
        ? list(names)
        : t('exports.andMore', { names: names.slice(0, NAMED).join(', '), count: unnamedCount });
    };
    const day = (local: string): string => format.date(`${local}T00:00:00Z`, 'UTC');
    return {
      list,
      machines: ({ machines: { of, chosen } }) => {
        if (of === 'all') return t('exports.allMachines');
        const names = first(chosen.map(({ name }) => name));
        return chosen.length === 0 ? t('exports.noneLeft') : t(`exports.of.${of}`, { names });
      },
      serials: (serials) => (serials === null ? t('exports.allMachines') : first(serials)),
      when: ({ every, hour, zone }) =>
        t(`exports.when.${every}`, { hour: hourText(hour), city: format.city(zone) }),
      period: ({ firstDay, lastDay }) =>
        firstDay === lastDay ? day(firstDay) : `${day(firstDay)} – ${day(lastDay)}`,
    };
  }, [t, format]);
}
