import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { Alarm, Visit } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { oneQuery } from '../../../api/use-one.js';
import { useFormat } from '../../../format/use-format.js';
import { useLocalised } from '../../../i18n/localised.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import type { BandLink, ChartBand } from '../../../ui/charts/bands/lay-out-bands.js';
import type { ChartSpan } from '../../../ui/charts/chart-data.js';
import { splitSpan } from './split-span.js';

/** Pages of the records behind bands, which differ between the areas of the portal. */
export interface BandLinks {
  readonly alarm: (alarm: Alarm) => BandLink;
  readonly ticket: (ticketId: string) => BandLink;
}

/** Longest range of a request for visits. */
const MAX_VISIT_SPAN = 62 * 86_400_000;

/** Alarms of a machine, and visits of technicians to it, as bands on a chart's time axis. */
export function useMachineBands(
  machineId: string,
  { from, to }: ChartSpan,
  links: BandLinks,
): readonly ChartBand[] {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useCodeText();
  const localised = useLocalised();
  const may = useMay();
  const alarms = useList('alarms', '/alarms', {
    query: { machineId, state: 'all', from: new Date(from).toISOString(), to: new Date(to).toISOString() },
  });
  const visits = useQueries({
    queries: (may('tickets.read') ? splitSpan({ from, to }, MAX_VISIT_SPAN) : []).map((part) =>
      oneQuery('visits', '/visits', {
        query: { from: new Date(part.from).toISOString(), to: new Date(part.to).toISOString() },
        staleTime: 60_000,
      }),
    ),
    combine: (answers) => answers.flatMap(({ data }) => data?.items ?? []),
  });
  return useMemo(() => {
    const until = (at: string | null): string => (at === null ? t('chart.ongoing') : format.dateTime(at));
    const ofAlarm = (alarm: Alarm): ChartBand => {
      const name = `${alarm.code} ${localised(alarm.name) || text('common:alarmName', alarm.code)}`;
      return {
        key: alarm.id,
        from: Date.parse(alarm.raisedAt),
        to: alarm.clearedAt === null ? null : Date.parse(alarm.clearedAt),
        label: name,
        detail: t('chart.alarmBand', {
          name,
          from: format.dateTime(alarm.raisedAt),
          to: until(alarm.clearedAt),
        }),
        tone: alarm.severity === 'info' ? 'neutral' : alarm.severity,
        link: links.alarm(alarm),
      };
    };
    const ofVisit = (visit: Visit): ChartBand => ({
      key: visit.id,
      from: Date.parse(visit.from),
      to: Date.parse(visit.to),
      label: t('chart.visit', { ticket: visit.ticket.number }),
      detail: t('chart.visitBand', {
        ticket: visit.ticket.number,
        technician: visit.technician.name,
        from: format.dateTime(visit.from),
        to: format.dateTime(visit.to),
      }),
      tone: 'planned',
      link: links.ticket(visit.ticket.id),
    });
    // A visit that spans the boundary between two requests is returned by both.
    const own = new Map(
      visits.filter((visit) => visit.ticket.machine.id === machineId).map((visit) => [visit.id, visit]),
    );
    return [...alarms.items.map(ofAlarm), ...[...own.values()].map(ofVisit)];
  }, [alarms.items, visits, machineId, links, t, format, text, localised]);
}
